/// One value of a document in its index: where the text stands and which records are inside.
///
/// Of fixed size and without references, so that reading a document allocates per table and not per
/// value. The kind is the text's first byte; names and strings stay in the text until they are
/// asked for.
struct JSONRecord {
  /// The offset of the value's first byte.
  var start: UInt32
  /// The offset after the value's last byte.
  var end: UInt32 = 0
  /// The offset of the opening quote of the member's name; 0 for a value that is no member, as an
  /// object's brace stands before every name.
  var keyStart: UInt32 = 0
  /// The bytes between the name's quotes, and in the highest bit whether they hold an escape.
  private var keyBits: UInt32 = 0
  /// A container's first child in the table; for a string 1 when it holds an escape.
  var first: UInt32 = 0
  /// The number of a container's children, which stand side by side from `first`.
  var count: UInt32 = 0

  init(start: Int) { self.start = UInt32(truncatingIfNeeded: start) }

  init(start: Int, end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var children: Range<Int> { Int(first)..<Int(first) + Int(count) }
  var hasKey: Bool { keyStart != 0 }

  /// The name's text without its quotes.
  var keyRange: Range<Int> {
    let start = Int(keyStart) + 1
    return start..<start + Int(keyBits & 0x7FFF_FFFF)
  }

  var keyHasEscapes: Bool { keyBits & 0x8000_0000 != 0 }

  mutating func setKey(start: Int, length: Int, hasEscapes: Bool) {
    keyStart = UInt32(truncatingIfNeeded: start)
    keyBits = UInt32(truncatingIfNeeded: length) | (hasEscapes ? 0x8000_0000 : 0)
  }
}
