import CloudAPI
import JobLedger
import Synchronization

/// A journal whose program "crashes" at one of its calls, before or after the call takes effect.
struct CrashingJournal: ExportJournal {
  private final class Countdown: Sendable {
    let left: Mutex<Int>
    init(_ count: Int) { left = Mutex(count) }
  }

  static let crash = JournalError.unusable(path: "scripted", reason: "crash")

  let ledger: JobLedger
  private let countdown: Countdown

  /// - Parameter count: How many moments pass before the crash; each call has one before and one after.
  init(_ ledger: JobLedger, crashingAfter count: Int) {
    self.ledger = ledger
    countdown = Countdown(count)
  }

  private func step<Value>(_ work: () throws(JournalError) -> Value) throws(JournalError) -> Value {
    try tick()
    let value = try work()
    try tick()
    return value
  }

  private func tick() throws(JournalError) {
    let isOver = countdown.left.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw Self.crash }
  }

  func begin(_ record: ExportRecord, draft: [UInt8]) throws(JournalError) -> ExportRecord {
    try step { () throws(JournalError) in try ledger.begin(record, draft: draft) }
  }

  func export(renderID: String) throws(JournalError) -> ExportRecord? {
    try step { () throws(JournalError) in try ledger.export(renderID: renderID) }
  }

  func write(_ record: ExportRecord) throws(JournalError) {
    try step { () throws(JournalError) in try ledger.write(record) }
  }

  func draft(hash: String) throws(JournalError) -> [UInt8]? {
    try step { () throws(JournalError) in try ledger.draft(hash: hash) }
  }

  func hold(renderID: String) throws(JournalError) -> LedgerHold {
    try ledger.hold(renderID: renderID)
  }
}
