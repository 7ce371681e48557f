/// A track's segments as a track of OpenTimelineIO can hold them: one after the other.
struct OTIOPlacement {
  /// The segments in order of time, each up to where the next begins.
  private(set) var placed: [(Timeline.Segment, TimeSpan)] = []
  /// Those of which nothing is seen, or that last no time.
  private(set) var left: [Timeline.Segment] = []

  init(of track: Timeline.Track) {
    let ordered = track.segments.enumerated()
      .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
      .map(\.element)
    // From the end, so that the next segment that lasts is known without looking for it.
    var next: Milliseconds?
    for segment in ordered.reversed() {
      let end = min(segment.span.end, next ?? segment.span.end)
      if !segment.span.isEmpty { next = segment.span.start }
      guard end > segment.span.start, let span = TimeSpan(start: segment.span.start, end: end)
      else {
        left.append(segment)
        continue
      }
      placed.append((segment, span))
    }
    placed.reverse()
    left.reverse()
    isInOrder = left.isEmpty && zip(placed, track.segments).allSatisfy { $0.0.pointer == $1.pointer }
  }

  /// Whether the segments follow each other in time as they do in their array.
  let isInOrder: Bool
}
