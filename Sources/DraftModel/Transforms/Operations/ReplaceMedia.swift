import JSONTree

/// Has a segment play another source, at the same time and in the same way.
///
///     | a.mp4 |  B  |   ->   | b.mp4 |  B  |
public struct ReplaceMedia: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "replace-media"
  /// What the transform does, one sentence.
  public static let summary = "Has a segment play another source."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the segment"),
    TransformParameter("src", .text, required: true, "the new source"),
    TransformParameter("in", .time, "where in the new source it starts; without it as before"),
  ]

  /// The segment.
  public let segment: SegmentReference
  /// The new source.
  public let source: String
  /// Where in the new source the segment starts; nothing for as before.
  public let inPoint: TimeExpression?

  /// Makes the transform.
  public init(_ segment: SegmentReference, with source: String, from inPoint: TimeExpression? = nil)
  {
    self.segment = segment
    self.source = source
    self.inPoint = inPoint
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("segment", arguments.segment(_:)),
      with: try arguments.required("src", arguments.text(_:)), from: try arguments.time("in"))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let place = try segment.resolved(in: draft, edit.timeline)
    let pointer = place.segment.pointer
    guard place.track.kind == .video || place.track.kind == .audio, !source.isEmpty else {
      throw TransformError(.needs(.media), at: pointer)
    }
    let metadata = try edit.metadata(of: pointer)
    edit.set(.source, in: metadata, to: .string(source))
    let old = if case .media(let use) = place.segment.content { use.source } else { "nothing" }
    if old != source {
      edit.say("\(edit.timeline.words(for: place)) plays \(source) instead of \(old)")
    }
    if let time = inPoint?.resolved(in: .zero) {
      guard time >= .zero, time <= .limit else {
        throw TransformError(.offTimeline(time), at: pointer)
      }
      edit.set(.inPoint, in: metadata, to: time)
      edit.say("\(edit.timeline.words(for: place)) plays from \(time)s of its source")
    }
    return try edit.finished()
  }
}
