public import CloudAPI
import GRDB

/// A file that a session has, by its content.
public struct UploadRecord: Hashable, Sendable {
  /// The session that has it.
  public let sessionID: String

  /// The hash of its content, in hexadecimal.
  public let contentHash: String

  /// The name under which it was sent.
  public let fileName: String

  /// Its length in bytes.
  public let sizeBytes: Int64

  /// Where the service serves it.
  public let url: String?

  /// Makes a record.
  public init(
    sessionID: String, contentHash: String, fileName: String, sizeBytes: Int64, url: String?
  ) {
    self.sessionID = sessionID
    self.contentHash = contentHash
    self.fileName = fileName
    self.sizeBytes = sizeBytes
    self.url = url
  }
}

extension JobLedger {
  /// Notes that a session has a file.
  public func note(_ upload: UploadRecord) throws(JournalError) {
    try writing {
      try $0.execute(
        sql: """
          INSERT OR REPLACE INTO upload
            (session_id, content_hash, file_name, size_bytes, url, created_at)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          upload.sessionID, upload.contentHash, upload.fileName, upload.sizeBytes, upload.url,
          timestamp,
        ])
    }
  }

  /// The file of that content in a session: it need not be sent again.
  public func upload(
    contentHash: String, in sessionID: String
  ) throws(JournalError) -> UploadRecord? {
    try reading {
      try Row.fetchOne(
        $0, sql: "SELECT * FROM upload WHERE session_id = ? AND content_hash = ?",
        arguments: [sessionID, contentHash]
      ).map { row in
        UploadRecord(
          sessionID: try row.present("session_id"), contentHash: try row.present("content_hash"),
          fileName: try row.present("file_name"), sizeBytes: try row.present("size_bytes"),
          url: row.value("url"))
      }
    }
  }
}
