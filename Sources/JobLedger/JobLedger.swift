public import CloudAPI
public import Foundation
import GRDB

/// The memory of what was asked of the service, in one SQLite file that several processes share.
///
/// Sessions, drafts by hash, uploads by content, and exports with their credits before and after. Every call
/// is one transaction that is on disk when it returns: a crash at any line loses nothing that was told.
public struct JobLedger: Sendable {
  /// The ledger's file.
  public let path: String

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
    do {
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      var configuration = Configuration()
      // Another process may be writing; its transactions take milliseconds.
      configuration.busyMode = .timeout(10)
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
    let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unusable(path: lock, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    // The file stays: removing it would let two processes lock two files of one name.
    return LedgerHold { close(descriptor) }
  }
}

extension JournalError {
  /// The error of a database or a file, without the values that were to be written.
  fileprivate init(_ error: any Error, path: String) {
    let reason = (error as? DatabaseError).map { $0.message ?? "\($0.resultCode)" }
    self = .unusable(path: path, reason: reason ?? error.localizedDescription)
  }
}
