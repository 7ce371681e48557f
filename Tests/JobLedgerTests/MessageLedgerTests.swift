import CloudAPI
import JobLedger
import Testing

@Suite("Messages in the ledger")
struct MessageLedgerTests {
  let fixture: LedgerFixture
  var ledger: JobLedger { fixture.ledger }

  init() throws {
    fixture = try LedgerFixture()
  }

  @Test("A message is unfinished until its ending is written, also for another program")
  func endings() throws {
    let first = try ledger.begin(
      message: "quieter, “please”", in: "s", draftHash: "h1", creditsBefore: 100)
    let second = try ledger.begin(message: "", in: "s", draftHash: nil, creditsBefore: nil)
    _ = try ledger.begin(message: "else", in: "other", draftHash: nil, creditsBefore: nil)
    let again = try JobLedger(path: ledger.path)
    #expect(try again.unfinishedMessages(in: "s") == [first, second])
    try again.finish(first, ending: "answered", creditsAfter: 50)
    #expect(try ledger.unfinishedMessages(in: "s") == [second])
    try ledger.finish(second, ending: "lost")
    #expect(try ledger.unfinishedMessages(in: "s") == [])
  }

  @Test("A session's conversation is in one pair of hands at a time, and is no export of that name")
  func hold() throws {
    var hold: LedgerHold? = try ledger.hold(sessionID: "s")
    #expect(throws: JournalError.sessionHeldElsewhere(sessionID: "s")) {
      _ = try ledger.hold(sessionID: "s")
    }
    _ = try ledger.hold(sessionID: "t")
    _ = try ledger.hold(renderID: "s")
    withExtendedLifetime(hold) {}
    hold = nil
    _ = try ledger.hold(sessionID: "s")
  }
}
