internal import CFFmpeg

/// A fraction of small numbers as FFmpeg uses it: a frame rate, a pixel's shape, a clock's tick.
public struct Ratio: Hashable, Sendable, Codable {
  /// The upper number.
  public let numerator: Int32
  /// The lower number; zero makes the ratio unknown.
  public let denominator: Int32

  /// A ratio as given; it is not reduced.
  public init(_ numerator: Int32, _ denominator: Int32) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Both numbers are above zero.
  public var isPositive: Bool { numerator > 0 && denominator > 0 }

  /// The ratio as a floating-point number; zero when it is unknown.
  public var value: Double {
    denominator == 0 ? 0 : Double(numerator) / Double(denominator)
  }

  /// The numbers exchanged: the tick of a rate, the rate of a tick.
  public var inverse: Ratio { Ratio(denominator, numerator) }

  init(_ native: AVRational) { self.init(native.num, native.den) }

  var native: AVRational { AVRational(num: numerator, den: denominator) }
}

extension Ratio: CustomStringConvertible {
  /// Both numbers, such as `30000/1001`.
  public var description: String { "\(numerator)/\(denominator)" }
}
