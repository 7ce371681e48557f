public import CloudAPI
import Foundation
import GRDB

/// One message to the service's agent as the ledger holds it.
///
/// It's written down before it's sent. One without an ending is under way, or was when its program ended: whether
/// it arrived is not known, and it's never sent again, since it may be charged.
public struct MessageRecord: Hashable, Sendable {
  /// The ledger's number for it.
  public let number: Int64

  /// The session that it was said in.
  public let sessionID: String

  /// What was said.
  public let text: String

  /// The hash of the session's draft before it; nil where there was none.
  public let draftHash: String?

  /// The credits before it, reserved ones included; nil where they weren't known.
  public let creditsBefore: Double?
}

extension JobLedger {
  /// Writes a message down that is about to be sent.
  ///
  /// - Parameter draftHash: The session's draft before it, which ``noteDraft(_:hash:of:)`` has noted.
  public func begin(
    message text: String, in sessionID: String, draftHash: String?, creditsBefore: Double?
  ) throws(JournalError) -> MessageRecord {
    let number = try writing { database in
      try database.execute(
        sql: """
          INSERT INTO message (session_id, text, draft_hash, credits_before, created_at, changed_at)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [sessionID, text, draftHash, creditsBefore, timestamp, timestamp])
      return database.lastInsertedRowID
    }
    return MessageRecord(
      number: number, sessionID: sessionID, text: text, draftHash: draftHash,
      creditsBefore: creditsBefore)
  }

  /// Writes down that a message is over.
  ///
  /// - Parameter ending: How, in a word.
  public func finish(
    _ message: MessageRecord, ending: String, creditsAfter: Double? = nil
  ) throws(JournalError) {
    try writing {
      try $0.execute(
        sql: "UPDATE message SET ending = ?, credits_after = ?, changed_at = ? WHERE number = ?",
        arguments: [ending, creditsAfter, timestamp, message.number])
    }
  }

  /// The messages of a session that are under way, or were when their program ended; the oldest first.
  public func unfinishedMessages(in sessionID: String) throws(JournalError) -> [MessageRecord] {
    try reading {
      try Row.fetchAll(
        $0,
        sql: "SELECT * FROM message WHERE session_id = ? AND ending IS NULL ORDER BY number",
        arguments: [sessionID]
      ).map { row in
        MessageRecord(
          number: try row.present("number"), sessionID: try row.present("session_id"),
          text: try row.present("text"), draftHash: row.value("draft_hash"),
          creditsBefore: row.value("credits_before"))
      }
    }
  }

  /// Takes a session's conversation in hand: two programs that talk into one session would each take the
  /// other's changes for its own.
  ///
  /// - Throws: ``JournalError/sessionHeldElsewhere(sessionID:)`` while another has it.
  public func hold(sessionID: String) throws(JournalError) -> LedgerHold {
    guard let hold = try lock(named: "session", sessionID) else {
      throw .sessionHeldElsewhere(sessionID: sessionID)
    }
    return hold
  }
}
