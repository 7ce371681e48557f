import JSONTree

/// Has a segment, or all of a track, fade in and out.
///
///     |  A  |   ->   /  A  \
public struct Fade: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "fade"
  /// What the transform does, one sentence.
  public static let summary = "Sets the fades at a segment's ends."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter(
      "target", .target, required: true, "the segment, or the track for all on it"),
    TransformParameter("in", .time, "the fade in; 0 for none; a share is of the segment's length"),
    TransformParameter("out", .time, "the fade out"),
  ]

  /// The segment, or the track for every segment on it.
  public let target: EditTarget
  /// The fade in; nothing to leave it as it is.
  public let fadeIn: TimeExpression?
  /// The fade out; nothing to leave it as it is.
  public let fadeOut: TimeExpression?

  /// Makes the transform.
  public init(_ target: EditTarget, in fadeIn: TimeExpression? = nil, out: TimeExpression? = nil) {
    self.target = target
    self.fadeIn = fadeIn
    fadeOut = out
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("target", arguments.target(_:)), in: try arguments.time("in"),
      out: try arguments.time("out"))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    guard fadeIn != nil || fadeOut != nil else {
      throw TransformError(.nothingAsked("\"in\" or \"out\""))
    }
    var edit = DraftEdit(draft)
    for place in try target.places(in: draft, edit.timeline) {
      let segment = place.segment
      let length = segment.span.length
      let (oldIn, oldOut) = (segment.picture.fadeIn, segment.picture.fadeOut)
      let newIn = fadeIn?.resolved(in: length) ?? oldIn
      let newOut = fadeOut?.resolved(in: length) ?? oldOut
      guard newIn >= .zero, newOut >= .zero else {
        throw TransformError(.offTimeline(min(newIn, newOut)), at: segment.pointer)
      }
      guard newIn + newOut <= length else {
        throw TransformError(.fadesTooLong(newIn + newOut, segment: length), at: segment.pointer)
      }
      guard newIn != oldIn || newOut != oldOut else { continue }
      let metadata = try edit.metadata(of: segment.pointer)
      if newIn != oldIn { edit.set(.fadeIn, in: metadata, to: newIn) }
      if newOut != oldOut { edit.set(.fadeOut, in: metadata, to: newOut) }
      edit.say("\(edit.timeline.words(for: place)) fades in over \(newIn)s, out over \(newOut)s")
    }
    return try edit.finished()
  }
}
