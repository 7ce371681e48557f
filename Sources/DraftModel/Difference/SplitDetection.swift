/// Finds segments that were cut into several, or several that became one.
///
/// The pieces play parts of the whole in its order, and need not play all of it: what a person cut out of the
/// middle is missing between two pieces, whether the gap was closed or not. Works on one direction; joins are
/// splits seen from the new draft.
struct SplitDetection {
  /// The outline in which the segments are whole, and the one in which they are in pieces.
  let whole: DraftOutline
  let pieces: DraftOutline
  /// The loose pieces of each track, in order of time.
  private var loose: [Int: [Int]] = [:]
  private var used: Set<Int> = []

  /// The most loose pieces that are looked at on either side of a partner.
  private static let reach = 64

  /// - Parameter loose: The segments of `pieces` that have no partner.
  init(whole: DraftOutline, pieces: DraftOutline, loose: [Int]) {
    self.whole = whole
    self.pieces = pieces
    for index in loose where pieces.segments[index].length > .zero {
      self.loose[pieces.segments[index].track, default: []].append(index)
    }
    for track in self.loose.keys {
      self.loose[track]?.sort { pieces.precedes($0, $1) }
    }
  }

  /// The pieces of a segment, in order of time, if it is in more than one; each piece is used once.
  ///
  /// - Parameters:
  ///   - original: The whole segment.
  ///   - partner: The piece that is known to be of it.
  mutating func pieces(of original: Int, partner: Int) -> [Int]? {
    let old = whole.segments[original]
    let first = pieces.segments[partner]
    guard first.length < old.length, let candidates = loose[first.track] else { return nil }
    let played = whole.playing(old)
    let isMedia = played.source != nil
    guard isMedia || played.text != nil,
      let place = Place(first, played, isMedia: isMedia, pieces), place.fits(in: old, played)
    else { return nil }
    let after =
      candidates.firstIndex { pieces.segments[$0].start > first.start } ?? candidates.count
    var run = [partner]
    var (head, tail) = (place, place)
    var length = first.length
    for index in candidates[after...].prefix(Self.reach) {
      guard let next = next(index, old, played, isMedia) else { continue }
      guard next.begins(after: tail), length + next.length <= old.length else { break }
      run.append(index)
      tail = next
      length = length + next.length
    }
    for index in candidates[..<after].suffix(Self.reach).reversed() {
      guard let next = next(index, old, played, isMedia) else { continue }
      guard head.begins(after: next), length + next.length <= old.length else { break }
      run.insert(index, at: 0)
      head = next
      length = length + next.length
    }
    guard run.count > 1, Self.isWhole(old, played, from: head, to: tail, length) else { return nil }
    used.formUnion(run)
    return run
  }

  /// Whether the pieces begin and end as the whole does, and are all of it if no gap says what is missing.
  private static func isWhole(
    _ old: DraftOutline.Segment, _ played: Playing, from head: Place, to tail: Place,
    _ length: Milliseconds
  ) -> Bool {
    guard let inPoint = head.inPoint, let lastIn = tail.inPoint else {
      let end = tail.start + tail.length
      return length == old.length && end - head.start == length
        || head.start == old.start && end == old.end
    }
    let missing =
      played.inPoint + played.sourceLength(of: old.length)
      - (lastIn + tail.playing.sourceLength(of: tail.length))
    return abs((inPoint - played.inPoint).rawValue) <= 1 && abs(missing.rawValue) <= 16
  }

  private func next(
    _ index: Int, _ old: DraftOutline.Segment, _ played: Playing, _ isMedia: Bool
  ) -> Place? {
    guard !used.contains(index), pieces.segments[index].kind == old.kind,
      let place = Place(pieces.segments[index], played, isMedia: isMedia, pieces),
      place.fits(in: old, played)
    else { return nil }
    return place
  }

  /// Which part of the whole a piece plays, and when.
  private struct Place {
    let start: Milliseconds
    let length: Milliseconds
    /// Where in the source it begins; `nil` for a text, all of which is shown at any time.
    let inPoint: Milliseconds?
    let playing: Playing

    /// `nil` for a segment that does not play the same in the same way.
    init?(
      _ segment: DraftOutline.Segment, _ played: Playing, isMedia: Bool, _ outline: DraftOutline
    ) {
      let own = outline.playing(segment)
      guard own.source == played.source, own.speed == played.speed,
        isMedia || own.text == played.text
      else { return nil }
      start = segment.start
      length = segment.length
      inPoint = isMedia ? own.inPoint : nil
      playing = own
    }

    /// Whether it plays a part of the whole, to the millisecond that rounding may cost.
    func fits(in old: DraftOutline.Segment, _ played: Playing) -> Bool {
      guard let inPoint else { return true }
      let end = played.inPoint + played.sourceLength(of: old.length)
      return inPoint >= played.inPoint - Milliseconds(1)
        && inPoint + playing.sourceLength(of: length) <= end + Milliseconds(1)
    }

    /// Whether it goes on after another piece: later in the source, and next to it in time or with the gap
    /// that was cut out.
    func begins(after other: Place) -> Bool {
      let gap = start - (other.start + other.length)
      guard gap >= .zero else { return false }
      guard let inPoint, let otherIn = other.inPoint else { return true }
      let skipped = inPoint - (otherIn + playing.sourceLength(of: other.length))
      guard skipped >= Milliseconds(-1) else { return false }
      let missing = playing.timelineLength(of: skipped)
      return gap == .zero || abs((gap - missing).rawValue) <= 1
    }
  }
}
