public import CloudAPI
import GRDB

extension JobLedger {
  /// Notes that a session is in use now; the one used last is the current one.
  public func use(_ session: CloudSession) throws(JournalError) {
    let time = timestamp
    try writing {
      // Of two uses in one millisecond the later one must win.
      let last: Int64? = try Row.fetchOne($0, sql: "SELECT MAX(used_at) AS last FROM session")?
        .value("last")
      // A time that lies far ahead, such as one of a damaged row, is none to count on from.
      let next = (last ?? 0) < Int64.max ? (last ?? 0) + 1 : time
      try $0.execute(
        sql: """
          INSERT INTO session (session_id, task_id, bind_id, created_at, used_at)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (session_id) DO UPDATE SET used_at = excluded.used_at,
            task_id = COALESCE(excluded.task_id, task_id),
            bind_id = COALESCE(excluded.bind_id, bind_id)
          """,
        arguments: [
          session.sessionID, session.taskID, session.bindID, time, max(time, next),
        ])
    }
  }

  /// The sessions, the one used last first.
  public func sessions() throws(JournalError) -> [CloudSession] {
    try reading {
      try Row.fetchAll($0, sql: "SELECT * FROM session ORDER BY used_at DESC").map {
        try CloudSession(row: $0)
      }
    }
  }

  /// The session that was last seen with a draft; of several the one used last.
  public func session(seenWith draftHash: String) throws(JournalError) -> CloudSession? {
    try reading {
      try Row.fetchOne(
        $0, sql: "SELECT * FROM session WHERE draft_hash = ? ORDER BY used_at DESC",
        arguments: [draftHash]
      ).map { try CloudSession(row: $0) }
    }
  }

  /// Removes a session, such as one that the service no longer knows.
  public func forgetSession(_ sessionID: String) throws(JournalError) {
    try writing {
      try $0.execute(sql: "DELETE FROM session WHERE session_id = ?", arguments: [sessionID])
    }
  }
}

extension CloudSession {
  /// Reads the columns of a session from a row of any table that has them.
  init(row: Row) throws {
    self.init(
      sessionID: try row.present("session_id"), taskID: row.value("task_id"),
      bindID: row.value("bind_id"))
  }
}
