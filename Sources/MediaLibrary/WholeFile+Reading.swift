import Foundation

extension WholeFile {
  /// Reads a file to its end; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: A file, a pipe, or `-`.
  ///   - limit: The most bytes that are read, so that an endless pipe ends.
  /// - Throws: ``FileError`` naming the file and why it cannot be read.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var facts = stat()
    // A file of a known size is read in one piece, and once more to see that it ends there.
    if fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0 {
      let size = Int(min(facts.st_size, off_t(min(limit, 1 << 30))))
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
