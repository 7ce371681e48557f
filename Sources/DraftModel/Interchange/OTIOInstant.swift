import JSONTree

/// A point or a length of time in flicks, of which there are 705,600,000 in a second.
///
/// A frame of 24, 25, 30, 48, 50, 60, 90, 100 and 120 a second, a frame of an NTSC rate over 1001, a millisecond and a
/// sample of 44.1, 48 and 96 kHz are whole numbers of flicks (github.com/OculusVR/Flicks). Sums of such times are exact
/// therefore, and one that falls between two milliseconds rounds as a single time does. Of other rates, each time is
/// within half a flick, which is less than a nanosecond.
struct OTIOInstant: Hashable, Comparable {
  let flicks: Int64

  static let zero = OTIOInstant(flicks: 0)
  /// How many flicks a second has.
  static let perSecond: Int64 = 705_600_000
  private static let perMillisecond = perSecond / 1000
  /// The longest time that is read, a quarter of a draft's, so that sums and products stay in range.
  private static let limit = Milliseconds.limit.rawValue / 4 * perMillisecond

  init(flicks: Int64) { self.flicks = flicks }

  /// A RationalTime; zero for what is not one, and within a quarter of the longest time of a draft.
  init(_ time: JSONNode?) {
    guard let value = time?["value"]?.number?.double, let number = time?["rate"]?.number,
      let rate = number.double, rate > 0, (value / rate).isFinite
    else {
      flicks = 0
      return
    }
    let inSeconds = value / rate * Double(Self.perSecond)
    guard abs(inSeconds) < Double(Self.limit) else {
      flicks = inSeconds < 0 ? -Self.limit : Self.limit
      return
    }
    // Halves of frames, as halves of transitions are, count as whole ones of twice the rate.
    guard let exact = Self.exactRate(number, rate), let doubled = Int64(exactly: value * 2),
      let divisor = Self.product(exact.numerator, 2),
      let multiplier = Self.product(exact.denominator, Self.perSecond)
    else {
      flicks = Int64(inSeconds.rounded())
      return
    }
    flicks = doubled.scaled(by: multiplier, over: divisor)
  }

  /// A rate as the fraction that its digits mean.
  ///
  /// A fraction over 1001 has no end of digits; a number that agrees with it to eight of them means it.
  private static func exactRate(_ number: JSONNumber, _ rate: Double) -> Ratio? {
    let nominal = (rate * 1001 / 1000).rounded()
    if nominal < 1_000_000, let ntsc = Ratio(Int64(nominal) * 1000, 1001), ntsc.denominator > 1,
      abs(ntsc.doubleValue - rate) < rate * 1e-8
    {
      return ntsc
    }
    return Ratio(decimal: number.text)
  }

  private static func product(_ left: Int64, _ right: Int64) -> Int64? {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow || product <= 0 ? nil : product
  }

  /// The time in whole milliseconds, rounded half up, and within what a draft can say.
  var milliseconds: Milliseconds {
    let limit = Milliseconds.limit
    let rounded = Milliseconds(flicks.scaled(by: 1, over: Self.perMillisecond))
    return min(max(rounded, .zero - limit), limit)
  }

  /// The time multiplied by a speed, to the nearest flick.
  func multiplied(by factor: Double) -> OTIOInstant {
    let product = Double(flicks) * factor
    guard product.isFinite else { return .zero }
    let limit = Double(Self.limit) * 4
    return OTIOInstant(flicks: Int64(min(max(product.rounded(), -limit), limit)))
  }

  /// Whether the times differ by less than half a millisecond; other programs round theirs.
  func isNear(_ other: OTIOInstant) -> Bool {
    (self - other).flicks.magnitude < Self.perMillisecond.magnitude / 2
  }

  static func < (left: Self, right: Self) -> Bool { left.flicks < right.flicks }

  /// The sum, saturating at the range of `Int64`.
  static func + (left: Self, right: Self) -> Self {
    let (sum, overflow) = left.flicks.addingReportingOverflow(right.flicks)
    return OTIOInstant(flicks: overflow ? (right.flicks < 0 ? .min : .max) : sum)
  }

  /// The difference, saturating at the range of `Int64`.
  static func - (left: Self, right: Self) -> Self {
    let (difference, overflow) = left.flicks.subtractingReportingOverflow(right.flicks)
    return OTIOInstant(flicks: overflow ? (right.flicks < 0 ? .max : .min) : difference)
  }

  static func += (left: inout Self, right: Self) { left = left + right }
}
