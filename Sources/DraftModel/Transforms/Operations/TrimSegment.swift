/// Takes time off a segment's ends; what is still shown is shown exactly when it was.
///
///     |   A   |  B  |   ->   |  A  | |  B  |
///           ^ tail
///
/// With `ripple` the gap is closed, on all tracks at once; see ``RippleDelete``.
public struct TrimSegment: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "trim"
  /// What the transform does, one sentence.
  public static let summary = "Takes time off a segment's head or tail, or gives it back."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the segment"),
    TransformParameter(
      "head", .time,
      "how much to take off its start; a minus brings material back; a share is of "
        + "the segment's length"),
    TransformParameter("tail", .time, "how much to take off its end"),
    TransformParameter("ripple", .boolean, "whether what follows moves up, on all tracks"),
  ]

  /// The segment.
  public let segment: SegmentReference
  /// Taken off the start, negative to extend; a share is of the segment's length.
  public let head: TimeExpression?
  /// Taken off the end, negative to extend; a share is of the segment's length.
  public let tail: TimeExpression?
  /// Whether the gap is closed on all tracks.
  public let ripples: Bool

  /// Makes the transform.
  public init(
    _ segment: SegmentReference, head: TimeExpression? = nil, tail: TimeExpression? = nil,
    ripples: Bool = false
  ) {
    self.segment = segment
    self.head = head
    self.tail = tail
    self.ripples = ripples
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("segment", arguments.segment(_:)), head: try arguments.time("head"),
      tail: try arguments.time("tail"), ripples: try arguments.boolean("ripple") ?? false)
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    guard head != nil || tail != nil else {
      throw TransformError(.nothingAsked("\"head\" or \"tail\""))
    }
    var edit = DraftEdit(draft)
    let place = try segment.resolved(in: draft, edit.timeline)
    let old = place.segment.span
    let head = head?.resolved(in: old.length) ?? .zero
    let tail = tail?.resolved(in: old.length) ?? .zero
    let start = old.start + head
    let end = old.end - tail
    guard start < end else { throw TransformError(.nothingLeft(old), at: place.segment.pointer) }
    guard start >= .zero, end <= .limit else {
      throw TransformError(.offTimeline(min(start, end)), at: place.segment.pointer)
    }
    let new = TimeSpan(start: start, length: end - start)
    let words = edit.timeline.words(for: place)
    guard new != old else { return TransformResult(draft: draft, changes: []) }
    if ripples {
      guard head >= .zero, tail >= .zero else {
        throw TransformError(
          .outOfRange("a trim that ripples", given: "negative", allowed: "0 or more"),
          at: place.segment.pointer)
      }
      // From the end, so that the first cut does not move the second.
      try edit.cutOut(TimeSpan(start: end, length: tail))
      try edit.cutOut(TimeSpan(start: old.start, length: head))
      edit.say("trimmed \(words) to \(new.length)s, and moved up what follows")
    } else {
      try edit.trimContent(of: place.segment, head: head, tail: tail)
      edit.place([place.segment.pointer: new], on: place.track)
      edit.say("trimmed \(words) from \(old) to \(new)")
    }
    return try edit.finished()
  }
}
