import CloudAPI
import Foundation
import JobLedger
import Testing

@Suite("Job ledger")
struct JobLedgerTests {
  let fixture: LedgerFixture
  var ledger: JobLedger { fixture.ledger }

  init() throws {
    fixture = try LedgerFixture()
  }

  @Test("A record comes back whole, also after the ledger is opened anew")
  func roundTrip() throws {
    var record = try ledger.begin(fixture.plan(), draft: [1, 2, 3])
    record.phase = .rendered
    record.serviceRenderID = "theirs"
    record.outputURL = "https://c/f"
    record.sizeBytes = 1 << 40
    record.durationSeconds = 10.5
    record.message = "words, “quoted” 'and' \"plain\""
    record.creditsBefore = 100
    record.creditsAfter = 50.5
    try ledger.write(record)
    let again = try JobLedger(path: ledger.path)
    #expect(try again.export(renderID: "render_1") == record)
    #expect(try again.draft(hash: "h1") == [1, 2, 3])
    #expect(try again.exports() == [record])
    try again.forgetExport(renderID: "render_1")
    #expect(try ledger.exports() == [])
  }

  @Test(
    "The same draft in the same session within an unfinished export is that export",
    arguments: ExportPhase.allCases)
  func idempotence(phase: ExportPhase) throws {
    var first = try ledger.begin(fixture.plan("render_1"), draft: [1])
    first.phase = phase
    try ledger.write(first)
    let second = try ledger.begin(fixture.plan("render_2"), draft: [1])
    #expect(second.renderID == (phase.isUnfinished ? "render_1" : "render_2"))
    #expect(
      try ledger.begin(fixture.plan("render_3", hash: "h2"), draft: [2]).renderID == "render_3")
    #expect(
      try ledger.begin(fixture.plan("render_4", session: "s2"), draft: [1]).renderID == "render_4")
  }

  @Test("Of many who begin at once, over many connections, one is first and all agree")
  func concurrentBeginning() async throws {
    let fixture = fixture
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<24 {
        group.addTask {
          let ledger = try JobLedger(path: fixture.ledger.path)
          return try ledger.begin(fixture.plan("render_\(number)"), draft: [1]).renderID
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(ids.count == 1)
    #expect(try ledger.exports().count == 1)
  }

  @Test("An export is in one pair of hands at a time")
  func hold() throws {
    var hold: LedgerHold? = try ledger.hold(renderID: "render/../1")
    #expect(throws: JournalError.heldElsewhere(renderID: "render/../1")) {
      _ = try ledger.hold(renderID: "render/../1")
    }
    _ = try ledger.hold(renderID: "render_2")
    withExtendedLifetime(hold) {}
    hold = nil
    _ = try ledger.hold(renderID: "render/../1")
  }

  @Test("The session used last comes first, and learns what is told later")
  func sessions() throws {
    try ledger.use(CloudSession(sessionID: "a"))
    try ledger.use(CloudSession(sessionID: "b", taskID: "t"))
    try ledger.use(CloudSession(sessionID: "a", taskID: "ta", bindID: "ba"))
    try ledger.use(CloudSession(sessionID: "a"))
    #expect(
      try ledger.sessions() == [
        CloudSession(sessionID: "a", taskID: "ta", bindID: "ba"),
        CloudSession(sessionID: "b", taskID: "t"),
      ])
    try ledger.forgetSession("a")
    #expect(try ledger.sessions().map(\.sessionID) == ["b"])
  }

  @Test("A session's draft is the one that was noted last")
  func drafts() throws {
    try ledger.use(CloudSession(sessionID: "s"))
    #expect(try ledger.lastDraft(of: "s") == nil)
    try ledger.noteDraft([1], hash: "h1", of: "s")
    try ledger.noteDraft([2], hash: "h2", of: "s")
    try ledger.noteDraft([1], hash: "h1", of: "s")
    #expect(try ledger.lastDraft(of: "s") == [1])
    #expect(try ledger.draft(hash: "h2") == [2])
    #expect(try ledger.draft(hash: "h3") == nil)
    #expect(try ledger.session(seenWith: "h1") == CloudSession(sessionID: "s"))
    #expect(try ledger.session(seenWith: "h2") == nil)
  }

  @Test("An upload is known by its content, in its session alone")
  func uploads() throws {
    let upload = UploadRecord(
      sessionID: "s", contentHash: "c", fileName: "a.mp4", sizeBytes: 5, url: "https://c/a")
    try ledger.note(upload)
    try ledger.note(upload)
    #expect(try ledger.upload(contentHash: "c", in: "s") == upload)
    #expect(try ledger.upload(contentHash: "c", in: "other") == nil)
  }

  @Test("The ledger is for its owner alone")
  func privacy() throws {
    let attributes = try FileManager.default.attributesOfItem(atPath: ledger.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test("A file that is no ledger is said to be unusable, with its path")
  func unusable() throws {
    let path = "\(fixture.folder)/text"
    try String(repeating: "not a database ", count: 100)
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect {
      _ = try JobLedger(path: path)
    } throws: { "\($0)".contains(path) }
  }
}
