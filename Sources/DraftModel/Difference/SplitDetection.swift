/// Finds segments that were cut into several, or several that became one.
///
/// Works on one direction; joins are splits seen from the new draft.
struct SplitDetection {
  /// The outline in which the segments are whole, and the one in which they are in pieces.
  let whole: DraftOutline
  let pieces: DraftOutline
  private var starting: [Place: Int] = [:]
  private var ending: [Place: Int] = [:]

  private struct Place: Hashable {
    let track: Int
    let time: Milliseconds
  }

  /// - Parameter loose: The segments of `pieces` that have no partner.
  init(whole: DraftOutline, pieces: DraftOutline, loose: [Int]) {
    self.whole = whole
    self.pieces = pieces
    for index in loose {
      let segment = pieces.segments[index]
      guard segment.length > .zero else { continue }
      starting[Place(track: segment.track, time: segment.start)] = index
      ending[Place(track: segment.track, time: segment.end)] = index
    }
  }

  /// The pieces of a segment, in order of time, where it is in more than one; each piece is used once.
  ///
  /// - Parameters:
  ///   - original: The whole segment.
  ///   - partner: The piece that is known to be of it.
  mutating func pieces(of original: Int, partner: Int) -> [Int]? {
    let old = whole.segments[original]
    let first = pieces.segments[partner]
    guard first.length < old.length else { return nil }
    let played = whole.playing(old)
    let isMedia = played.source != nil
    guard isMedia || played.text != nil else { return nil }
    var run = [partner]
    var length = first.length
    var last = first
    while length < old.length,
      let next = starting[Place(track: last.track, time: last.end)],
      continues(from: last, to: pieces.segments[next], isMedia)
    {
      run.append(next)
      last = pieces.segments[next]
      length = length + last.length
    }
    var head = first
    while length < old.length,
      let next = ending[Place(track: head.track, time: head.start)],
      continues(from: pieces.segments[next], to: head, isMedia)
    {
      run.insert(next, at: 0)
      head = pieces.segments[next]
      length = length + head.length
    }
    let start = pieces.playing(head)
    guard run.count > 1, length == old.length, start.source == played.source,
      start.speed == played.speed,
      isMedia ? abs((start.inPoint - played.inPoint).rawValue) <= 1 : start.text == played.text
    else { return nil }
    for index in run {
      let segment = pieces.segments[index]
      starting[Place(track: segment.track, time: segment.start)] = nil
      ending[Place(track: segment.track, time: segment.end)] = nil
    }
    return run
  }

  /// Whether the second piece goes on where the first ends, to the millisecond that rounding may cost.
  private func continues(
    from first: DraftOutline.Segment, to second: DraftOutline.Segment, _ isMedia: Bool
  ) -> Bool {
    let before = pieces.playing(first)
    let after = pieces.playing(second)
    guard first.kind == second.kind, before.source == after.source, before.speed == after.speed
    else { return false }
    guard isMedia else { return before.text == after.text }
    let expected = before.inPoint + before.sourceLength(of: first.length)
    return abs((after.inPoint - expected).rawValue) <= 1
  }
}
