public import CloudAPI
import Foundation
import GRDB
import HTTPTransport

extension JobLedger: ExportJournal {
  /// Writes an export and its draft down, unless the same draft has an unfinished one in the session.
  public func begin(
    _ record: ExportRecord, draft: [UInt8]
  ) throws(JournalError) -> ExportRecord {
    try writing { database in
      let unfinished = try Row.fetchOne(
        database,
        sql: """
          SELECT * FROM export WHERE session_id = ? AND draft_hash = ?
          AND phase IN ('planned', 'submitting', 'submitted', 'rendered')
          """,
        arguments: [record.session.sessionID, record.draftHash])
      if let unfinished, let record = try ExportRecord(row: unfinished) { return record }
      try keep(draft, hash: record.draftHash, in: database)
      try put(record, in: database)
      return record
    }
  }

  /// The export of that id.
  public func export(renderID: String) throws(JournalError) -> ExportRecord? {
    try reading {
      try Row.fetchOne($0, sql: "SELECT * FROM export WHERE render_id = ?", arguments: [renderID])
        .flatMap { try ExportRecord(row: $0) }
    }
  }

  /// All exports, the newest first.
  public func exports() throws(JournalError) -> [ExportRecord] {
    try reading {
      try Row.fetchAll($0, sql: "SELECT * FROM export ORDER BY created_at DESC, render_id DESC")
        .compactMap { try ExportRecord(row: $0) }
    }
  }

  /// Replaces an export's record; one that was cancelled stays so.
  public func write(_ record: ExportRecord) throws(JournalError) {
    try writing { try put(record, in: $0) }
  }

  /// Removes an export from the ledger; what the service does with it is not changed by that.
  public func forgetExport(renderID: String) throws(JournalError) {
    try writing {
      try $0.execute(sql: "DELETE FROM export WHERE render_id = ?", arguments: [renderID])
    }
  }

  /// Takes an export in hand.
  public func hold(renderID: String) throws(JournalError) -> LedgerHold {
    guard let hold = try lock(named: "export", renderID) else {
      throw .heldElsewhere(renderID: renderID)
    }
    return hold
  }

  private func put(_ record: ExportRecord, in database: Database) throws {
    let time = timestamp
    try database.execute(
      sql: """
        INSERT INTO export (render_id, session_id, task_id, bind_id, draft_hash, destination, phase,
          service_render_id, output_url, size_bytes, duration_seconds, message, credits_before,
          credits_after, created_at, changed_at, replaces_file)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (render_id) DO UPDATE SET destination = excluded.destination,
          replaces_file = excluded.replaces_file, phase = excluded.phase, service_render_id = excluded.service_render_id,
          output_url = excluded.output_url, size_bytes = excluded.size_bytes,
          duration_seconds = excluded.duration_seconds, message = excluded.message,
          credits_before = excluded.credits_before, credits_after = excluded.credits_after,
          changed_at = excluded.changed_at
          WHERE phase <> 'cancelled'
        """,
      arguments: [
        record.renderID, record.session.sessionID, record.session.taskID, record.session.bindID,
        record.draftHash, record.destination, record.phase.rawValue, record.serviceRenderID,
        record.outputURL, record.sizeBytes, record.durationSeconds, record.message,
        record.creditsBefore, record.creditsAfter, time, time, record.replacesFile,
      ])
  }
}

extension ExportRecord {
  /// Reads a row; nil for a phase that this version doesn't know.
  ///
  /// - Throws: `DatabaseError` if a column that is never empty has no value of its type.
  fileprivate init?(row: Row) throws {
    guard let phase = ExportPhase(rawValue: try row.present("phase")) else { return nil }
    self.init(
      renderID: try row.present("render_id"), session: try CloudSession(row: row),
      draftHash: try row.present("draft_hash"), destination: try row.present("destination"),
      phase: phase)
    replacesFile = row.value("replaces_file") ?? false
    serviceRenderID = row.value("service_render_id")
    outputURL = row.value("output_url")
    sizeBytes = row.value("size_bytes").flatMap { (0...ByteLength.longest).contains($0) ? $0 : nil }
    durationSeconds = row.value("duration_seconds").flatMap { Self.amount($0) }
    message = row.value("message")
    creditsBefore = row.value("credits_before").flatMap { Self.amount($0) }
    creditsAfter = row.value("credits_after").flatMap { Self.amount($0) }
  }

  private static func amount(_ number: Double) -> Double? {
    number.magnitude <= 0x1p53 ? number : nil
  }
}
