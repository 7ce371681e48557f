import JSONTree

/// Moves a segment to another time, another track of its kind, or both; the others stay where they are.
///
///     |  A  |  B  |         ->   |  A  |     |  B  |
public struct MoveSegment: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "move"
  /// What the transform does, one sentence.
  public static let summary = "Moves a segment to another time or another track of its kind."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the segment"),
    TransformParameter("to", .time, "where it is to start; a share is of the draft's length"),
    TransformParameter("by", .time, "how far it is to move; later, or earlier with a minus"),
    TransformParameter("track", .track, "the track to move it to"),
  ]

  /// The segment.
  public let segment: SegmentReference
  /// The new start; a share is of the draft's length.
  public let start: TimeExpression?
  /// The way from the old start, or from ``start`` where both are given.
  public let offset: TimeExpression?
  /// The new track.
  public let track: TrackReference?

  /// Makes the transform.
  public init(
    _ segment: SegmentReference, to start: TimeExpression? = nil, by offset: TimeExpression? = nil,
    track: TrackReference? = nil
  ) {
    self.segment = segment
    self.start = start
    self.offset = offset
    self.track = track
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("segment", arguments.segment(_:)), to: try arguments.time("to"),
      by: try arguments.time("by"), track: try arguments.track("track"))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    guard start != nil || offset != nil || track != nil else {
      throw TransformError(.nothingAsked("\"to\", \"by\" or \"track\""))
    }
    var edit = DraftEdit(draft)
    let timeline = edit.timeline
    let place = try segment.resolved(in: draft, timeline)
    let old = place.segment.span
    let base = start?.resolved(in: timeline.duration) ?? old.start
    let begin = base + (offset?.resolved(in: timeline.duration) ?? .zero)
    guard begin >= .zero, begin + old.length <= .limit else {
      throw TransformError(.offTimeline(begin), at: place.segment.pointer)
    }
    let new = TimeSpan(start: begin, length: old.length)
    let destination = try track?.resolved(in: draft, timeline) ?? place.track
    guard destination.kind == place.track.kind else {
      throw TransformError(.needs(.sameKind), at: draft.pointer(of: destination))
    }
    let words = timeline.words(for: place)
    if destination.index == place.track.index {
      guard new != old else { return TransformResult(draft: draft, changes: []) }
      edit.place([place.segment.pointer: new], on: place.track)
      edit.say("moved \(words) from \(old) to \(new)")
    } else {
      edit.place([:], on: place.track, removing: [place.segment.pointer])
      if let node = draft.document.node(at: place.segment.pointer) {
        let value = node.value.setting(.segmentStart, to: new.start, keys: draft.keys)
        var entries = destination.segments.map { ArrangedSegment.kept($0, $0.span) }
        let position = destination.segments.firstIndex { $0.span.start > begin } ?? entries.count
        entries.insert(.added(value, new), at: position)
        edit.arrange(destination, entries)
      }
      edit.say("moved \(words) from \(old) to \(timeline.words(for: destination)), \(new)")
    }
    return try edit.finished()
  }
}
