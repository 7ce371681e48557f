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
      guard var lock = try FileLock.attempt(path, permissions: 0o644) else { return nil }
      if FileIdentity.isOpen(lock.descriptor, at: destination) {
        // The whole file has both names if a process was killed between giving it one and taking the other.
        unlink(path)
        guard let next = try FileLock.attempt(path, permissions: 0o644) else { return nil }
        lock = next
      }
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
  ///
  /// - Parameter replaces: Whether it replaces a file that is there; otherwise only one with the same bytes is accepted, as
  ///   a process that was killed at this moment leaves it.
  /// - Throws: ``DownloadError/nameTaken(path:)``; the partial file then stays, and can be continued.
  func finish(replaces: Bool) throws(DownloadError) {
    if replaces { PrivateOpening.keepAttributes(of: destination, on: descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .cannotWrite(path: destination, reason: Self.lastError)
    }
    if !replaces {
      let isPlaced = try takeName()
      unlink(validatorPath)
      if isPlaced { return _ = unlink(path) }
    }
    // Before the rename, after which another download may make both anew.
    unlink(validatorPath)
    guard rename(path, destination) == 0 else {
      throw .cannotWrite(path: destination, reason: Self.lastError)
    }
  }

  /// Gives the destination's name to this file, or to an empty one on a file system without second names.
  ///
  /// - Returns: Whether the destination now holds what this file holds.
  private func takeName() throws(DownloadError) -> Bool {
    if link(path, destination) == 0 { return true }
    if errno != EEXIST {
      let made = open(destination, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if made >= 0 {
        close(made)
        return false
      }
    }
    guard errno == EEXIST else { throw .cannotWrite(path: destination, reason: Self.lastError) }
    guard holdsSameBytes() else { throw .nameTaken(path: destination) }
    return true
  }

  /// Whether the destination is a regular file with the bytes of this one.
  private func holdsSameBytes() -> Bool {
    let other = open(destination, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    guard other >= 0 else { return false }
    defer { close(other) }
    guard let status = FileStatus(of: other), status.isRegular, status.size == size else {
      return false
    }
    var blocks = [[UInt8]](repeating: [UInt8](repeating: 0, count: 1 << 20), count: 2)
    var offset: Int64 = 0
    while offset < status.size {
      let counts = zip([descriptor, other], blocks.indices).map { file, index in
        pread(file, &blocks[index], blocks[index].count, off_t(offset))
      }
      guard counts[0] > 0, counts[0] == counts[1],
        blocks[0][..<counts[0]] == blocks[1][..<counts[0]]
      else { return false }
      offset += Int64(counts[0])
    }
    return true
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
