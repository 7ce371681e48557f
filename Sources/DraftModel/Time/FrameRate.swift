/// Pictures a second, exact: 30, 24000/1001.
public struct FrameRate: Hashable, Sendable, Encodable {
  /// The rate as a fraction of whole numbers.
  public let ratio: Ratio

  /// Makes a rate between 1 and 240 pictures a second, or nothing outside that range.
  public init?(_ ratio: Ratio) {
    guard ratio >= .one, ratio <= Ratio(240), ratio.denominator <= 1_000_000 else { return nil }
    self.ratio = ratio
  }

  private init(whole: Int64) { ratio = Ratio(whole) }

  /// 30 pictures a second, the draft's default.
  public static let thirty = FrameRate(whole: 30)

  /// Encodes as the bare ratio.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(ratio)
  }

  /// The rate a number in a draft means.
  ///
  /// 23.976, 29.97, 47.952, 59.94 and 119.88 (with any further digits that round to them) mean the
  /// NTSC rates over 1001; anything else is taken as written.
  public init?(decimal text: some StringProtocol) {
    guard let value = Ratio(decimal: text) ?? Double(String(text)).flatMap(FrameRate.rounded) else {
      return nil
    }
    for nominal: Int64 in [24, 30, 48, 60, 120] {
      if let exact = Ratio(nominal * 1000, 1001), abs(exact.doubleValue - value.doubleValue) < 0.005
      {
        self.init(exact)
        return
      }
    }
    self.init(value)
  }

  private static func rounded(_ value: Double) -> Ratio? {
    guard value.isFinite, abs(value) < 1000 else { return nil }
    return Ratio(Int64((value * 100_000).rounded()), 100_000)
  }

  /// The first frame at or nearest to `time`: `round(time · rate / 1000)`, half up.
  ///
  /// Format rule 3: a segment's first frame and its end frame are both found this way, so that two
  /// segments that touch in milliseconds touch in frames.
  public func frame(nearest time: Milliseconds) -> FrameIndex {
    FrameIndex(time.rawValue.scaled(by: ratio.numerator, over: ratio.denominator * 1000))
  }

  /// The frame on screen at `time`: the last one that starts at or before it.
  public func frame(at time: Milliseconds) -> FrameIndex {
    let product = Int128(time.rawValue) * Int128(ratio.numerator)
    let divisor = Int128(ratio.denominator) * 1000
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
    return FrameIndex(Int64(clamping: remainder < 0 ? quotient - 1 : quotient))
  }

  /// The instant at which `frame` starts, in milliseconds, rounded half up.
  public func time(of frame: FrameIndex) -> Milliseconds {
    Milliseconds(frame.rawValue.scaled(by: ratio.denominator * 1000, over: ratio.numerator))
  }

  /// The sample at which `frame` starts at 48 kHz, rounded half up.
  public func sample(of frame: FrameIndex) -> Int64 {
    frame.rawValue.scaled(by: ratio.denominator * 48_000, over: ratio.numerator)
  }
}

extension FrameRate: CustomStringConvertible {
  /// `30`, or `30000/1001`.
  public var description: String { ratio.description }
}
