public import DraftModel

/// How a layer's own frames map to times of its source (format rule 3, *Source time*).
public struct SourceMap: Hashable, Sendable, Encodable {
  /// The source time of the layer's first frame, in seconds.
  public var inPoint: Ratio
  /// Source seconds per timeline second.
  public var speed: Ratio
  /// The part of the source that is played over and over; `nil` where it does not loop.
  public var loop: SourceLoop?

  /// Makes a map.
  public init(inPoint: Ratio, speed: Ratio, loop: SourceLoop? = nil) {
    self.inPoint = inPoint
    self.speed = speed
    self.loop = loop
  }

  /// The source time, in seconds, at a whole number of frames after the layer's first.
  ///
  /// `in + n · 1/f · speed`, exact. Before the first frame (a transition's handle) it runs backwards.
  public func time(atFrame offset: Int64, rate: FrameRate) -> Ratio {
    let time = unturnedTime(atFrame: offset, rate: rate)
    return loop?.sourceTime(at: time) ?? time
  }

  /// The source time at a frame if the source went on instead of starting over, in seconds.
  func unturnedTime(atFrame offset: Int64, rate: FrameRate) -> Ratio {
    let step = rate.ratio.inverse?.multiplied(by: speed) ?? .zero
    let elapsed = step.multiplied(by: Ratio(offset)) ?? .zero
    return inPoint.adding(elapsed) ?? inPoint
  }
}
