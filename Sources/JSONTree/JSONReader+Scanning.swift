extension JSONReader {
  /// Moves to the next byte that is no white space.
  @inline(__always)
  mutating func skipWhiteSpace() {
    guard position < source.count, source[position] <= 0x20 else { return }
    skipWhiteSpaceRun()
  }

  private mutating func skipWhiteSpaceRun() {
    var here = position
    let end = source.count
    let raw = UnsafeRawBufferPointer(source)
    while here < end, source[here].isJSONWhiteSpace {
      here += 1
      // Indentation comes in long runs of spaces.
      while here + 8 <= end,
        raw.loadUnaligned(fromByteOffset: here, as: UInt64.self) == 0x2020_2020_2020_2020
      {
        here += 8
      }
    }
    position = here
  }

  /// Reads a string from its opening quote to behind its closing one; true if it holds an escape.
  mutating func readString() throws(JSONError) -> Bool {
    let start = position
    var here = position + 1
    let end = source.count
    var hasEscapes = false
    while true {
      here = Self.endOfPlainRun(in: source, from: here)
      guard here < end else { throw error(.unterminatedString, at: start) }
      let byte = source[here]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        here += try escapeLength(at: here)
      } else if byte < 0x20 {
        let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        throw error(isLineEnd ? .unterminatedString : .controlCharacter(byte), at: here)
      } else {
        let length = UnicodeScan.multibyteLength(in: source, at: here)
        guard length > 0 else { throw error(.invalidUTF8, at: here) }
        here += length
      }
    }
    position = here + 1
    return hasEscapes
  }

  /// The first quote, backslash, control character or byte beyond ASCII, eight bytes at a time.
  ///
  /// Per byte b: `b - 1` borrows into the highest bit of b only for 0, `b - 0x20` for less than
  /// 0x20; a borrow can disturb higher bytes only, and the lowest hit is the one that is used.
  @inline(__always)
  private static func endOfPlainRun(in source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let raw = UnsafeRawBufferPointer(source)
    var here = start
    while here + 8 <= source.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: here, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let hits =
        ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash
          | (word &- ones &* 0x20) & ~word | word) & highs
      if hits != 0 { return here + hits.trailingZeroBitCount / 8 }
      here += 8
    }
    while here < source.count {
      let byte = source[here]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 {
        break
      }
      here += 1
    }
    return here
  }

  /// The length of the escape whose backslash is at `start`, two escapes where they are a surrogate
  /// pair.
  private func escapeLength(at start: Int) throws(JSONError) -> Int {
    guard start + 1 < source.count else { throw error(.unexpectedEnd, at: source.count) }
    switch source[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard let unit = codeUnit(at: start) else { throw error(.invalidEscape, at: start) }
      if 0xDC00..<0xE000 ~= unit { throw error(.loneSurrogate, at: start) }
      guard 0xD800..<0xDC00 ~= unit else { return 6 }
      guard let second = codeUnit(at: start + 6), 0xDC00..<0xE000 ~= second else {
        throw error(.loneSurrogate, at: start)
      }
      return 12
    default:
      throw error(.invalidEscape, at: start)
    }
  }

  /// The UTF-16 code unit that the escape `\uXXXX` at `start` stands for, or nil if there is none.
  private func codeUnit(at start: Int) -> UInt32? {
    guard start + 6 <= source.count, source[start] == UInt8(ascii: "\\"),
      source[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for offset in start + 2..<start + 6 {
      guard let digit = source[offset].hexadecimalDigit else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Moves behind the number at the position; `-`, `int`, `frac` and `exp` of RFC 8259, section 6.
  mutating func readNumber() throws(JSONError) {
    let start = position
    var here = position
    if source[here] == UInt8(ascii: "-") { here += 1 }
    if here < source.count, source[here] == UInt8(ascii: "I") {
      throw error(.notFinite, at: start)
    }
    let integer = here
    here = endOfDigits(from: here)
    guard here > integer, here == integer + 1 || source[integer] != UInt8(ascii: "0") else {
      throw malformedNumber(from: start, at: here)
    }
    if here < source.count, source[here] == UInt8(ascii: ".") {
      let fraction = here + 1
      here = endOfDigits(from: fraction)
      guard here > fraction else { throw malformedNumber(from: start, at: here) }
    }
    if here < source.count, source[here] | 0x20 == UInt8(ascii: "e") {
      here += 1
      if here < source.count,
        source[here] == UInt8(ascii: "+") || source[here] == UInt8(ascii: "-")
      {
        here += 1
      }
      let exponent = here
      here = endOfDigits(from: exponent)
      guard here > exponent else { throw malformedNumber(from: start, at: here) }
    }
    position = here
  }

  private func endOfDigits(from start: Int) -> Int {
    var here = start
    while here < source.count, source[here].isDigit { here += 1 }
    return here
  }

  private func malformedNumber(from start: Int, at here: Int) -> JSONError {
    here < source.count ? error(.malformedNumber, at: start) : error(.unexpectedEnd, at: here)
  }
}
