import Crypto
import Foundation
import RenderPlanning

/// The first and the last block of a file, by their hash.
///
/// They are compared where a stamp says that a file is as it was: some file systems keep no change time, or lose it
/// when they are mounted again, and the head or the index at the end of a media file differ with its content.
struct FileEdges: Codable, Equatable {
  private static let blockLength = 65_536

  /// The first half of SHA-256 over both blocks; over the whole of a file that is no longer than they are.
  let digest: String

  /// Reads both blocks of a file.
  ///
  /// - Throws: ``FileError`` if it cannot be read.
  init(of path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      throw FileError(path: path, reason: FileError.words(errno))
    }
    let size = max(Int64(facts.st_size), 0)
    let length = Int64(Self.blockLength)
    var hash = SHA256()
    let block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.blockLength, alignment: 16)
    defer { block.deallocate() }
    for start in [0, max(size - length, min(size, length))] {
      let count = Self.fill(block, from: descriptor, at: start)
      guard count >= 0 else { throw FileError(path: path, reason: FileError.words(errno)) }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: block[0..<count]))
    }
    digest = String(Hexadecimal.text(hash.finalize()).prefix(32))
  }

  /// Reads until the block is full or the file ends; −1 for an error.
  private static func fill(
    _ block: UnsafeMutableRawBufferPointer, from descriptor: CInt, at start: Int64
  ) -> Int {
    var done = 0
    while done < block.count {
      let target = UnsafeMutableRawBufferPointer(rebasing: block[done...])
      let count = pread(descriptor, target.baseAddress, target.count, off_t(start + Int64(done)))
      if count < 0, errno == EINTR { continue }
      if count < 0 { return -1 }
      if count == 0 { break }
      done += count
    }
    return done
  }
}
