import Foundation

/// The file that grows beside a download's destination until it's whole.
///
/// It's locked while it's open, so that two processes never write it at once. Beside it lies the validator
/// (an entity tag or a date) of the version whose bytes it holds; without one it's not continued.
struct PartialFile: ~Copyable {
  private let lock: FileLock
  private let destination: String

  private var descriptor: CInt { lock.descriptor }

  private var path: String { destination + ".part" }
  private var validatorPath: String { destination + ".part.version" }

  private init(_ lock: FileLock, destination: String) {
    self.lock = lock
    self.destination = destination
  }

  /// Opens or makes the partial file of `destination`, and locks it.
  ///
  /// - Returns: The file; nil while another download has it.
  static func attempt(destination: String) throws(DownloadError) -> PartialFile? {
    let path = destination + ".part"
    do {
      guard let lock = try FileLock.attempt(path, permissions: 0o644) else { return nil }
      guard PrivateOpening.isOurs(lock.descriptor) else { throw POSIXError(.EPERM) }
      return PartialFile(lock, destination: destination)
    } catch let error as POSIXError {
      let reason =
        switch error.code {
        case .ELOOP: "it is a link, and downloads are not written through links"
        case .EINVAL, .ENXIO, .EISDIR: "it is not a regular file"
        case .EPERM: "it is another user's file, or has a second name; move it away"
        default: String(cString: strerror(error.code.rawValue))
        }
      throw .cannotWrite(path: path, reason: reason)
    } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
  }

  /// Removes the partial file of `destination` and its version, if there is one that nobody writes.
  static func discard(of destination: String) {
    guard access(destination + ".part", F_OK) == 0,
      let file = (try? PartialFile.attempt(destination: destination)) ?? nil
    else { return }
    file.discard()
  }

  /// Removes the partial file and its version.
  ///
  /// The version goes first: as soon as the partial file has gone, another download may make both anew.
  consuming func discard() {
    unlink(validatorPath)
    unlink(path)
  }

  /// How many bytes are there, and of which version; nil where nothing can be continued.
  func resumable() -> (bytes: Int64, validator: String)? {
    let bytes = Int64(lseek(descriptor, 0, SEEK_END))
    guard bytes > 0, bytes < ByteLength.longest,
      let text = PrivateOpening.text(at: validatorPath), !text.isEmpty
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
    guard fsync(descriptor) == 0 else {
      throw .cannotWrite(path: destination, reason: Self.lastError)
    }
    // Before the rename, after which another download may make both anew.
    unlink(validatorPath)
    guard rename(path, destination) == 0 else {
      throw .cannotWrite(path: destination, reason: Self.lastError)
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
