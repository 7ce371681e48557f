public import CloudAPI
public import Foundation
import GRDB
import HTTPTransport

/// The memory of what was asked of the service, in one SQLite file that several processes share.
///
/// Sessions, drafts by hash, uploads by content, and exports with their credits before and after. Every call
/// is one transaction that is on disk when it returns: a crash at any line loses nothing that was told.
public struct JobLedger: Sendable {
  /// The ledger's file.
  public let path: String

  /// How long a database that another process has locked is waited for.
  static let patienceSeconds = 10

  private let pool: DatabasePool
  private let now: @Sendable () -> Date

  /// Opens the ledger, or makes it; its folder is made for its owner alone.
  ///
  /// - Parameter now: The time to write down; the machine's by default.
  /// - Throws: ``JournalError/unusable(path:reason:)``.
  public init(
    path: String, now: @escaping @Sendable () -> Date = { Date() }
  ) throws(JournalError) {
    self.path = path
    self.now = now
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unusable(path: path, reason: "the folder \(folder) cannot be made")
    }
    do {
      var configuration = Configuration()
      // Another process may be writing; its transactions take milliseconds.
      configuration.busyMode = .timeout(TimeInterval(Self.patienceSeconds))
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      pool = try DatabasePool(path: path, configuration: configuration)
      chmod(path, 0o600)
      try LedgerSchema.migrator.migrate(pool)
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// The time to write down, in milliseconds since 1970.
  var timestamp: Int64 { Int64((now().timeIntervalSince1970 * 1000).rounded()) }

  /// Runs `work` in a transaction that may write.
  func writing<Value>(_ work: (Database) throws -> Value) throws(JournalError) -> Value {
    do { return try pool.write(work) } catch { throw JournalError(error, path: path) }
  }

  /// Runs `work` on an unchanging view.
  func reading<Value>(_ work: (Database) throws -> Value) throws(JournalError) -> Value {
    do { return try pool.read(work) } catch { throw JournalError(error, path: path) }
  }
}

extension JobLedger {
  /// Locks a file beside the ledger, which the system gives back with the process, however that ends.
  ///
  /// - Returns: The hold; nil while another has it.
  func lock(named kind: String, _ id: String) throws(JournalError) -> LedgerHold? {
    // Any id is a file name in hexadecimal.
    let name = id.utf8.prefix(100).map { String($0, radix: 16) }.joined()
    let lock = "\(path).\(kind)-\(name).lock"
    let held: FileLock?
    do { held = try FileLock.attempt(lock) } catch {
      throw .unusable(path: lock, reason: error.localizedDescription)
    }
    // The file stays: removing it would let two processes lock two files of one name.
    return held.map { held in LedgerHold { withExtendedLifetime(held) {} } }
  }
}

extension JournalError {
  /// The error of a database or a file, without the values that were to be written.
  fileprivate init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = .unusable(path: path, reason: error.localizedDescription)
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(path: path, seconds: JobLedger.patienceSeconds)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH:
      self = .damaged(path: path, reason: reason)
    // A table of another shape, as when another program's database is there.
    case .SQLITE_ERROR: self = .damaged(path: path, reason: reason)
    case .SQLITE_FULL: self = .unusable(path: path, reason: "the disk is full")
    default: self = .unusable(path: path, reason: reason)
    }
  }
}
