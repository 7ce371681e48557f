/// Where exports are written down before they are submitted, so that none is lost and none paid for twice.
public protocol ExportJournal: Sendable {
  /// Writes an export down, unless there's an unfinished one of the same draft in the same session.
  ///
  /// - Returns: The one that is in the journal now: `record`, or the earlier one.
  func begin(_ record: ExportRecord, draft: [UInt8]) throws(JournalError) -> ExportRecord

  /// The export of that id as it stands now.
  func export(renderID: String) throws(JournalError) -> ExportRecord?

  /// Replaces an export's record, unless it was cancelled; it's on disk when the call returns.
  func write(_ record: ExportRecord) throws(JournalError)

  /// The bytes of a draft that was written down with an export.
  func draft(hash: String) throws(JournalError) -> [UInt8]?

  /// Takes an export in hand, for as long as the hold lives or the process runs.
  ///
  /// - Throws: ``JournalError/heldElsewhere(renderID:)`` while another has it.
  func hold(renderID: String) throws(JournalError) -> LedgerHold
}

/// The right to work on one export, or to talk in one session; letting go of it gives it back.
public final class LedgerHold: Sendable {
  private let release: @Sendable () -> Void

  /// Makes a hold that is given back by `release`.
  public init(release: @escaping @Sendable () -> Void) {
    self.release = release
  }

  deinit {
    release()
  }
}

/// Why the journal could not do its work.
public enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The journal's file can't be read or written.
  case unusable(path: String, reason: String)

  /// Another process has been writing the journal for as long as was waited, in seconds.
  case locked(path: String, seconds: Int)

  /// The journal's file isn't what was written to it.
  case damaged(path: String, reason: String)

  /// Another process works on the export.
  case heldElsewhere(renderID: String)

  /// Another process talks into the session.
  case sessionHeldElsewhere(sessionID: String)

  /// What happened, and what to do next.
  public var description: String {
    switch self {
    case .unusable(let path, let reason):
      "cannot use the journal \(path): \(reason); make its folder writable for you, or set "
        + "XDG_STATE_HOME to one that is"
    case .locked(let path, let seconds):
      "another process has kept the journal \(path) locked for \(seconds) s; wait for it, or end it, "
        + "and try again"
    case .damaged(let path, let reason):
      "the journal \(path) is damaged (\(reason)); move it away together with \(path)-wal and "
        + "\(path)-shm, and a new one is made. The old one holds the exports that are not finished"
    case .heldElsewhere(let id):
      "another process is working on the export \(id); wait for it"
    case .sessionHeldElsewhere(let id):
      "another process is talking in the session \(id); wait for its answer"
    }
  }
}
