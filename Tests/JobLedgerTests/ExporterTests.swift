import CloudAPI
import Foundation
import HTTPTransport
import JobLedger
import Synchronization
import TestSupport
import Testing

@Suite("Exporter")
struct ExporterTests {
  @Test(
    "A draft becomes a file: submitted once, followed, fetched, with the credits noted",
    arguments: [false, true])
  func straight(usesShapeB: Bool) async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(usesShapeB: usesShapeB)
    let phases = Mutex<[ExportPhase]>([])
    let report: @Sendable (ExportNotice) -> Void = { _ in
      let phase = try? fixture.ledger.export(renderID: "render_1")?.phase
      phases.withLock { if let phase, $0.last != phase { $0.append(phase) } }
    }
    let exporter = Exporter(client: service.client, journal: fixture.ledger, report: report)
    let record = try await exporter.export(fixture.plan(), draft: Array("{}".utf8))
    #expect(record.phase == .finished)
    #expect(record.creditsBefore == 100 && record.creditsAfter == 100)
    #expect(try fixture.ledger.export(renderID: "render_1") == record)
    #expect(service.accepted == ["render_1": 1])
    #expect(fixture.hasWholeFile)
    #expect(phases.withLock { $0 } == [.submitting, .submitted])
  }

  @Test("The export is written down before it's submitted")
  func writtenFirst() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService { _ in .unreachable }
    await #expect(throws: ExportError.self) {
      try await Exporter(client: service.client, journal: fixture.ledger)
        .export(fixture.plan(), draft: [])
    }
    let record = try #require(try fixture.ledger.export(renderID: "render_1"))
    #expect(record.phase == .planned)
    #expect(record.message?.contains("cannot connect") == true)
  }

  @Test("A crash at any moment of the journal is picked up, and the draft submitted once")
  func crashes() async throws {
    var count = 0
    var isCrashing = true
    while isCrashing {
      let fixture = try LedgerFixture()
      let service = RenderService()
      do throws(ExportError) {
        let journal = CrashingJournal(fixture.ledger, crashingAfter: count)
        try await Exporter(client: service.client, journal: journal)
          .export(fixture.plan("render_1"), draft: Array("{}".utf8))
        isCrashing = false
      } catch {
        #expect(error == .journal(CrashingJournal.crash))
        try await Self.pickUp(fixture, service, fixture.ledger, asking: "render_2")
      }
      #expect(service.accepted.values.reduce(0, +) == 1, "crash at moment \(count)")
      #expect(fixture.hasWholeFile, "crash at moment \(count)")
      count += 1
    }
    #expect(count > 12)
  }

  /// What a user does after a crash: resume what the journal has, or ask again if it has nothing.
  private static func pickUp(
    _ fixture: LedgerFixture, _ service: RenderService, _ journal: any ExportJournal,
    asking id: String, replacesFile: Bool = true
  ) async throws(ExportError) {
    let exporter = Exporter(client: service.client, journal: journal)
    if let record = (try? fixture.ledger.exports())?.first {
      try await exporter.resume(record)
    } else {
      try await exporter.export(
        fixture.plan(id, replacesFile: replacesFile), draft: Array("{}".utf8))
    }
  }

  @Test("500 random runs of faults and crashes: the whole file, one submission, nothing lost")
  func randomRuns() async throws {
    var seeds = SeededGenerator()
    let origin = "\(seeds)"
    for number in 0..<500 {
      try await randomRun(SeededGenerator(seed: seeds.next()), "\(origin), run \(number)")
    }
  }

  private func randomRun(_ generator: SeededGenerator, _ origin: Comment) async throws {
    var random = generator
    let faults = (0..<60).map { _ in
      random.next() % 3 == 0 ? RenderService.Fault.allCases.randomElement(using: &random) : nil
    }
    let replacesFile = random.next() % 2 == 0
    let fixture = try LedgerFixture()
    let service = RenderService(
      looksNeeded: Int(random.next() % 4) + 1, usesShapeB: random.next() % 2 == 0
    ) { $0 < faults.count ? faults[$0] : nil }
    var isFinished = false
    for run in 0..<80 where !isFinished {
      let journal = CrashingJournal(
        fixture.ledger, crashingAfter: run < 10 ? Int(random.next() % 20) : .max)
      do throws(ExportError) {
        try await Self.pickUp(
          fixture, service, journal, asking: "render_\(run)", replacesFile: replacesFile)
        isFinished = true
      } catch {
        #expect(!"\(error)".isEmpty, origin)
        let file = FileManager.default.contents(atPath: fixture.destination)
        #expect(file == nil || file == Data(RenderService.file), origin)
      }
    }
    #expect(isFinished, origin)
    #expect(service.accepted.values.reduce(0, +) == 1, origin)
    #expect(fixture.hasWholeFile, origin)
    #expect(try fixture.ledger.exports().map(\.phase) == [.finished], origin)
  }

  @Test("A file that appears under a free name during the export is kept, and the export goes on")
  func appeared() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService()
    let report: @Sendable (ExportNotice) -> Void = { notice in
      guard case .submitted = notice else { return }
      try? Data("mine".utf8).write(to: URL(filePath: fixture.destination))
    }
    let exporter = Exporter(client: service.client, journal: fixture.ledger, report: report)
    await #expect(throws: ExportError.download(.nameTaken(path: fixture.destination))) {
      try await exporter.export(fixture.plan(replacesFile: false), draft: Array("{}".utf8))
    }
    #expect(FileManager.default.contents(atPath: fixture.destination) == Data("mine".utf8))
    let record = try #require(try fixture.ledger.export(renderID: "render_1"))
    #expect(record.phase == .rendered && !record.replacesFile)
    try FileManager.default.removeItem(atPath: fixture.destination)
    #expect(try await exporter.resume(record).phase == .finished)
    #expect(fixture.hasWholeFile)
    #expect(service.accepted == ["render_1": 1])
  }

  @Test("A refusal leaves the export to be resumed, and a resumed one goes on")
  func refusal() async throws {
    let fixture = try LedgerFixture()
    // Request 0 is the balance; 1 and 2 are the submission and its one retry.
    let service = RenderService { (1...2).contains($0) ? .busy : nil }
    let exporter = Exporter(client: service.client, journal: fixture.ledger)
    await #expect(throws: ExportError.cloud(.rateLimited)) {
      try await exporter.export(fixture.plan(), draft: [])
    }
    let record = try #require(try fixture.ledger.exports().first)
    #expect(record.phase == .planned)
    #expect(try await exporter.resume(record).phase == .finished)
    #expect(service.accepted == ["render_1": 1])
  }

  @Test(
    "An unfinished export that is asked for at another place appears there, and leaves nothing behind"
  )
  func otherPlace() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(looksNeeded: 15)
    let exporter = Exporter(client: service.client, journal: fixture.ledger)
    await #expect(throws: ExportError.stillRendering(renderID: "render_1")) {
      try await exporter.export(fixture.plan(), draft: [])
    }
    try Data([1]).write(to: URL(fileURLWithPath: fixture.destination + ".part"))
    var plan = fixture.plan("render_2")
    plan.destination = fixture.destination + ".else"
    let record = try await exporter.export(plan, draft: [])
    #expect(record.renderID == "render_1")
    #expect(FileManager.default.contents(atPath: plan.destination) == Data(RenderService.file))
    #expect(!FileManager.default.fileExists(atPath: fixture.destination))
    #expect(!FileManager.default.fileExists(atPath: fixture.destination + ".part"))
    #expect(service.accepted == ["render_1": 1])
  }

  @Test("A render that takes longer than the published looks can be resumed")
  func longRender() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(looksNeeded: 15)
    let exporter = Exporter(client: service.client, journal: fixture.ledger)
    await #expect(throws: ExportError.stillRendering(renderID: "render_1")) {
      try await exporter.export(fixture.plan(), draft: [])
    }
    #expect(try await exporter.export(fixture.plan("render_2"), draft: []).renderID == "render_1")
    #expect(service.accepted == ["render_1": 1])
  }

  @Test("A size that the service tells wrongly is asked for again by the next attempt")
  func wrongSize() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(firstSize: 5001)
    let exporter = Exporter(client: service.client, journal: fixture.ledger)
    await #expect(throws: ExportError.download(.wrongLength(expected: 5001, actual: 5000))) {
      try await exporter.export(fixture.plan(), draft: [])
    }
    #expect(FileManager.default.contents(atPath: fixture.destination) == nil)
    let record = try #require(try fixture.ledger.export(renderID: "render_1"))
    #expect(try await exporter.resume(record).phase == .finished)
    #expect(
      FileManager.default.contents(atPath: fixture.destination).map(Array.init)
        == RenderService.file)
    #expect(service.accepted == ["render_1": 1])
  }

  @Test("A file that the check refuses is not put in place")
  func refusedFile() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService()
    let exporter = Exporter(
      client: service.client, journal: fixture.ledger, check: { _, _ in "no moov" })
    await #expect(throws: ExportError.download(.rejected(reason: "no moov"))) {
      try await exporter.export(fixture.plan(), draft: [])
    }
    #expect(FileManager.default.contents(atPath: fixture.destination) == nil)
    #expect(try fixture.ledger.export(renderID: "render_1")?.phase == .submitted)
  }

  @Test("A cancelled export is over; another of the same draft is a new one")
  func cancellation() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(looksNeeded: 15)
    let exporter = Exporter(client: service.client, journal: fixture.ledger)
    _ = try? await exporter.export(fixture.plan(), draft: [])
    let record = try #require(try fixture.ledger.export(renderID: "render_1"))
    #expect(try await exporter.cancel(record).phase == .cancelled)
    #expect(try fixture.ledger.begin(fixture.plan("render_2"), draft: []).renderID == "render_2")
  }

  @Test("An export that is cancelled from elsewhere while it's waited for stays cancelled")
  func cancelledElsewhere() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(looksNeeded: 3)
    let canceller = Exporter(client: service.client, journal: fixture.ledger)
    let (looks, look) = AsyncStream.makeStream(of: ExportRecord.self)
    let report: @Sendable (ExportNotice) -> Void = { notice in
      guard case .rendering = notice,
        var record = try? fixture.ledger.export(renderID: "render_1"), record.phase == .submitted
      else { return }
      look.yield(record)
      record.phase = .cancelled
      try? fixture.ledger.write(record)
    }
    let waiting = Exporter(client: service.client, journal: fixture.ledger, report: report)
    #expect(try await waiting.export(fixture.plan(), draft: []).phase == .cancelled)
    look.finish()
    for await record in looks { #expect(try await canceller.cancel(record).phase == .cancelled) }
    #expect(try fixture.ledger.export(renderID: "render_1")?.phase == .cancelled)
    #expect(FileManager.default.contents(atPath: fixture.destination) == nil)
  }

  @Test("While one works on an export another does not")
  func held() async throws {
    let fixture = try LedgerFixture()
    let record = try fixture.ledger.begin(fixture.plan(), draft: [])
    let hold = try fixture.ledger.hold(renderID: "render_1")
    let service = RenderService()
    await #expect(throws: ExportError.journal(.heldElsewhere(renderID: "render_1"))) {
      try await Exporter(client: service.client, journal: fixture.ledger).resume(record)
    }
    withExtendedLifetime(hold) {}
    #expect(service.accepted.isEmpty)
  }

  @Test(
    "An output address that fails for good gives way to the service's download call",
    arguments: [
      ("https://api.example/file", 400), ("https://api.example/file", 401),
      ("https://api.example/file", 404), ("https://api.example/file", 451),
      ("https://api.example/file", 200), ("f/x.mp4", nil), ("ftp://api.example/x", nil), ("", nil),
    ] as [(String, Int?)])
  func badOutput(url: String, status: Int?) async throws {
    let fixture = try LedgerFixture()
    let service = RenderService(outputURL: url, outputFault: status)
    let exporter = Exporter(
      client: service.client, journal: fixture.ledger,
      check: { path, _ in
        FileManager.default.contents(atPath: path)?.first == RenderService.file[0]
          ? nil : "it is no video"
      })
    #expect(try await exporter.export(fixture.plan(), draft: []).phase == .finished)
    #expect(fixture.hasWholeFile)
    #expect(service.accepted == ["render_1": 1])
  }

  @Test("Where neither brings the file, the service is asked again the next time")
  func nowhere() async throws {
    let fixture = try LedgerFixture()
    let service = RenderService()
    let isRight = Mutex(false)
    let exporter = Exporter(
      client: service.client, journal: fixture.ledger,
      check: { _, _ in isRight.withLock { $0 } ? nil : "it is no video" })
    await #expect(throws: ExportError.download(.rejected(reason: "it is no video"))) {
      try await exporter.export(fixture.plan(), draft: [])
    }
    let record = try #require(try fixture.ledger.export(renderID: "render_1"))
    #expect(record.phase == .submitted && record.outputURL == nil)
    isRight.withLock { $0 = true }
    #expect(try await exporter.resume(record).phase == .finished)
    #expect(service.accepted == ["render_1": 1])
  }

  @Test("One who holds an export for a moment alone is waited for")
  func heldBriefly() async throws {
    let fixture = try LedgerFixture()
    let record = try fixture.ledger.begin(fixture.plan(), draft: [])
    let service = RenderService()
    let hold = Mutex<LedgerHold?>(try fixture.ledger.hold(renderID: "render_1"))
    // The service's clock is the exporter's: its first wait is for the hold.
    let clock = ReleasingClock { hold.withLock { $0 = nil } }
    let client = CloudClient(
      configuration: service.client.configuration, transport: service, tokens: service,
      clock: clock)
    #expect(
      try await Exporter(client: client, journal: fixture.ledger).resume(record).phase == .finished)
  }
}

/// A clock on which every wait gives something back and is over.
private struct ReleasingClock: CloudClock {
  let release: @Sendable () -> Void

  init(_ release: @escaping @Sendable () -> Void) { self.release = release }

  func now() -> Duration { .zero }
  func sleep(for duration: Duration) async throws(CancellationError) { release() }
}
