import JSONTree

/// Sets how a segment takes over from the one that ends where it starts.
///
///     |  A  |  B  |   ->   |  A  X  B  |
public struct ChangeTransition: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "transition"
  /// What the transform does, one sentence.
  public static let summary = "Sets or takes away the transition at a segment's start."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the segment that comes in"),
    TransformParameter(
      "type", .word(Timeline.TransitionKind.allCases.map(\.rawValue) + [none]), required: true,
      "the transition, or none"),
    TransformParameter(
      "duration", .time, "its whole length, half before the cut and half after; 500ms without it"),
  ]

  private static let none = "none"

  /// The segment that comes in.
  public let segment: SegmentReference
  /// The transition; nothing for a plain cut.
  public let kind: Timeline.TransitionKind?
  /// Its whole length; a share is of the segment's length.
  public let length: TimeExpression

  /// Makes the transform.
  public init(
    _ segment: SegmentReference, to kind: Timeline.TransitionKind?,
    length: TimeExpression = .time(Milliseconds(500))
  ) {
    self.segment = segment
    self.kind = kind
    self.length = length
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    segment = try arguments.required("segment", arguments.segment(_:))
    length = try arguments.time("duration") ?? .time(Milliseconds(500))
    let isNone = try arguments.text("type") == Self.none
    kind =
      isNone
      ? nil
      : try arguments.required("type") { (name) throws(RecipeError) in
        try arguments.word(name, as: Timeline.TransitionKind.self)
      }
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let place = try segment.resolved(in: draft, edit.timeline)
    let pointer = place.segment.pointer
    let words = edit.timeline.words(for: place)
    guard let kind else {
      if let metadata = edit.field(.segmentMetadata, in: pointer)?.node,
        draft.keys.field(.transition, in: metadata) != nil
      {
        edit.clear(.transition, in: metadata.pointer)
        edit.say("\(words) just cuts in")
      }
      return try edit.finished()
    }
    let span = place.segment.span
    let length = length.resolved(in: span.length)
    let before = place.track.segments.filter {
      $0.span.end == span.start && $0.pointer != pointer && !$0.span.isEmpty
    }.map(\.span.length).max()
    guard let before else { throw TransformError(.notAtCut(span.start), at: pointer) }
    // Half of it lies on each side of the cut.
    let most = Milliseconds(min(before, span.length).rawValue.multipliedReportingOverflow(by: 2).0)
    guard length > .zero, length <= most else {
      throw TransformError(.transitionTooLong(length, most: most), at: pointer)
    }
    let new = Timeline.Transition(kind: kind, length: length)
    guard place.segment.transition != new else { return TransformResult(draft: draft, changes: []) }
    let object = try edit.object(.transition, in: try edit.metadata(of: pointer))
    edit.set(.transitionType, in: object, to: .string(kind.rawValue))
    edit.set(.transitionDuration, in: object, to: length)
    edit.say("\(words) comes in with \(kind.rawValue) over \(length)s")
    return try edit.finished()
  }
}
