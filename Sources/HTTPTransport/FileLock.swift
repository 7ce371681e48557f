import Foundation

/// An exclusive lock on a file (`flock`), which the system releases with the process, however that ends.
///
/// A lock can be held without anyone working: a child process between `fork` and `exec` still has its parent's
/// descriptors, whatever their flags. So a lock that is held is always waited for, within a bound.
package final class FileLock: Sendable {
  /// The locked file.
  package let descriptor: CInt

  /// How often a lock that is held is tried again.
  package static let interval = Duration.milliseconds(20)

  private init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Locks a file of this program's own, made if there is none.
  ///
  /// - Parameter permissions: The mode of a file that is made.
  /// - Returns: The lock; nil while another has it.
  /// - Throws: `POSIXError` if the file can't be opened, or isn't a regular file.
  package static func attempt(_ path: String, permissions: UInt32 = 0o600) throws -> FileLock? {
    while true {
      let descriptor = open(
        path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(permissions))
      guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      let lock = FileLock(descriptor: descriptor)
      guard FileStatus(of: descriptor)?.isRegular == true else { throw POSIXError(.EINVAL) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
      // Another may have removed or replaced the file between our opening and our locking it.
      if FileIdentity.isOpen(descriptor, at: path) { return lock }
    }
  }

  /// Locks a file, and waits while another has it.
  ///
  /// - Parameters:
  ///   - patience: The longest wait without any progress of the one who has it.
  ///   - progress: How far that one has come; nothing but a change of it is looked at.
  ///   - onWait: Called once if the lock isn't free within a second.
  /// - Returns: The lock; nil if another still has it after `patience`.
  /// - Throws: `POSIXError` as ``attempt(_:permissions:)``, and `CancellationError`.
  package static func waiting(
    for path: String, patience: Duration, progress: () -> Int64 = { 0 }, onWait: () -> Void = {}
  ) async throws -> FileLock? {
    let start = ContinuousClock.now
    var (last, lastChange) = (progress(), start)
    var isReported = false
    while true {
      if let lock = try attempt(path) { return lock }
      let (now, current) = (ContinuousClock.now, progress())
      if current != last { (last, lastChange) = (current, now) }
      guard now - lastChange < patience else { return nil }
      if !isReported, now - start > .seconds(1) {
        isReported = true
        onWait()
      }
      try await Task.sleep(for: interval)
    }
  }

  /// Removes the file while it is still locked, so that no other locks it afterwards under this name.
  package func removeFile(at path: String) {
    if FileIdentity.isOpen(descriptor, at: path) { unlink(path) }
  }
}
