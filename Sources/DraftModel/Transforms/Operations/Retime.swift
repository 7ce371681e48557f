/// Plays a segment faster or slower, or for another length of time; it shows the same material.
///
///     |    A    |  B  |   ->   | A |     |  B  |
///
/// Keyframes keep their place in the material, fades their length. With `ripple` what follows moves along, on
/// all tracks.
public struct Retime: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "retime"
  /// What the transform does, one sentence.
  public static let summary = "Plays a segment faster or slower, or for another length of time."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("segment", .segment, required: true, "the segment"),
    TransformParameter("speed", .number, "the new speed, 0.1 to 16; 2 is twice as fast"),
    TransformParameter("duration", .time, "or the new length; a share is of the old one"),
    TransformParameter("ripple", .boolean, "whether what follows moves along, on all tracks"),
  ]

  /// What is asked for.
  public enum Goal: Hashable, Sendable {
    /// A speed, in source seconds per timeline second.
    case speed(Ratio)
    /// A length; a share is of the old one.
    case length(TimeExpression)
  }

  /// The segment.
  public let segment: SegmentReference
  /// What is asked for.
  public let goal: Goal
  /// Whether what follows moves along.
  public let ripples: Bool

  /// Makes the transform.
  public init(_ segment: SegmentReference, to goal: Goal, ripples: Bool = false) {
    self.segment = segment
    self.goal = goal
    self.ripples = ripples
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    segment = try arguments.required("segment", arguments.segment(_:))
    ripples = try arguments.boolean("ripple") ?? false
    switch (try arguments.number("speed"), try arguments.time("duration")) {
    case (let speed?, nil): goal = .speed(speed)
    case (nil, let length?): goal = .length(length)
    default:
      throw RecipeError(.expected("either \"speed\" or \"duration\""), at: arguments.pointer)
    }
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let place = try segment.resolved(in: draft, edit.timeline)
    let old = place.segment.span
    let words = edit.timeline.words(for: place)
    guard old.length > .zero else {
      throw TransformError(.needs(.length), at: place.segment.pointer)
    }
    let (length, factor) = try goal(for: place)
    guard length > .zero, length <= .limit else {
      throw TransformError(.nothingLeft(old), at: place.segment.pointer)
    }
    let new = TimeSpan(start: old.start, length: length)
    try edit.retimeContent(of: place.segment, by: factor)
    try edit.shortenFades(of: place.segment, to: length)
    if ripples {
      edit.shift(from: old.end, by: length - old.length, placing: [place.segment.pointer: new])
    } else {
      edit.place([place.segment.pointer: new], on: place.track)
    }
    if old != new { edit.say("retimed \(words) from \(old) to \(new)") }
    return try edit.finished()
  }

  /// The new length, and how much longer it is than the old one.
  private func goal(
    for place: SegmentPlace
  ) throws(TransformError) -> (length: Milliseconds, factor: Ratio) {
    let old = place.segment.span.length
    switch goal {
    case .length(let expression):
      let length = expression.resolved(in: old)
      return (length, Ratio(length.rawValue, old.rawValue) ?? .one)
    case .speed(let speed):
      guard case .media(let use) = place.segment.content, !use.isStill else {
        throw TransformError(.needs(.media), at: place.segment.pointer)
      }
      guard speed > .zero, let factor = speed.inverse.flatMap({ use.speed.multiplied(by: $0) })
      else {
        throw TransformError(
          .outOfRange("speed", given: "\(speed)", allowed: "0.1 to 16"), at: place.segment.pointer)
      }
      return (old.scaled(by: factor), factor)
    }
  }
}

extension DraftEdit {
  /// Has a segment show the same material in `factor` times the time.
  mutating func retimeContent(
    of segment: Timeline.Segment, by factor: Ratio
  ) throws(TransformError) {
    guard factor != .one else { return }
    if case .media(let use) = segment.content, !use.isStill {
      guard let speed = factor.inverse.flatMap({ use.speed.multiplied(by: $0) }),
        let slowest = Ratio(1, 10), speed >= slowest, speed <= Ratio(16)
      else {
        throw TransformError(
          .outOfRange(
            "speed",
            given: factor.inverse.flatMap { use.speed.multiplied(by: $0) }?.decimalText ?? "0",
            allowed: "0.1 to 16"), at: segment.pointer)
      }
      set(.speed, in: try metadata(of: segment.pointer), to: speed)
    }
    scaleKeyframes(of: segment, by: factor)
  }
}
