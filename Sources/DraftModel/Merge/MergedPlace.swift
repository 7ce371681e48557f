/// The place in time of a segment that both sides changed, put together from what happened to it.
struct MergedPlace {
  /// The start; nil where both sides moved the segment in ways that do not add up.
  let start: Milliseconds?
  /// The length; nil where both sides changed it in ways that do not add up.
  let length: Milliseconds?

  /// - Parameters:
  ///   - segments: The segment in the three drafts.
  ///   - ripples: The ripple that it is part of on each side; the base's is not looked at.
  init(
    _ segments: Sides<DraftOutline.Segment>, playing: Sides<Playing>,
    ripples: Sides<RippleMap.Ripple?>
  ) {
    let ours = SegmentTiming(
      segments.base, segments.ours, playing: playing.base, playing.ours)
    let theirs = SegmentTiming(
      segments.base, segments.theirs, playing: playing.base, playing.theirs)
    let head = Sides(base: .zero, ours: ours.head, theirs: theirs.head).agreed
    let tail = Sides(base: .zero, ours: ours.tail, theirs: theirs.tail).agreed
    var shift = Sides(base: .zero, ours: ours.shift, theirs: theirs.shift).agreed
    if let mine = ripples.ours, let other = ripples.theirs, mine != other {
      shift = ours.shift + theirs.shift
    }
    start = shift.flatMap { shift in head.map { segments.base.start + shift + $0 } }
    let isRetimed =
      playing.base.speed != playing.ours.speed
      || playing.base.speed != playing.theirs.speed
    length =
      isRetimed ? nil : head.flatMap { head in tail.map { segments.base.length - head - $0 } }
  }
}
