/// What happened to the place of one segment, and to the part of its source that it plays.
///
/// A place is taken apart so that nothing is told twice: a start that moved because the head was cut off is
/// no shift, and a length that changed with the speed is no trim. Seen from the other side, with old and
/// new exchanged, every amount is the same with the other sign.
struct SegmentTiming {
  /// How far the segment moved, less what its head's trimming explains.
  var shift = Milliseconds.zero
  /// What was cut off the head, in timeline milliseconds.
  var head = Milliseconds.zero
  /// What was cut off the tail, in timeline milliseconds.
  var tail = Milliseconds.zero
  /// How much later in its source the segment starts, where its length does not explain it.
  var slip = Milliseconds.zero
  /// Whether the length changed in a way that none of these explain.
  var isResized = false

  /// - Parameters:
  ///   - before: What the old segment plays.
  ///   - after: What the new segment plays.
  init(
    _ old: DraftOutline.Segment, _ new: DraftOutline.Segment, playing before: Playing,
    _ after: Playing
  ) {
    let growth = new.length - old.length
    let inChange = after.inPoint - before.inPoint
    if before.speed != after.speed {
      slip = inChange
      let sources = (
        before.sourceLength(of: old.length).rawValue, after.sourceLength(of: new.length).rawValue
      )
      // A millisecond on the timeline is up to 16 of the source.
      isResized = growth != .zero && abs(sources.0 - sources.1) > 16
    } else if growth == .zero {
      slip = inChange
    } else if inChange == .zero {
      trimWithoutSource(old, new, growth, before, after)
    } else {
      head = before.timelineLength(of: inChange)
      if head == .zero { slip = inChange }
      tail = .zero - growth - head
    }
    shift = new.start - old.start - head
    // At other speeds than 1 a start is cut to whole milliseconds once more.
    if head != .zero, before.speed != .one, abs(shift.rawValue) == 1 { shift = .zero }
  }

  /// A length changed and the in-point did not: at the tail, unless what is shown has no in-point to tell
  /// and the end stayed where it was.
  private mutating func trimWithoutSource(
    _ old: DraftOutline.Segment, _ new: DraftOutline.Segment, _ growth: Milliseconds,
    _ before: Playing, _ after: Playing
  ) {
    let hasSource = before.source != nil || after.source != nil
    if !hasSource, new.end == old.end {
      head = .zero - growth
    } else {
      tail = .zero - growth
    }
  }
}
