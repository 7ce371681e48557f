import JSONTree

/// Which segment of the old draft is which of the new one.
///
/// By id together with what they play; otherwise by what they play and from where; otherwise by an id that
/// nothing contradicts; otherwise by likeness. Ids are evidence and content outweighs them, as a service may
/// write ids anew on every turn: ids numbered by place count for nothing, and ids of a track on which one
/// was seen to have gone to another clip are not followed. Seen from the other side, with old and new
/// exchanged, the pairs are the same.
struct SegmentMatching {
  let old: DraftOutline
  let new: DraftOutline
  /// The new segment of each old one, if it is still there.
  private(set) var newOfOld: [Int?]
  /// The old segment of each new one, if it was there.
  private(set) var oldOfNew: [Int?]
  private(set) var tracks: TrackMatching
  /// The old numbers of segments that were matched by their place alone: neither an id, nor a source, nor
  /// a text says that they are the same.
  private(set) var uncertain: Set<Int> = []

  init(_ old: DraftOutline, _ new: DraftOutline) {
    self.old = old
    self.new = new
    newOfOld = Array(repeating: nil, count: old.segments.count)
    oldOfNew = Array(repeating: nil, count: new.segments.count)
    tracks = TrackMatching(old, new, sharing: [])
    let identified = identified()
    for pair in identified where old.hasSameContent(pair.old, as: pair.new, of: new) {
      self.pair(pair.old, pair.new)
    }
    let buckets = buckets()
    for bucket in buckets where bucket.isUnique { pair(bucket.old[0], bucket.new[0]) }
    let doubted = doubted(identified, buckets)
    for pair in identified
    where !doubted.old.contains(old.segments[pair.old].track)
      && !doubted.new.contains(new.segments[pair.new].track)
      && old.segments[pair.old].kind == new.segments[pair.new].kind
    {
      self.pair(pair.old, pair.new)
    }
    tracks = TrackMatching(old, new, sharing: pairs)
    for bucket in buckets where !bucket.isUnique { match(bucket) }
    if pairs.count < min(old.segments.count, new.segments.count) {
      matchLikeness()
      tracks.extend(old, new, sharing: pairs)
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

  // MARK: Identifiers

  /// Segments with the same id, which no other segment of either draft has; none if ids are numbered by
  /// place.
  private func identified() -> [(old: Int, new: Int)] {
    if old.numbersSegmentsByPlace, new.numbersSegmentsByPlace { return [] }
    let places = new.segments.map(\.identifier).uniquePlaces
    return old.segments.map(\.identifier).uniquePlaces.compactMap { identifier, place in
      places[identifier].map { (old: place, new: $0) }
    }
  }

  /// The tracks on which an id went to another clip: what it was on is found under another id.
  private func doubted(
    _ identified: [(old: Int, new: Int)], _ buckets: [ContentBucket]
  ) -> (old: Set<Int>, new: Set<Int>) {
    let (knownOld, knownNew) = (Set(identified.map(\.old)), Set(identified.map(\.new)))
    var doubted: (old: Set<Int>, new: Set<Int>) = ([], [])
    for bucket in buckets where bucket.isUnique {
      let (before, after) = (bucket.old[0], bucket.new[0])
      guard knownOld.contains(before) || knownNew.contains(after),
        old.segments[before].identifier != new.segments[after].identifier
      else { continue }
      doubted.old.insert(old.segments[before].track)
      doubted.new.insert(new.segments[after].track)
    }
    return doubted
  }

  // MARK: What they play

  /// The segments that are still alone, by what they play.
  private func buckets() -> [ContentBucket] {
    var buckets: [ContentKey: ContentBucket] = [:]
    for (index, segment) in old.segments.enumerated() where newOfOld[index] == nil {
      buckets[ContentKey(segment, in: old), default: ContentBucket()].old.append(index)
    }
    for (index, segment) in new.segments.enumerated() where oldOfNew[index] == nil {
      buckets[ContentKey(segment, in: new), default: ContentBucket()].new.append(index)
    }
    return buckets.values.filter { !$0.old.isEmpty && !$0.new.isEmpty }
  }

  /// Pairs segments that all play the same: first those that have the same metadata, then those at the same
  /// place, then those on the same track in order of time, then the rest in order of time.
  private mutating func match(_ bucket: ContentBucket) {
    struct Place: Hashable {
      var metadata: UInt64?
      var track: Int?
      var start: Milliseconds?
      var length: Milliseconds?
    }
    let steps: [(DraftOutline.Segment, UInt64, Int?) -> Place] = [
      { Place(metadata: $1, track: $2, start: $0.start, length: $0.length) },
      { Place(metadata: $1, track: $2, length: $0.length) },
      { Place(track: $2, start: $0.start, length: $0.length) },
      { Place(track: $2, length: $0.length) },
      { _, _, track in Place(track: track) },
      { _, _, _ in Place() },
    ]
    let oldOrder = bucket.old.sorted { old.precedes($0, $1) }
    let newOrder = bucket.new.sorted { new.precedes($0, $1) }
    let oldHashes = Dictionary(
      uniqueKeysWithValues: oldOrder.map { ($0, old.metadataHash(of: $0)) })
    let newHashes = Dictionary(
      uniqueKeysWithValues: newOrder.map { ($0, new.metadataHash(of: $0)) })
    for step in steps {
      var waiting: [Place: [Int]] = [:]
      for index in newOrder.reversed() where oldOfNew[index] == nil {
        let segment = new.segments[index]
        // Tracks are named by their old numbers; one that was not there gets a number of its own.
        let track = tracks.oldOfNew[segment.track] ?? -1 - segment.track
        waiting[step(segment, newHashes[index] ?? 0, track), default: []].append(index)
      }
      guard !waiting.isEmpty else { return }
      for index in oldOrder where newOfOld[index] == nil {
        let segment = old.segments[index]
        let place = step(segment, oldHashes[index] ?? 0, segment.track)
        if let other = waiting[place]?.popLast() { pair(index, other) }
      }
    }
  }

  // MARK: Likeness

  private mutating func matchLikeness() {
    let drift = NeighbourShift(old: old, new: new, pairs: pairs)
    var likeness = Likeness(old: old, new: new, tracks: tracks, drift: drift)
    var blocks = LikenessBlock.blocks(
      old: old, newOfOld.indices.filter { newOfOld[$0] == nil },
      new: new, oldOfNew.indices.filter { oldOfNew[$0] == nil }, drift: drift)
    while let block = blocks.popLast() {
      let scores = block.old.map { first in
        block.new.map { second in likeness.score(first, second) }
      }
      for (row, column) in Assignment.best(scores).enumerated() {
        guard let column else { continue }
        pair(block.old[row], block.new[column])
        if likeness.isByPlaceAlone(block.old[row], block.new[column]) {
          uncertain.insert(block.old[row])
        }
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
    return contentHash(of: left) < contentHash(of: right)
  }

  /// The metadata of a segment as it is written.
  private func metadata(of segment: Segment) -> JSONNode? {
    draft.keys.field(.segmentMetadata, in: segment.node)?.node
  }

  fileprivate func metadataHash(of segment: Int) -> UInt64 {
    var hash = StableHash()
    if let node = metadata(of: segments[segment]) { hash.combine(node.bytes) }
    return hash.value
  }

  /// Whether two segments play the same, by the text of their metadata or else by its meaning.
  fileprivate func hasSameContent(_ first: Int, as second: Int, of other: DraftOutline) -> Bool {
    let (left, right) = (segments[first], other.segments[second])
    guard left.kind == right.kind else { return false }
    if left.node.hasSameBytes(as: right.node) { return true }
    if let mine = metadata(of: left), let theirs = other.metadata(of: right),
      mine.hasSameBytes(as: theirs)
    {
      return true
    }
    return ContentKey(left, in: self) == ContentKey(right, in: other)
  }
}
