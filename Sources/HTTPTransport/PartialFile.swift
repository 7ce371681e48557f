import Foundation

/// The file that grows beside a download's destination until it's whole.
///
/// It's locked while it's open, so that two processes never write it at once. Beside it lies the validator
/// (an entity tag or a date) of the version whose bytes it holds; without one it's not continued.
struct PartialFile: ~Copyable {
  private let descriptor: CInt
  private let destination: String

  private var path: String { destination + ".part" }
  private var validatorPath: String { destination + ".part.version" }

  /// Opens or makes the partial file of `destination`, and locks it.
  init(destination: String) throws(DownloadError) {
    self.destination = destination
    descriptor = try Self.locked(destination + ".part", of: destination)
  }

  private static func locked(
    _ path: String, of destination: String
  ) throws(DownloadError) -> CInt {
    while true {
      let descriptor = try PrivateOpening.partialFile(path)
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        throw .busy(path: destination)
      }
      if FileIdentity.isOpen(descriptor, at: path) { return descriptor }
      // Its last holder put it in place between our opening and our locking: it is no partial file any more.
      close(descriptor)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Removes the partial file of `destination` and its version, if there is one that nobody writes.
  static func discard(of destination: String) {
    guard access(destination + ".part", F_OK) == 0,
      let file = try? PartialFile(destination: destination)
    else { return }
    unlink(file.path)
    unlink(file.validatorPath)
  }

  /// How many bytes are there, and of which version; nil where nothing can be continued.
  func resumable() -> (bytes: Int64, validator: String)? {
    let bytes = Int64(lseek(descriptor, 0, SEEK_END))
    guard bytes > 0, let text = PrivateOpening.text(at: validatorPath), !text.isEmpty
    else { return nil }
    return (bytes, text)
  }

  /// Forgets what is there and notes the version that is about to be written.
  func restart(validator: String?) throws(DownloadError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .cannotWrite(path: path, reason: Self.lastError)
    }
    unlink(validatorPath)
    guard let validator else { return }
    guard PrivateOpening.write(validator, to: validatorPath) else {
      throw .cannotWrite(path: validatorPath, reason: Self.lastError)
    }
  }

  func append(_ bytes: [UInt8]) throws(DownloadError) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(path: path, reason: Self.lastError)
      }
      offset += written
    }
  }

  var size: Int64 { Int64(lseek(descriptor, 0, SEEK_END)) }

  /// Puts the file in place, whole and on disk.
  func finish() throws(DownloadError) {
    PrivateOpening.keepAttributes(of: destination, on: descriptor)
    guard fsync(descriptor) == 0, rename(path, destination) == 0 else {
      throw .cannotWrite(path: destination, reason: Self.lastError)
    }
    unlink(validatorPath)
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
