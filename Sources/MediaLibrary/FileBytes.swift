import Foundation

/// Reads a file from its beginning to its end in pieces of a megabyte.
enum FileBytes {
  /// Reads the file at `path` and hands out its pieces in order.
  ///
  /// - Throws: ``FileError`` where it cannot be read.
  static func read(
    _ path: String, piece take: (UnsafeRawBufferPointer) -> Void
  ) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
    defer { close(descriptor) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = Foundation.read(descriptor, piece.baseAddress, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
      if count == 0 { return }
      take(UnsafeRawBufferPointer(rebasing: piece[0..<count]))
    }
  }
}
