/// The text between a string's quotes, still escaped; compared and decoded without a copy of it.
///
/// Valid only while the buffer that it looks at is.
struct JSONStringToken {
  let bytes: UnsafeBufferPointer<UInt8>
  let hasEscapes: Bool

  /// The bytes of the string that is meant.
  var decoded: Decoded { Decoded(of: self) }

  static func == (left: JSONStringToken, right: JSONStringToken) -> Bool {
    if !left.hasEscapes, !right.hasEscapes {
      return left.bytes.count == right.bytes.count
        && compare(left.bytes, right.bytes, count: left.bytes.count) == 0
    }
    return left.order(against: right) == 0
  }

  /// Negative, zero or positive as this string's UTF-8 is before, equal to or after the other's.
  func order(against other: JSONStringToken) -> Int {
    if !hasEscapes, !other.hasEscapes {
      let common = min(bytes.count, other.bytes.count)
      let order = Self.compare(bytes, other.bytes, count: common)
      return order != 0 ? order : bytes.count - other.bytes.count
    }
    var left = decoded
    var right = other.decoded
    while true {
      switch (left.next(), right.next()) {
      case (nil, nil): return 0
      case (nil, _): return -1
      case (_, nil): return 1
      case (let a?, let b?) where a != b: return Int(a) - Int(b)
      default: continue
      }
    }
  }

  static func compare(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, count: Int
  ) -> Int {
    let (a, b) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    var offset = 0
    while offset + 8 <= count {
      let x = a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let y = b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if x != y { return UInt64(bigEndian: x) < UInt64(bigEndian: y) ? -1 : 1 }
      offset += 8
    }
    while offset < count {
      if a[offset] != b[offset] { return Int(a[offset]) - Int(b[offset]) }
      offset += 1
    }
    return 0
  }

  /// The string that is meant.
  var string: String {
    hasEscapes
      ? String(decoding: Array(decoded), as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
  }

  /// Yields the UTF-8 bytes that a token stands for; the token has been checked by the reader.
  struct Decoded: Sequence, IteratorProtocol {
    private let rest: UnsafeBufferPointer<UInt8>
    /// Whether a backslash escapes; it does not in a name that is sought, which is plain already.
    private let hasEscapes: Bool
    private var position = 0
    /// The bytes of an escaped character that are still to come, the next one lowest.
    private var pending: UInt32 = 0

    init(of token: JSONStringToken) {
      rest = token.bytes
      hasEscapes = token.hasEscapes
    }

    mutating func next() -> UInt8? {
      if pending != 0 {
        defer { pending >>= 8 }
        return UInt8(truncatingIfNeeded: pending)
      }
      guard position < rest.count else { return nil }
      let byte = rest[position]
      position += 1
      return hasEscapes && byte == UInt8(ascii: "\\") ? nextEscaped() : byte
    }

    private mutating func nextEscaped() -> UInt8? {
      guard position < rest.count else { return nil }
      let letter = rest[position]
      position += 1
      switch letter {
      case UInt8(ascii: "b"): return 0x08
      case UInt8(ascii: "f"): return 0x0C
      case UInt8(ascii: "n"): return 0x0A
      case UInt8(ascii: "r"): return 0x0D
      case UInt8(ascii: "t"): return 0x09
      case UInt8(ascii: "u"): return nextUnicode()
      default: return letter
      }
    }

    private mutating func nextUnicode() -> UInt8? {
      var value = nextCodeUnit()
      if 0xD800..<0xDC00 ~= value {
        position += 2
        value = 0x10000 + (value - 0xD800) << 10 + (nextCodeUnit() &- 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else {
        return nil
      }
      var shift: UInt32 = 0
      for byte in encoded {
        pending |= UInt32(byte) << shift
        shift += 8
      }
      defer { pending >>= 8 }
      return UInt8(truncatingIfNeeded: pending)
    }

    private mutating func nextCodeUnit() -> UInt32 {
      var value: UInt32 = 0
      for _ in 0..<4 where position < rest.count {
        value = value << 4 | UInt32(rest[position].hexadecimalDigit ?? 0)
        position += 1
      }
      return value
    }
  }
}

extension UInt8 {
  /// The value of an ASCII hexadecimal digit.
  var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Whether this is an ASCII digit.
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Whether this is one of the four characters that JSON calls white space.
  var isJSONWhiteSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
