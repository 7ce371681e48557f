/// An exact fraction in lowest terms with a positive denominator.
///
/// Rates, speeds and source times are fractions (30000/1001, 3/2), so that no frame is ever chosen by a
/// rounded binary number.
public struct Ratio: Hashable, Sendable, Encodable {
  /// The upper number; its sign is the sign of the fraction.
  public let numerator: Int64
  /// The lower number, 1 or more.
  public let denominator: Int64

  /// Makes a fraction, reduced; nothing where the denominator is zero or a part is `Int64.min`.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Ratio.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int64 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int64(divisor)
    self.denominator = sign * denominator / Int64(divisor)
  }

  /// Makes a whole number.
  public init(_ whole: Int64) {
    numerator = whole == .min ? .min + 1 : whole
    denominator = 1
  }

  /// Zero.
  public static let zero = Ratio(0)
  /// One.
  public static let one = Ratio(1)

  /// The nearest binary number, for drawing; never for choosing a frame.
  public var doubleValue: Double { Double(numerator) / Double(denominator) }

  /// The exact value of a decimal numeral such as `1.5`, `29.97` or `2e-1`.
  ///
  /// - Parameter decimal: A JSON number with at most nine digits after the point once its exponent is
  ///   applied, and a magnitude below 10⁹.
  /// - Returns: Nothing where the text is no number or too fine or too large.
  public init?(decimal: some StringProtocol) {
    var digits: Int64 = 0
    var scale = 0
    var exponent = 0
    var isNegative = false
    var hasPoint = false
    var hasDigit = false
    var rest = Substring(decimal).unicodeScalars[...]
    if rest.first == "-" {
      isNegative = true
      rest.removeFirst()
    }
    while let scalar = rest.first {
      rest.removeFirst()
      switch scalar {
      case "0"..."9":
        hasDigit = true
        let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
        guard !overflow, shifted <= .max - 9 else { return nil }
        digits = shifted + Int64(scalar.value - 48)
        if hasPoint { scale += 1 }
      case "." where !hasPoint: hasPoint = true
      case "e", "E":
        guard let value = Int(String(rest)), (-30...30).contains(value) else { return nil }
        exponent = value
        rest = rest[rest.endIndex...]
      default: return nil
      }
    }
    guard hasDigit else { return nil }
    var power = exponent - scale
    while power < 0, digits % 10 == 0, digits != 0 {
      digits /= 10
      power += 1
    }
    if digits == 0 { power = 0 }
    guard (-9...9).contains(power) else { return nil }
    var factor: Int64 = 1
    for _ in 0..<abs(power) { factor *= 10 }
    let signed = isNegative ? -digits : digits
    if power >= 0 {
      let (product, overflow) = signed.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      self.init(product, 1)
    } else {
      self.init(signed, factor)
    }
  }

  /// The product, or nothing where it does not fit.
  public func multiplied(by other: Ratio) -> Ratio? {
    // Crossing out before multiplying keeps the parts as small as they can be.
    guard let left = Ratio(numerator, other.denominator),
      let right = Ratio(other.numerator, denominator)
    else { return nil }
    let (upper, upperOverflow) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (lower, lowerOverflow) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    guard !upperOverflow, !lowerOverflow else { return nil }
    return Ratio(upper, lower)
  }

  /// The sum, or nothing where it does not fit.
  public func adding(_ other: Ratio) -> Ratio? {
    let divisor = Int64(
      Ratio.greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
    let (left, o1) = numerator.multipliedReportingOverflow(by: other.denominator / divisor)
    let (right, o2) = other.numerator.multipliedReportingOverflow(by: denominator / divisor)
    let (upper, o3) = left.addingReportingOverflow(right)
    let (lower, o4) = denominator.multipliedReportingOverflow(by: other.denominator / divisor)
    guard !o1, !o2, !o3, !o4 else { return nil }
    return Ratio(upper, lower)
  }

  /// The difference, or `nil` if it does not fit.
  public func subtracting(_ other: Ratio) -> Ratio? {
    Ratio(-1).multiplied(by: other).flatMap { adding($0) }
  }

  /// The inverse, or nothing for zero.
  public var inverse: Ratio? { Ratio(denominator, numerator) }

  /// Encodes as its description, `"3/2"`, so that no reader meets a rounded number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var (large, small) = (first, second)
    while small != 0 { (large, small) = (small, large % small) }
    return max(large, 1)
  }
}

extension Ratio: Comparable {
  /// Orders by value, exactly.
  public static func < (lhs: Self, rhs: Self) -> Bool {
    let left = lhs.numerator.multipliedFullWidth(by: rhs.denominator)
    let right = rhs.numerator.multipliedFullWidth(by: lhs.denominator)
    return left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

extension Ratio: CustomStringConvertible {
  /// `3/2`, or `2` for a whole number.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}

extension Int64 {
  /// `self · multiplier / divisor`, rounded half up, saturating; exact in between.
  ///
  /// The one converter between milliseconds, frames and samples (format rule 3, "half up").
  package func scaled(by multiplier: Int64, over divisor: Int64) -> Int64 {
    guard divisor > 0 else { return 0 }
    let product = Int128(self) * Int128(multiplier)
    var (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int128(divisor))
    if remainder < 0 {
      quotient -= 1
      remainder += Int128(divisor)
    }
    return Int64(clamping: remainder * 2 >= Int128(divisor) ? quotient + 1 : quotient)
  }
}
