public import Foundation
import HTTPTransport

extension WholeFile {
  /// Reads a file that the user names to its end; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: A file, a pipe, or `-`.
  ///   - limit: The most bytes that are read, so that an endless pipe ends.
  /// - Throws: ``FileError`` naming the file and why it cannot be read.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    return try read(descriptor, path, limit: limit)
  }

  /// Reads a file that the user does not name, and only if it is a regular one.
  ///
  /// Neither a pipe nor a device can make this wait.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes that are read.
  ///   - followsLinks: Whether the path may be a symbolic link.
  ///   - check: Looks at the facts of the file that is open; words refuse it.
  /// - Throws: ``FileError`` naming the file and why it is not read.
  public static func readRegular(
    _ path: String, limit: Int = .max, followsLinks: Bool = true,
    check: (stat) -> String? = { _ in nil }
  ) throws(FileError) -> [UInt8] {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else {
      let isLink = errno == ELOOP && !followsLinks
      throw FileError(path: path, reason: isLink ? "it is a link" : FileError.words(errno))
    }
    defer { close(descriptor) }
    guard let status = FileStatus(of: descriptor) else {
      throw FileError(path: path, reason: FileError.words(errno))
    }
    guard status.isRegular else {
      throw FileError(path: path, reason: "it is not a regular file")
    }
    if let reason = check(status.facts) { throw FileError(path: path, reason: reason) }
    return try read(descriptor, path, limit: limit)
  }

  private static func read(
    _ descriptor: CInt, _ path: String, limit: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // A file of a known size is read in one piece, and once more to see that it ends there.
    if let status = FileStatus(of: descriptor), status.isRegular, status.size > 0 {
      let size = Int(min(status.size, Int64(min(limit, 1 << 30))))
      bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = max(Foundation.read(descriptor, buffer.baseAddress, size), 0)
      }
    }
    var piece = [UInt8](repeating: 0, count: bytes.isEmpty ? 1 << 16 : 1 << 12)
    while true {
      let count = piece.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else {
        throw FileError(path: path, reason: "longer than \(limit) bytes")
      }
      bytes += piece[0..<count]
    }
  }
}
