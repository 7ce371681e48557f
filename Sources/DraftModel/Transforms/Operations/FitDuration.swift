import JSONTree

/// Makes the whole draft last a given time, with text and sound in step.
///
///     |   A   |   B   |        |  A  |  B  |
///        |  title |       ->     |title|          retime
///     |      bed      |        |    bed    |
///
/// Retiming spreads or squeezes every place on the timeline; what plays through time plays faster or slower,
/// but beds keep their tempo and only end elsewhere. Trimming cuts off the end.
public struct FitDuration: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "fit-duration"
  /// What the transform does, one sentence.
  public static let summary =
    "Makes the whole draft last a given time, with text and sound in step."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter(
      "to", .time, required: true, "how long the draft is to last; a share is of what it lasts"),
    TransformParameter(
      "by", .word(Means.allCases.map(\.rawValue)),
      "retime everything, or trim the end; trim "
        + "without it, retime where the draft has to become longer"),
  ]

  /// How the length is reached.
  public enum Means: String, Hashable, Sendable, CaseIterable {
    /// Every place on the timeline is spread or squeezed.
    case retime
    /// The end is cut off.
    case trim
  }

  /// The new length; a share is of the old one.
  public let length: TimeExpression
  /// How it is reached; nothing for trimming what is too long and retiming what is too short.
  public let means: Means?

  /// Makes the transform.
  public init(to length: TimeExpression, by means: Means? = nil) {
    self.length = length
    self.means = means
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      to: try arguments.required("to", arguments.time(_:)),
      by: try arguments.word("by", as: Means.self))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let old = edit.timeline.duration
    let new = length.resolved(in: old)
    guard old > .zero else { throw TransformError(.needs(.length), at: draft.node) }
    guard new > .zero, new <= .limit else { throw TransformError(.offTimeline(new)) }
    guard new != old else { return TransformResult(draft: draft, changes: []) }
    switch means ?? (new < old ? .trim : .retime) {
    case .trim:
      guard new < old else { throw TransformError(.cannotLengthen(from: old, to: new)) }
      try edit.cutOut(
        TimeSpan(start: new, length: max(old, edit.timeline.contentEnd) - new))
      edit.say("cut the draft off at \(new)s; it lasted \(old)s")
    case .retime:
      try edit.retimeAll(from: old, to: new)
      edit.say("retimed the whole draft from \(old)s to \(new)s")
    }
    if edit.field(.draftDuration, in: draft.envelope.draftPointer) != nil {
      edit.set(.draftDuration, in: draft.envelope.draftPointer, to: new)
    }
    return try edit.finished()
  }
}

extension DraftEdit {
  fileprivate mutating func retimeAll(
    from old: Milliseconds, to new: Milliseconds
  ) throws(TransformError) {
    guard let factor = Ratio(new.rawValue, old.rawValue) else { return }
    for track in timeline.tracks {
      var places: [JSONPointer: TimeSpan] = [:]
      for segment in track.segments {
        // Both ends are rounded on their own, so that what touched still touches.
        let start = segment.span.start.scaled(by: factor)
        let span = TimeSpan(start: start, length: segment.span.end.scaled(by: factor) - start)
        places[segment.pointer] = span
        if segment.isBed(on: track, of: timeline) {
          let lost = max(.zero, segment.span.length - span.length)
          try trimContent(of: segment, head: .zero, tail: lost)
        } else {
          try retimeContent(of: segment, by: factor)
          try shortenFades(of: segment, to: span.length)
        }
        try shortenTransition(of: segment, by: factor)
      }
      place(places, on: track)
    }
  }

  private mutating func shortenTransition(
    of segment: Timeline.Segment, by factor: Ratio
  ) throws(TransformError) {
    guard factor < .one, let transition = segment.transition else { return }
    let object = try self.object(.transition, in: try metadata(of: segment.pointer))
    set(
      .transitionDuration, in: object,
      to: max(Milliseconds(1), transition.length.scaled(by: factor)))
  }
}
