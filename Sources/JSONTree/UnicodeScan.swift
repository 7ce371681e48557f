/// UTF-8 by the table of well-formed sequences, Unicode 15 table 3-7.
enum UnicodeScan {
  /// The length of the well-formed sequence of two to four bytes at `position`; 0 if there is none.
  ///
  /// Refuses overlong sequences, surrogates and what lies beyond U+10FFFF by the range of the
  /// second byte, as the table does.
  @inline(__always)
  static func multibyteLength(in source: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    let available = source.count - position
    let lead = source[position]
    switch lead {
    case 0xC2...0xDF:
      return available >= 2 && isContinuation(source[position + 1]) ? 2 : 0
    case 0xE0...0xEF:
      guard available >= 3 else { return 0 }
      let second = source[position + 1]
      let lowest: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let highest: UInt8 = lead == 0xED ? 0x9F : 0xBF
      return second >= lowest && second <= highest && isContinuation(source[position + 2]) ? 3 : 0
    case 0xF0...0xF4:
      guard available >= 4 else { return 0 }
      let second = source[position + 1]
      let lowest: UInt8 = lead == 0xF0 ? 0x90 : 0x80
      let highest: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
      return second >= lowest && second <= highest && isContinuation(source[position + 2])
        && isContinuation(source[position + 3]) ? 4 : 0
    default:
      return 0
    }
  }

  /// The scalar at `position` and its length in bytes, or nil and 0 where the bytes are not UTF-8.
  static func scalar(
    in source: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    let length = source[position] < 0x80 ? 1 : multibyteLength(in: source, at: position)
    guard length > 0 else { return (nil, 0) }
    let text = String(decoding: source[position..<position + length], as: UTF8.self)
    return (text.unicodeScalars.first, length)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
