public import DraftModel

/// How a layer's own frames map to times of its source (format rule 3, *Source time*).
public struct SourceMap: Hashable, Sendable, Encodable {
  /// The source time of the layer's first frame, in seconds.
  public var inPoint: Ratio
  /// Source seconds per timeline second.
  public var speed: Ratio
  /// The length after which the source starts over, in seconds; nothing where it does not loop.
  public var loopLength: Ratio?

  /// Makes a map.
  public init(inPoint: Ratio, speed: Ratio, loopLength: Ratio? = nil) {
    self.inPoint = inPoint
    self.speed = speed
    self.loopLength = loopLength
  }

  /// The source time, in seconds, at a whole number of frames after the layer's first.
  ///
  /// `in + n · 1/f · speed`, exact. Before the first frame (a transition's handle) it runs backwards.
  public func time(atFrame offset: Int64, rate: FrameRate) -> Ratio {
    let step = rate.ratio.inverse?.multiplied(by: speed) ?? .zero
    let elapsed = step.multiplied(by: Ratio(offset)) ?? .zero
    return wrapped(inPoint.adding(elapsed) ?? inPoint)
  }

  private func wrapped(_ time: Ratio) -> Ratio {
    guard let length = loopLength, length > .zero, time >= length else { return time }
    guard let turns = length.inverse.flatMap({ time.multiplied(by: $0) }) else { return time }
    let whole = Ratio(-(turns.numerator / turns.denominator))
    return length.multiplied(by: whole).flatMap { time.adding($0) } ?? time
  }
}
