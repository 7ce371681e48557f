/// An exact decimal number: an integer of any length times a power of ten.
///
/// Kept in lowest terms, without zeros at either end of the digits, so that equal numbers are equal
/// values.
public struct JSONDecimal: Hashable, Sendable {
  /// Whether the number is less than zero; false for `-0`.
  public let isNegative: Bool

  /// The digits, each from 0 through 9, the most significant first; empty for zero.
  public let digits: [UInt8]

  /// The power of ten by which the integer of the digits is multiplied; 0 for zero.
  public let exponent: Int

  /// Takes a number's text, which follows the grammar; nil if its exponent does not fit in an
  /// `Int`.
  init?(spelling: String) {
    var rest = spelling.utf8[...]
    let hasMinus = rest.first == UInt8(ascii: "-")
    if hasMinus { rest.removeFirst() }
    let mantissa = rest.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    let fractionLength = mantissa.firstIndex(of: UInt8(ascii: ".")).map {
      mantissa.distance(from: $0, to: mantissa.endIndex) - 1
    }
    let all = mantissa.filter(\.isDigit).map { $0 - UInt8(ascii: "0") }
    let significant = all.drop { $0 == 0 }
    let zeros = significant.reversed().prefix { $0 == 0 }.count
    digits = Array(significant.dropLast(zeros))
    guard !digits.isEmpty else {
      isNegative = false
      exponent = 0
      return
    }
    isNegative = hasMinus
    let exponentText = rest.dropFirst(mantissa.count + 1)
    guard let written = exponentText.isEmpty ? 0 : Int(Substring(exponentText)) else { return nil }
    let (sum, overflow) = written.addingReportingOverflow(zeros - (fractionLength ?? 0))
    guard !overflow else { return nil }
    exponent = sum
  }

  /// The number as an integer; nil if it has a fraction or does not fit.
  public var int64: Int64? {
    guard exponent >= 0, digits.count + min(exponent, 20) <= 19 else {
      return digits.isEmpty ? 0 : nil
    }
    var result: Int64 = 0
    for digit in digits + Array(repeating: 0, count: exponent) {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      let step = isNegative ? -Int64(digit) : Int64(digit)
      let (sum, carry) = product.addingReportingOverflow(step)
      guard !overflow, !carry else { return nil }
      result = sum
    }
    return result
  }
}
