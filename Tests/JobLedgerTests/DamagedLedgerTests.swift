import CloudAPI
import Foundation
import JobLedger
import TestSupport
import Testing

/// A ledger that was damaged, edited, locked or can't be written is an error that says what to do, and never a trap.
@Suite(
  "Damaged ledgers",
  .enabled(if: (try? Shell.run("python3", ["--version"]))?.status == 0, "python3 is absent"))
struct DamagedLedgerTests {
  private let fixture: LedgerFixture
  private var path: String { fixture.ledger.path }

  init() throws { fixture = try LedgerFixture() }

  /// Runs statements on the ledger's file with Python's SQLite.
  private func edit(_ statements: String) throws {
    let script = """
      import sqlite3, sys
      database = sqlite3.connect(sys.argv[1]); database.executescript(sys.argv[2]); database.close()
      """
    _ = try Shell.output(of: "python3", ["-c", script, path, statements])
  }

  /// Values of every type of SQLite, at which a conversion may go wrong.
  private static let values = [
    "NULL", "'text'", "''", "x'00ff'", "-1", "9223372036854775807", "-9223372036854775808",
    "9e999", "-9e999", "1.5",
  ]

  private static let columns = [
    "size_bytes", "duration_seconds", "credits_before", "credits_after", "message", "output_url",
    "service_render_id", "phase", "destination", "session_id", "draft_hash", "task_id",
    "created_at",
  ]

  @Test(
    "An export's row with any value in any column is read, left out, or an error",
    arguments: columns)
  func exports(column: String) throws {
    _ = try fixture.ledger.begin(fixture.plan(), draft: [1])
    var read = 0
    for value in Self.values {
      // Some columns refuse NULL; then the row is as it was.
      try? edit("UPDATE OR IGNORE export SET \(column) = \(value)")
      do {
        let records = try fixture.ledger.exports()
        read += 1
        for record in records {
          #expect(record.sizeBytes ?? 0 >= 0)
          #expect((record.durationSeconds ?? 0).isFinite && (record.creditsBefore ?? 0).isFinite)
        }
      } catch {
        guard case .damaged(path, let reason) = error else { throw error }
        #expect(reason.contains("column"))
        #expect("\(error)".contains("move it away"))
      }
    }
    #expect(read > 0)
  }

  @Test("A session's time of last use may be any number: the next one is used last")
  func sessions() throws {
    for value in Self.values where value != "NULL" {
      try fixture.ledger.use(CloudSession(sessionID: "a"))
      try edit("UPDATE session SET used_at = \(value) WHERE session_id = 'a'")
      try fixture.ledger.use(CloudSession(sessionID: "b"))
      #expect(Set(try fixture.ledger.sessions().map(\.sessionID)) == ["a", "b"])
      try fixture.ledger.forgetSession("b")
    }
  }

  @Test("A file that is no database is said to be damaged, with what to do")
  func noDatabase() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(repeatElement(UInt8(ascii: "x"), count: 5000), to: "ledger.sqlite")
    #expect {
      _ = try JobLedger(path: file.path)
    } throws: { error in
      guard case .damaged(file.path, _)? = error as? JournalError else { return false }
      return "\(error)".contains("move it away")
    }
  }

  @Test("A folder that can't be made is named, with what to do")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], to: "file")
    #expect {
      _ = try JobLedger(path: file.path + "/state/ledger.sqlite")
    } throws: { error in
      guard case .unusable? = error as? JournalError else { return false }
      return "\(error)".contains("XDG_STATE_HOME")
    }
  }
}
