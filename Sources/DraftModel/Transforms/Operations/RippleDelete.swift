import JSONTree

/// Takes a segment, or a stretch of time, out and closes the gap.
///
///     |  A  |  B  |  C  |        |  A  |  C  |
///           |title|  T2 |   ->         |  T2 |
///     |       bed       |        |    bed    |
///
/// A segment of the first video track carries the cut, so its time goes from all tracks: text and sound keep
/// step with the pictures. A segment of another track goes from its own track alone, unless `tracks` says
/// otherwise.
public struct RippleDelete: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "ripple-delete"
  /// What the transform does, one sentence.
  public static let summary = "Takes a segment or a stretch of time out and closes the gap."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, "the segment"),
    TransformParameter("from", .time, "or where the stretch starts"),
    TransformParameter("to", .time, "and where it ends"),
    TransformParameter(
      "tracks", .word(Reach.allCases.map(\.rawValue)),
      "whose gap is closed; for a segment of the "
        + "first video track, and for a stretch, all, else own"),
  ]

  /// What is taken out.
  public enum Target: Hashable, Sendable {
    /// A segment.
    case segment(SegmentReference)
    /// A stretch of the timeline; shares are of the draft's length.
    case stretch(from: TimeExpression, to: TimeExpression)
  }

  /// On which tracks the gap is closed.
  public enum Reach: String, Hashable, Sendable, CaseIterable {
    /// On all.
    case all
    /// On the segment's own.
    case own
  }

  /// What is taken out.
  public let target: Target
  /// On which tracks the gap is closed; nothing for what suits the target.
  public let reach: Reach?

  /// Makes the transform.
  public init(_ target: Target, reach: Reach? = nil) {
    self.target = target
    self.reach = reach
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    reach = try arguments.word("tracks", as: Reach.self)
    switch (
      try arguments.segment("segment"), try arguments.time("from"), try arguments.time("to")
    ) {
    case (let segment?, nil, nil): target = .segment(segment)
    case (nil, let from?, let to?): target = .stretch(from: from, to: to)
    default:
      throw RecipeError(
        .expected("either \"segment\", or \"from\" and \"to\""), at: arguments.pointer)
    }
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let timeline = edit.timeline
    switch target {
    case .stretch(let from, let to):
      let start = from.resolved(in: timeline.duration)
      let end = to.resolved(in: timeline.duration)
      guard start >= .zero, let span = TimeSpan(start: start, end: end), !span.isEmpty else {
        throw TransformError(
          .outOfRange(
            "the stretch", given: "\(start)-\(end)s", allowed: "from 0s on, its end after its start"
          ))
      }
      try edit.cutOut(span)
      edit.say("cut \(span) out of all tracks")
    case .segment(let reference):
      let place = try reference.resolved(in: draft, timeline)
      let span = place.segment.span
      let base = timeline.tracks.first { $0.kind == .video }
      let reach = reach ?? (place.track.index == base?.index ? .all : .own)
      let words = timeline.words(for: place)
      if reach == .all, !span.isEmpty {
        let before = edit.changes
        try edit.cutOut(span)
        let others = edit.changes.filter { $0 != "removed \(words)" }
        edit.restate(before + others)
        edit.say("removed \(words) and moved up what follows by \(span.length)s on all tracks")
      } else {
        closeGap(of: place, in: &edit)
        edit.say("removed \(words) and moved up what follows by \(span.length)s on its track")
      }
    }
    return try edit.finished()
  }

  private func closeGap(of place: SegmentPlace, in edit: inout DraftEdit) {
    let span = place.segment.span
    var places: [JSONPointer: TimeSpan] = [:]
    for segment in place.track.segments where segment.span.start >= span.end {
      places[segment.pointer] = TimeSpan(
        start: segment.span.start - span.length, length: segment.span.length)
    }
    places[place.segment.pointer] = nil
    edit.place(places, on: place.track, removing: [place.segment.pointer])
  }
}
