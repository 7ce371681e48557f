/// A number as it is spelt in JSON.
///
/// Two numbers are equal if they are spelt alike; ``isEquivalent(to:)`` compares what they are
/// worth.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
  /// The spelling, which follows the grammar of RFC 8259 section 6.
  public let text: String

  /// Takes a number's text; nil if it does not follow the grammar.
  public init?(_ text: String) {
    guard let document = try? JSONDocument(parsing: text), document.root.kind == .number,
      document.root.byteRange == 0..<text.utf8.count
    else { return nil }
    self.text = text
  }

  /// Spells an integer in digits.
  public init(_ integer: Int64) { text = String(integer) }

  /// Spells a double as ECMAScript does, in the fewest digits that read back as the same double;
  /// nil if it is not finite.
  public init?(_ double: Double) {
    guard double.isFinite else { return nil }
    text = Self.ecmaScriptText(of: double)
  }

  /// Takes text that the reader has checked.
  init(checked text: String) { self.text = text }

  /// The spelling.
  public var description: String { text }

  /// The double nearest to the number; nil if its size is beyond the range of doubles.
  public var double: Double? {
    guard let double = Double(text), double.isFinite else { return nil }
    return double
  }

  /// The number as an integer, also when it is spelt `1e3` or `5.0`; nil if it has a fraction or
  /// does not fit.
  public var int64: Int64? {
    if let integer = Int64(text) { return integer }
    return decimal?.int64
  }

  /// The number's exact worth; nil for an exponent that does not fit in 63 bits.
  public var decimal: JSONDecimal? { JSONDecimal(spelling: text) }

  /// Whether two numbers are worth the same, exactly: `1.0` and `1` are, `0.1` and
  /// `0.1000000000000000055` are not.
  ///
  /// Numbers whose exponent does not fit in 63 bits are the same only if they are spelt alike.
  public func isEquivalent(to other: JSONNumber) -> Bool {
    if text == other.text { return true }
    guard let left = decimal, let right = other.decimal else { return false }
    return left == right
  }
}
