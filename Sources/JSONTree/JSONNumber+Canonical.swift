extension JSONNumber {
  /// The number's spelling in the canonical form of RFC 8785, section 3.2.2.3: that of ECMAScript's
  /// `Number.prototype.toString` for the nearest double.
  ///
  /// Digits beyond a double's precision are lost by that law: `12345678901234567890` becomes
  /// `12345678901234567000`. A number beyond the range of doubles has no canonical form in RFC
  /// 8785; it gets its exact decimal digits in the same layout, `1e+400`, so that equal numbers
  /// still have equal forms. One whose exponent does not fit in 63 bits stays as it is spelt.
  public var canonicalText: String {
    // Up to 15 digits are exact in a double, and integers need no other layout.
    if text.utf8.count <= 15, let integer = Int64(text) { return String(integer) }
    if let double { return Self.ecmaScriptText(of: double) }
    guard let decimal else { return text }
    return (decimal.isNegative ? "-" : "")
      + Self.ecmaScriptText(digits: decimal.digits, exponent: decimal.exponent)
  }

  /// ECMA-262 `Number::toString` of a finite double.
  ///
  /// Swift's own description gives the digits, the shortest that read back as the double and of
  /// those the nearest to it, as ECMA-262 asks; only their layout differs.
  static func ecmaScriptText(of double: Double) -> String {
    guard let decimal = JSONDecimal(spelling: double.description) else { return "0" }
    guard !decimal.digits.isEmpty else { return "0" }
    return (decimal.isNegative ? "-" : "")
      + ecmaScriptText(digits: decimal.digits, exponent: decimal.exponent)
  }

  /// Steps 6 to 11 of ECMA-262 `Number::toString`: `k` digits, of which `n` stand before the point.
  private static func ecmaScriptText(digits: [UInt8], exponent: Int) -> String {
    let text = digits.map { String($0) }.joined()
    let k = digits.count
    let (n, overflow) = exponent.addingReportingOverflow(k)
    if !overflow, k <= n, n <= 21 { return text + zeros(n - k) }
    if !overflow, 0 < n, n <= 21 { return text.prefix(n) + "." + text.dropFirst(n) }
    if !overflow, -6 < n, n <= 0 { return "0." + zeros(-n) + text }
    // n - 1, which may be one that does not fit in 64 bits.
    let power = Int128(exponent) + Int128(k - 1)
    let mantissa = k == 1 ? text : text.prefix(1) + "." + text.dropFirst(1)
    return mantissa + (power < 0 ? "e-" : "e+") + String(power.magnitude)
  }

  private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
