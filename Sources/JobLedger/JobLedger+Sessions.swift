public import CloudAPI
import GRDB

extension JobLedger {
  /// Notes that a session is in use now; the one used last is the current one.
  public func use(_ session: CloudSession) throws(JournalError) {
    let time = timestamp
    try writing {
      // Of two uses in one millisecond the later one must win.
      let last = try Int64.fetchOne($0, sql: "SELECT MAX(used_at) FROM session") ?? 0
      try $0.execute(
        sql: """
          INSERT INTO session (session_id, task_id, bind_id, created_at, used_at)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (session_id) DO UPDATE SET used_at = excluded.used_at,
            task_id = COALESCE(excluded.task_id, task_id),
            bind_id = COALESCE(excluded.bind_id, bind_id)
          """,
        arguments: [
          session.sessionID, session.taskID, session.bindID, time, max(time, last + 1),
        ])
    }
  }

  /// The sessions, the one used last first.
  public func sessions() throws(JournalError) -> [CloudSession] {
    try reading {
      try Row.fetchAll($0, sql: "SELECT * FROM session ORDER BY used_at DESC").map(
        CloudSession.init(row:))
    }
  }

  /// The session that was last seen with a draft; of several the one used last.
  public func session(seenWith draftHash: String) throws(JournalError) -> CloudSession? {
    try reading {
      try Row.fetchOne(
        $0, sql: "SELECT * FROM session WHERE draft_hash = ? ORDER BY used_at DESC",
        arguments: [draftHash]
      ).map(CloudSession.init(row:))
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
  fileprivate init(row: Row) {
    self.init(sessionID: row["session_id"], taskID: row["task_id"], bindID: row["bind_id"])
  }
}
