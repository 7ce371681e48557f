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
    "created_at", "replaces_file",
  ]

  @Test("An export's row with any value in any column is read, left out, or an error")
  func exports() throws {
    var statements: [String] = []
    var ids: [String: [String]] = [:]
    for column in Self.columns {
      for value in Self.values {
        let id = "render_\(statements.count)"
        _ = try fixture.ledger.begin(fixture.plan(id, hash: id), draft: [1])
        // Some columns refuse NULL; then the row is as it was.
        statements.append(
          "UPDATE OR IGNORE export SET \(column) = \(value) WHERE render_id = '\(id)';")
        ids[column, default: []].append(id)
      }
    }
    try edit(statements.joined(separator: "\n"))
    for (column, ids) in ids {
      var read = 0
      for id in ids {
        do {
          let record = try fixture.ledger.export(renderID: id)
          read += 1
          #expect(record?.sizeBytes ?? 0 >= 0)
          #expect((record?.durationSeconds ?? 0).isFinite && (record?.creditsBefore ?? 0).isFinite)
        } catch {
          try expectDamaged(error)
        }
      }
      #expect(read > 0, "\(column)")
    }
    do { _ = try fixture.ledger.exports() } catch { try expectDamaged(error) }
  }

  private func expectDamaged(_ error: JournalError) throws {
    guard case .damaged(path, let reason) = error else { throw error }
    #expect(reason.contains("column"))
    #expect("\(error)".contains("move it away"))
  }

  @Test("A session's time of last use may be any number: the next one is used last")
  func sessions() throws {
    let values = Self.values.filter { $0 != "NULL" }
    for number in values.indices {
      try fixture.ledger.use(CloudSession(sessionID: "a\(number)"))
    }
    try edit(
      values.enumerated().map {
        "UPDATE session SET used_at = \($1) WHERE session_id = 'a\($0)';"
      }.joined(separator: "\n"))
    try fixture.ledger.use(CloudSession(sessionID: "b"))
    #expect(
      Set(try fixture.ledger.sessions().map(\.sessionID))
        == Set(values.indices.map { "a\($0)" } + ["b"]))
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
