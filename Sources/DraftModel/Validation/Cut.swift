/// A transition, with the segments on both sides of its cut.
struct Cut {
  /// The transition.
  let transition: Timeline.Transition
  /// The segment that it leads to.
  let incoming: Timeline.Segment
  /// The segment that ends where it starts; nothing where none does.
  let outgoing: Timeline.Segment?
}

extension Timeline.Track {
  /// Every transition on the track, in array order.
  var cuts: [Cut] {
    var ending: [Milliseconds: Timeline.Segment] = [:]
    for segment in segments where !segment.span.isEmpty { ending[segment.span.end] = segment }
    return segments.compactMap { segment in
      segment.transition.map {
        Cut(transition: $0, incoming: segment, outgoing: ending[segment.span.start])
      }
    }
  }
}

extension ValidationContext {
  /// Every transition of the tracks that are drawn.
  var cuts: [Cut] { timeline.tracks.filter(\.kind.isDrawn).flatMap(\.cuts) }
}
