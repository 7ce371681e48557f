/// A factor on the amplitude of sound, 0 to 10.
public struct Gain: Hashable, Sendable {
  /// The factor: 1 leaves the sound as recorded, 0 is silence.
  public let linear: Double

  /// Makes a gain; nothing outside 0 to 10.
  public init?(linear: Double) {
    // Four decimals are finer than anyone hears, and short to read in a draft.
    let rounded = (linear * 10_000).rounded() / 10_000
    guard (0...10).contains(rounded) else { return nil }
    self.linear = rounded
  }

  /// Reads `0.35`, `35%` or `-9dB`; nothing for other text and outside 0 to 10.
  public init?(_ text: String) {
    let lower = text.lowercased()
    if lower.hasSuffix("db") {
      let number = lower.dropLast(2).filter { $0 != " " }
      guard let decibels = Double(number), (-200...20).contains(decibels) else { return nil }
      self.init(linear: Gain.amplitude(decibels: decibels))
    } else if lower.hasSuffix("%") {
      guard let percent = Double(lower.dropLast()) else { return nil }
      self.init(linear: percent / 100)
    } else {
      guard let linear = Double(lower) else { return nil }
      self.init(linear: linear)
    }
  }

  /// The gain in percent, without zeros at the end.
  var percentText: String {
    Ratio(Int64((linear * 10_000).rounded()), 100)?.decimalText ?? "\(linear * 100)"
  }

  /// `10^(decibels / 20)`.
  ///
  /// The standard library has no power function: the exponential of a sixty-fourth of the exponent is summed
  /// from its series, which is exact to the last digits there, and squared six times.
  private static func amplitude(decibels: Double) -> Double {
    let exponent = decibels / 20 * 2.302_585_092_994_046 / 64
    var term = 1.0
    var sum = 1.0
    for order in 1...16 {
      term *= exponent / Double(order)
      sum += term
    }
    for _ in 0..<6 { sum *= sum }
    return sum
  }
}
