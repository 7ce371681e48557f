/// Finds the line and column of a byte in bounded time, whatever the length of the document or of
/// its lines.
///
/// Holds the line and column at which each block of 4 KiB begins; a lookup reads one block. Made
/// with the document: a message about each of ten thousand segments must not read the text ten
/// thousand times.
struct JSONLineIndex: Sendable {
  private struct Mark {
    var line: UInt32 = 1
    var column: UInt32 = 1
  }

  private static let blockLength = 4096
  private let marks: ContiguousArray<Mark>

  init(of bytes: [UInt8]) {
    marks = bytes.withUnsafeBufferPointer { source in
      var marks = ContiguousArray<Mark>()
      marks.reserveCapacity(source.count / Self.blockLength + 1)
      var mark = Mark()
      var start = 0
      while start < source.count {
        marks.append(mark)
        let end = min(start + Self.blockLength, source.count)
        Self.advance(&mark, over: UnsafeBufferPointer(rebasing: source[start..<end]))
        start = end
      }
      marks.append(mark)
      return marks
    }
  }

  func location(of offset: Int, in bytes: [UInt8]) -> JSONLocation {
    let block = min(offset / Self.blockLength, marks.count - 1)
    var mark = marks[block]
    bytes.withUnsafeBufferPointer { source in
      let range = min(block * Self.blockLength, offset)..<offset
      Self.advance(&mark, over: UnsafeBufferPointer(rebasing: source[range]))
    }
    return JSONLocation(line: Int(mark.line), column: Int(mark.column), byteOffset: offset)
  }

  /// The location after `prefix`, for text that has no index because it was refused.
  static func location(after prefix: UnsafeBufferPointer<UInt8>) -> JSONLocation {
    var mark = Mark()
    advance(&mark, over: prefix)
    return JSONLocation(
      line: Int(mark.line), column: Int(mark.column), byteOffset: prefix.count)
  }

  private static func advance(_ mark: inout Mark, over bytes: UnsafeBufferPointer<UInt8>) {
    var lineFeeds: UInt32 = 0
    for byte in bytes where byte == UInt8(ascii: "\n") { lineFeeds &+= 1 }
    var lineStart = 0
    if lineFeeds > 0 {
      mark.line &+= lineFeeds
      mark.column = 1
      lineStart = bytes.count
      while lineStart > 0, bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    }
    // Every byte but a continuation byte begins a scalar.
    for byte in bytes[lineStart...] where byte & 0xC0 != 0x80 { mark.column &+= 1 }
  }
}
