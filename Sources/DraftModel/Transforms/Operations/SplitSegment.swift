/// Splits a segment in two at a time strictly inside it.
///
///     |    A    | B |   ->   |  A  | A' | B |
///           ^
public struct SplitSegment: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "split"
  /// What the transform does, one sentence.
  public static let summary = "Splits a segment in two."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the segment"),
    TransformParameter(
      "at", .time, required: true,
      "where on the timeline; a share is of the way through the segment"),
  ]

  /// The segment.
  public let segment: SegmentReference
  /// A time of the timeline strictly inside the segment, or a share of the way through it.
  public let time: TimeExpression

  /// Makes the transform.
  public init(_ segment: SegmentReference, at time: TimeExpression) {
    self.segment = segment
    self.time = time
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("segment", arguments.segment(_:)),
      at: try arguments.required("at", arguments.time(_:)))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let place = try segment.resolved(in: draft, edit.timeline)
    let span = place.segment.span
    let cut =
      switch time {
      case .time(let time): time
      case .share: span.start + time.resolved(in: span.length)
      }
    let words = edit.timeline.words(for: place)
    let second = try edit.split(place, at: cut)
    let id = second.segment.id.map { ", id \"\($0)\"" } ?? ""
    edit.say(
      "split \(words) at \(cut)s: \(span.start)-\(cut)s and \(second.segment.span)\(id)")
    return try edit.finished()
  }
}
