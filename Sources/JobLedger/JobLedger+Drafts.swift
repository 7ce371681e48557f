public import CloudAPI
import Foundation
import GRDB

extension JobLedger {
  /// The bytes of a draft.
  public func draft(hash: String) throws(JournalError) -> [UInt8]? {
    try reading {
      try Row.fetchOne($0, sql: "SELECT bytes FROM draft WHERE hash = ?", arguments: [hash])
        .map { row in [UInt8](try row.present("bytes") as Data) }
    }
  }

  /// Notes a session's draft as last seen, to tell later changes from.
  public func noteDraft(
    _ bytes: [UInt8], hash: String, of sessionID: String
  ) throws(JournalError) {
    try writing {
      try keep(bytes, hash: hash, in: $0)
      try $0.execute(
        sql: "UPDATE session SET draft_hash = ? WHERE session_id = ?", arguments: [hash, sessionID])
    }
  }

  /// The draft that a session was last seen with.
  public func lastDraft(of sessionID: String) throws(JournalError) -> [UInt8]? {
    try reading {
      try Row.fetchOne(
        $0,
        sql: "SELECT bytes FROM draft JOIN session ON draft_hash = hash WHERE session_id = ?",
        arguments: [sessionID]
      ).map { row in [UInt8](try row.present("bytes") as Data) }
    }
  }

  /// Writes a draft down, once for each hash.
  func keep(_ bytes: [UInt8], hash: String, in database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO draft (hash, bytes, created_at) VALUES (?, ?, ?)",
      arguments: [hash, Data(bytes), timestamp])
  }
}
