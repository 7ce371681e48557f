import Foundation
import HTTPTransport

/// Small files that only their owner may read, written whole or not at all.
struct PrivateFile {
  /// The most bytes that are read; a token or an id is far smaller.
  static let limit = 64 << 10

  let path: String

  private var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

  /// The content, or nil where there's no file.
  ///
  /// A file that others could read is closed to them first.
  func read() throws(TokenStoreError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw failure
    }
    defer { close(descriptor) }
    fchmod(descriptor, 0o600)
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    var count = 0
    while count < bytes.count {
      let read = bytes.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
      }
      if read < 0 && errno == EINTR { continue }
      guard read >= 0 else { throw failure }
      if read == 0 { break }
      count += read
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Where new content is written before it takes the old one's place.
  private var staging: String { path + ".new" }

  /// How often another process may come between before it's given up.
  private static let mostAttempts = 100

  /// How long another process that has locked the file is waited for, in seconds; writing it takes milliseconds.
  private static let patienceSeconds = 10

  /// Locks an open file, and waits while another process has it.
  ///
  /// - Returns: Whether it's locked.
  private static func lock(_ descriptor: CInt) -> Bool {
    let start = ContinuousClock.now
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard ContinuousClock.now - start < .seconds(patienceSeconds) else { return false }
      usleep(10_000)
    }
    return true
  }

  /// Replaces the content.
  ///
  /// The file has mode 0600 from its first moment, its folder 0700 if it's made. Of a process that's killed on the
  /// way at most one other file is left, always of the same name, for ``takeUpLeftover(where:)``.
  func replace(with text: String) throws(TokenStoreError) {
    try makeFolder()
    for _ in 0..<Self.mostAttempts {
      let descriptor = open(staging, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw failure }
      defer { close(descriptor) }
      // Whoever held it may have put it in place; then it's no longer what is to be written.
      guard Self.lock(descriptor) else {
        throw TokenStoreError(
          path: path,
          reason: "another process has kept it locked for \(Self.patienceSeconds) s")
      }
      guard FileIdentity.isOpen(descriptor, at: staging) else { continue }
      let bytes = Array(text.utf8)
      guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0,
        write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
        rename(staging, path) == 0
      else {
        let error = failure
        unlink(staging)
        throw error
      }
      return
    }
    throw TokenStoreError(path: path, reason: "other processes keep writing it")
  }

  /// Puts in place what a process had written that was killed before it could do so itself; what isn't whole is
  /// removed.
  ///
  /// A token that's lost is not given again for a week.
  func takeUpLeftover(where isWhole: (String) -> Bool) throws(TokenStoreError) {
    let descriptor = open(staging, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Held by one that is still writing, it's no leftover: then it's in place once the lock is had.
    guard Self.lock(descriptor), FileIdentity.isOpen(descriptor, at: staging) else { return }
    guard let text = try PrivateFile(path: staging).read(), isWhole(text) else {
      unlink(staging)
      return
    }
    guard rename(staging, path) == 0 else { throw failure }
  }

  /// Makes the file; false if another process has made it in the meantime.
  func create(_ text: String) throws(TokenStoreError) -> Bool {
    var isMade = true
    try put(text) { temporary in
      let isLinked = link(temporary, path) == 0
      isMade = isLinked
      let reason = errno
      unlink(temporary)
      return isLinked || reason == EEXIST
    }
    return isMade
  }

  /// Removes the file, if it's there.
  func remove() throws(TokenStoreError) {
    guard unlink(staging) == 0 || errno == ENOENT else { throw failure }
    guard unlink(path) == 0 || errno == ENOENT else { throw failure }
  }

  /// Writes a temporary file beside the place and lets `place` move it there.
  private func put(_ text: String, place: (String) -> Bool) throws(TokenStoreError) {
    try makeFolder()
    let temporary = "\(path).\(UUID().uuidString)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure }
    let bytes = Array(text.utf8)
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, place(temporary) else {
      let error = failure
      unlink(temporary)
      throw error
    }
  }

  private func makeFolder() throws(TokenStoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw TokenStoreError(path: folder, reason: "the folder cannot be made")
    }
  }

  private var failure: TokenStoreError {
    TokenStoreError(path: path, reason: String(cString: strerror(errno)))
  }
}
