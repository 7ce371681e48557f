public import DraftModel

/// A piece of one interval, at most two seconds: the unit that is encoded, kept and reused.
public struct Chunk: Hashable, Sendable {
  /// Its first frame on the timeline.
  public var first: FrameIndex
  /// The first frame after it.
  public var end: FrameIndex
  /// What is painted, bottom first.
  public var stack: [StackElement]
  /// What decides its pixels, and nothing else: two chunks of one key hold the same bytes.
  public var key: ChunkKey

  /// How many frames it has.
  public var frameCount: Int64 { end - first }
}

extension RenderPlan {
  /// The longest chunk, in seconds.
  private static let chunkSeconds: Int64 = 2

  /// The pieces the picture is rendered in, in order, without gaps.
  ///
  /// Chunks are cut on the clock of the lowest moving picture, not on the timeline's: after a trim or a
  /// split the pieces of what is left fall where they fell before, and are found again.
  public func chunks() -> [Chunk] {
    var result: [Chunk] = []
    for interval in intervals {
      var first = interval.first
      while first < interval.end {
        let end = Swift.min(chunkEnd(after: first, in: interval), interval.end)
        result.append(
          Chunk(
            first: first, end: end, stack: interval.stack,
            key: ChunkKey(of: interval.stack, from: first, to: end, in: self)))
        first = end
      }
    }
    return result
  }

  private func chunkEnd(after first: FrameIndex, in interval: Interval) -> FrameIndex {
    let rate = format.rate
    let longest = Swift.max(1, Int64(rate.ratio.doubleValue * Double(Self.chunkSeconds)))
    let phase: Int64
    if let layer = interval.stack.lazy.flatMap(\.layers).first(where: { $0.sourceMap != nil }),
      let map = layer.sourceMap, let inverse = map.speed.inverse,
      let head = map.inPoint.multiplied(by: inverse)
    {
      // Output frames from the source's own zero to this frame, at this speed.
      let lead = head.numerator.scaled(
        by: rate.ratio.numerator, over: head.denominator * rate.ratio.denominator)
      phase = lead + (first - layer.first)
    } else {
      phase = first - interval.first
    }
    let position = ((phase % longest) + longest) % longest
    return first + (longest - position)
  }
}
