import JSONTree

// What a segment plays has to follow when its ends move.
extension DraftEdit {
  /// Takes time off a segment's head and tail, so that what stays is shown exactly when it was shown.
  ///
  /// The segment's place on the timeline is not written here; see ``place(_:on:removing:)``.
  ///
  /// - Parameters:
  ///   - head: Taken off the start, on the timeline; negative to bring material back.
  ///   - tail: Taken off the end.
  mutating func trimContent(
    of segment: Timeline.Segment, head: Milliseconds, tail: Milliseconds
  ) throws(TransformError) {
    guard head != .zero || tail != .zero else { return }
    try cutContent(of: segment, head: head, tail: tail)
    try shortenFades(of: segment, to: segment.span.length - head - tail)
  }

  /// Takes time off a segment's head and tail, and leaves its fades as they are.
  mutating func cutContent(
    of segment: Timeline.Segment, head: Milliseconds, tail: Milliseconds
  ) throws(TransformError) {
    guard head != .zero || tail != .zero else { return }
    if case .media(let use) = segment.content, head != .zero, !use.isStill {
      let moved = head.rawValue.scaled(by: use.speed.numerator, over: use.speed.denominator)
      let inPoint = use.inPoint + Milliseconds(moved)
      guard inPoint >= .zero else {
        throw TransformError(.offTimeline(inPoint), at: segment.pointer)
      }
      set(.inPoint, in: try metadata(of: segment.pointer), to: inPoint)
    }
    let length = segment.span.length
    let window = TimeSpan(start: head, length: length - head - tail)
    try cutKeyframes(of: segment, to: window)
    try cutKenBurns(of: segment, to: window)
  }

  /// Cuts a segment's motion and fades to what is left of it, where its time is right already.
  ///
  /// - Parameter window: What is left, counted from where the segment began; may begin before it.
  mutating func cutMotion(
    of segment: Timeline.Segment, to window: TimeSpan
  ) throws(TransformError) {
    try cutKeyframes(of: segment, to: window)
    try cutKenBurns(of: segment, to: window)
    try shortenFades(of: segment, to: window.length)
  }

  /// Keeps fades from being longer than their segment.
  mutating func shortenFades(
    of segment: Timeline.Segment, to length: Milliseconds
  ) throws(TransformError) {
    for (key, fade) in [
      (DraftKey.fadeIn, segment.picture.fadeIn), (.fadeOut, segment.picture.fadeOut),
    ] where fade > length {
      set(key, in: try metadata(of: segment.pointer), to: length)
    }
  }

  /// Takes the poses of a slow move to those at the ends of `window`.
  private mutating func cutKenBurns(
    of segment: Timeline.Segment, to window: TimeSpan
  ) throws(TransformError) {
    guard let move = segment.kenBurns, segment.span.length > .zero,
      let metadata = field(.segmentMetadata, in: segment.pointer)?.node.pointer,
      let object = field(.kenBurns, in: metadata)?.node.pointer
    else { return }
    let length = Double(segment.span.length.rawValue)
    for (key, time) in [(DraftKey.kenBurnsFrom, window.start), (.kenBurnsTo, window.end)] {
      let share = Double(time.rawValue) / length
      guard share != (key == .kenBurnsFrom ? 0 : 1) else { continue }
      let pose = try self.object(key, in: object)
      let value = { (from: Double, to: Double) in from + (to - from) * share }
      set(.poseX, in: pose, to: value(move.from.x, move.to.x))
      set(.poseY, in: pose, to: value(move.from.y, move.to.y))
      set(.poseScale, in: pose, to: max(0, value(move.from.scale, move.to.scale)))
    }
  }
}

extension Timeline.MediaUse {
  /// Whether the source is a still by its name, so that neither in-point nor speed mean anything.
  var isStill: Bool {
    let bare = source.prefix { $0 != "?" && $0 != "#" }
    guard let dot = bare.lastIndex(of: ".") else { return false }
    return ["png", "jpg", "jpeg", "bmp", "tif", "tiff", "heic"].contains(
      bare[bare.index(after: dot)...].lowercased())
  }
}

extension Timeline.Segment {
  /// Whether the segment plays a source over time, so that time cut out of it is missed.
  var playsThroughTime: Bool {
    if case .media(let use) = content { !use.isStill } else { false }
  }

  /// Whether the segment is a bed: sound that lies under the cut, and not sound that belongs to a moment of it.
  ///
  /// A bed loops, ducks, or spans nine tenths of the draft.
  func isBed(on track: Timeline.Track, of timeline: Timeline) -> Bool {
    guard track.kind == .audio, case .media(let use) = content else { return false }
    return use.loops == true || sound.duck > 0
      || span.length.rawValue >= timeline.duration.rawValue.scaled(by: 9, over: 10)
  }
}
