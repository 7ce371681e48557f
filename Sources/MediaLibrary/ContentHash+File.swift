import Crypto
import Foundation
public import RenderPlanning

extension ContentHash {
  /// The hash of a file's whole content, read in pieces of a megabyte.
  ///
  /// - Throws: ``FileError`` where the file cannot be read.
  public init(ofFile path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
    defer { close(descriptor) }
    var hash = SHA256()
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = read(descriptor, piece.baseAddress, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
      if count == 0 { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: piece[0..<count]))
    }
    self.init(hash.finalize())
  }
}
