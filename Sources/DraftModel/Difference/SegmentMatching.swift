import JSONTree

/// Which segment of the old draft is which of the new one.
///
/// By id; else by what they play and from where; else by likeness. Seen from the other side, with old and
/// new exchanged, the pairs are the same.
struct SegmentMatching {
  let old: DraftOutline
  let new: DraftOutline
  /// The new segment of each old one, where it is still there.
  private(set) var newOfOld: [Int?]
  /// The old segment of each new one, where it was there.
  private(set) var oldOfNew: [Int?]
  private(set) var tracks: TrackMatching

  init(_ old: DraftOutline, _ new: DraftOutline) {
    self.old = old
    self.new = new
    newOfOld = Array(repeating: nil, count: old.segments.count)
    oldOfNew = Array(repeating: nil, count: new.segments.count)
    tracks = TrackMatching(old, new, sharing: [])
    matchIdentifiers()
    let buckets = buckets()
    for bucket in buckets where bucket.old.count == 1 && bucket.new.count == 1 {
      pair(bucket.old[0], bucket.new[0])
    }
    tracks = TrackMatching(old, new, sharing: pairs)
    for bucket in buckets where bucket.old.count != 1 || bucket.new.count != 1 { match(bucket) }
    if pairs.count < min(old.segments.count, new.segments.count) {
      matchLikeness()
    }
  }

  /// All pairs, in the order of the old draft.
  var pairs: [(old: Int, new: Int)] {
    newOfOld.enumerated().compactMap { old, new in new.map { (old, $0) } }
  }

  private mutating func pair(_ old: Int, _ new: Int) {
    guard newOfOld[old] == nil, oldOfNew[new] == nil else { return }
    newOfOld[old] = new
    oldOfNew[new] = old
  }

  private mutating func matchIdentifiers() {
    let places = new.segments.map(\.identifier).uniquePlaces
    for (identifier, place) in old.segments.map(\.identifier).uniquePlaces {
      if let other = places[identifier] { pair(place, other) }
    }
  }

  // MARK: What they play

  private struct Key: Hashable {
    let kind: TrackKind
    let source: String?
    let text: String?
    let inPoint: Milliseconds
    /// The text of an element that is no object.
    let raw: [UInt8]
  }

  private struct Bucket {
    var old: [Int] = []
    var new: [Int] = []
  }

  /// The segments that are still alone, by what they play.
  private func buckets() -> [Bucket] {
    var buckets: [Key: Bucket] = [:]
    for (index, segment) in old.segments.enumerated() where newOfOld[index] == nil {
      buckets[key(of: segment, in: old), default: Bucket()].old.append(index)
    }
    for (index, segment) in new.segments.enumerated() where oldOfNew[index] == nil {
      buckets[key(of: segment, in: new), default: Bucket()].new.append(index)
    }
    return buckets.values.filter { !$0.old.isEmpty && !$0.new.isEmpty }
  }

  private func key(of segment: DraftOutline.Segment, in outline: DraftOutline) -> Key {
    let playing = outline.playing(segment)
    return Key(
      kind: segment.kind, source: playing.source, text: segment.kind == .text ? playing.text : nil,
      inPoint: playing.inPoint, raw: segment.node.kind == .object ? [] : Array(segment.node.bytes))
  }

  /// Pairs segments that all play the same: those at the same place, then those on the same track in
  /// order of time, then the rest in order of time.
  private mutating func match(_ bucket: Bucket) {
    struct Place: Hashable {
      let track: Int?
      let start: Milliseconds?
      let length: Milliseconds?
    }
    let steps: [(DraftOutline.Segment, Int?) -> Place] = [
      { Place(track: $1, start: $0.start, length: $0.length) },
      { Place(track: $1, start: nil, length: $0.length) },
      { segment, track in Place(track: track, start: nil, length: nil) },
      { _, _ in Place(track: nil, start: nil, length: nil) },
    ]
    let oldOrder = bucket.old.sorted { old.precedes($0, $1) }
    let newOrder = bucket.new.sorted { new.precedes($0, $1) }
    for step in steps {
      var waiting: [Place: [Int]] = [:]
      for index in newOrder.reversed() where oldOfNew[index] == nil {
        let segment = new.segments[index]
        // Tracks are named by their old numbers; one that was not there gets a number of its own.
        let track = tracks.oldOfNew[segment.track] ?? -1 - segment.track
        waiting[step(segment, track), default: []].append(index)
      }
      guard !waiting.isEmpty else { return }
      for index in oldOrder where newOfOld[index] == nil {
        let segment = old.segments[index]
        if let other = waiting[step(segment, segment.track)]?.popLast() { pair(index, other) }
      }
    }
  }

  // MARK: Likeness

  private mutating func matchLikeness() {
    var likeness = Likeness(old: old, new: new, tracks: tracks)
    var blocks = LikenessBlock.blocks(
      old: old, newOfOld.indices.filter { newOfOld[$0] == nil },
      new: new, oldOfNew.indices.filter { oldOfNew[$0] == nil })
    while let block = blocks.popLast() {
      let scores = block.old.map { first in
        block.new.map { second in likeness.score(first, second) }
      }
      for (row, column) in Assignment.best(scores).enumerated() {
        if let column { pair(block.old[row], block.new[column]) }
      }
    }
  }
}

extension DraftOutline {
  /// An order of segments that does not depend on the order of the array.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (segments[first], segments[second])
    if left.start != right.start { return left.start < right.start }
    if left.length != right.length { return left.length < right.length }
    return left.node.bytes.lexicographicallyPrecedes(right.node.bytes)
  }
}
