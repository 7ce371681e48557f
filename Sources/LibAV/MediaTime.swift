/// An instant or a length of time as an exact fraction of seconds.
///
/// Containers count time in ticks of many sizes (1/90000 s, 1001/30000 s, 1/1000 s); a fraction
/// holds each of them without rounding, so that "not later than" means that.
public struct MediaTime: Hashable, Sendable {
  /// The number of ticks; negative before the origin.
  public let numerator: Int64
  /// Ticks per second, above zero; numerator and denominator have no common divisor.
  public let denominator: Int64

  /// No time at all.
  public static let zero = MediaTime(seconds: 0)

  /// A whole number of seconds.
  public init(seconds: Int64) {
    numerator = seconds
    denominator = 1
  }

  /// A fraction of seconds, reduced; `nil` when `denominator` isn't above zero.
  public init?(numerator: Int64, denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.init(reducing: Int128(numerator), over: Int128(denominator))
  }

  /// A whole number of milliseconds.
  public init(milliseconds: Int64) {
    self.init(reducing: Int128(milliseconds), over: 1000)
  }

  /// The fraction in lowest terms; one whose terms outgrow 64 bits even so loses its smallest
  /// digits.
  ///
  /// - Precondition: `denominator` is above zero, which all callers in this file see to.
  init(reducing numerator: Int128, over denominator: Int128) {
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = a == 0 ? 1 : Int128(clamping: a)
    var (top, bottom) = (numerator / divisor, denominator / divisor)
    while bottom > Int128(Int64.max) || top.magnitude > Int128(Int64.max).magnitude, bottom > 1 {
      top /= 2
      bottom /= 2
    }
    self.numerator = Int64(clamping: top)
    self.denominator = Int64(clamping: bottom)
  }

  /// The longest time that a file is believed to tell of, in either direction: 2^40 s, some 34,000 years.
  ///
  /// Counted in milliseconds, samples or microseconds it stays far inside `Int64`; the time since 1970, which live
  /// streams begin with, is inside it too.
  public static let longest = MediaTime(seconds: 1 << 40)

  /// Whether a file's claim is within ``longest``.
  package var isPlausible: Bool {
    -Self.longest.numerator <= rounded && rounded <= Self.longest.numerator
  }

  /// Whole seconds, toward zero.
  private var rounded: Int64 { numerator / denominator }

  /// The time in seconds, rounded to a `Double`: for display and for estimates, not for comparison.
  public var seconds: Double { Double(numerator) / Double(denominator) }
}

extension MediaTime: Comparable {
  /// Exact: the cross products are taken in 128 bits.
  public static func < (left: MediaTime, right: MediaTime) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension MediaTime {
  /// The sum, exact while its lowest terms fit 64 bits.
  public static func + (left: MediaTime, right: MediaTime) -> MediaTime {
    let (a, b) = (Int128(left.numerator), Int128(left.denominator))
    let (c, d) = (Int128(right.numerator), Int128(right.denominator))
    // Each product is below 2^126, so their sum fits.
    return MediaTime(reducing: a * d + c * b, over: b * d)
  }

  /// The difference, exact while its lowest terms fit 64 bits.
  public static func - (left: MediaTime, right: MediaTime) -> MediaTime {
    let (a, b) = (Int128(left.numerator), Int128(left.denominator))
    let (c, d) = (Int128(right.numerator), Int128(right.denominator))
    return MediaTime(reducing: a * d - c * b, over: b * d)
  }

  /// The last tick of a clock of `ratio` seconds a tick that is not later than this time.
  ///
  /// Clamped to the range of `Int64`; `ratio` must be above zero, and zero is given for one that
  /// isn't.
  public func ticks(of ratio: Ratio) -> Int64 {
    guard ratio.isPositive else { return 0 }
    let top = Int128(numerator) * Int128(ratio.denominator)
    let bottom = Int128(denominator) * Int128(ratio.numerator)
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    return Int64(clamping: remainder < 0 ? quotient - 1 : quotient)
  }

  /// The time of tick `ticks` of a clock of `ratio` seconds a tick; zero when `ratio` isn't above
  /// zero.
  public init(ticks: Int64, of ratio: Ratio) {
    guard ratio.isPositive else {
      self = .zero
      return
    }
    self.init(
      reducing: Int128(ticks) * Int128(ratio.numerator), over: Int128(ratio.denominator))
  }
}

extension MediaTime: Codable {
  private enum CodingKeys: String, CodingKey { case numerator, denominator }

  /// Refuses a denominator that isn't above zero.
  public init(from decoder: any Swift.Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let numerator = try values.decode(Int64.self, forKey: .numerator)
    let denominator = try values.decode(Int64.self, forKey: .denominator)
    guard let time = MediaTime(numerator: numerator, denominator: denominator) else {
      throw DecodingError.dataCorruptedError(
        forKey: .denominator, in: values, debugDescription: "a denominator is above zero")
    }
    self = time
  }
}

extension MediaTime: CustomStringConvertible {
  /// Seconds as a fraction, such as `1001/30000 s`.
  public var description: String {
    denominator == 1 ? "\(numerator) s" : "\(numerator)/\(denominator) s"
  }
}
