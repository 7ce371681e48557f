import TestSupport

/// One clip on the only track, as the oracle sees it.
struct PlacedClip: Sendable, CustomStringConvertible {
  let clip: ClockClip
  /// Milliseconds.
  var start: Int
  let length: Int
  var inPoint = 0
  /// In tenths.
  var speed = 10
  /// Whether it starts over; for clips that last a whole number of seconds.
  var loops = false

  /// The segment as JSON.
  var segment: String {
    #"{"s":\#(start),"d":\#(length),"m":{"src":"\#(clip.name)","in":\#(inPoint),"#
      + #""speed":\#(speed)e-1,"loop":\#(loops)}}"#
  }

  var description: String { "\(clip.name) at \(start) for \(length) from \(inPoint) ×\(speed)/10" }

  /// The frame of the clip that output frame `frame` shows at 30 frames a second; nil outside the segment.
  ///
  /// Whole numbers only: the last source frame that starts at or before `in + (n − n0)/30·speed`, in a loop less its whole turns.
  func expectedFrame(at frame: Int) -> Int? {
    let first = (start * 30 + 500) / 1000
    guard frame >= first, frame < ((start + length) * 30 + 500) / 1000 else { return nil }
    // Source time in 300,000ths of a second, times the clip's rate: a frame lasts 300,000 · per.
    let begin = inPoint * 300 * clip.rate
    let end = clip.frameCount * 300_000 * clip.per
    var time = begin + (frame - first) * 1000 * speed * clip.rate
    // A loop plays from the in-point to the end, and again from the in-point.
    if loops, time >= end { time = begin + (time - begin) % (end - begin) }
    return min(time / (300_000 * clip.per), clip.frameCount - 1)
  }
}
