import JSONTree

/// How alike two segments are when neither an id nor what they play says that they are the same.
///
/// What is said or shown weighs more than the place: a caption whose text was edited while another was taken
/// out before it is found at its new place, which its neighbours give.
struct Likeness {
  private let old: DraftOutline
  private let new: DraftOutline
  private let tracks: TrackMatching
  private let drift: NeighbourShift
  private var oldTraits: [Int: Traits] = [:]
  private var newTraits: [Int: Traits] = [:]

  /// Of 1000; below this two segments are different ones.
  private static let threshold = 380
  /// The part of a title that is compared, in pairs of scalars.
  private static let comparedPairs = 200

  init(old: DraftOutline, new: DraftOutline, tracks: TrackMatching, drift: NeighbourShift) {
    self.old = old
    self.new = new
    self.tracks = tracks
    self.drift = drift
  }

  /// More for more alike, the same from both sides; 0 for segments that are not the same.
  ///
  /// Carries a hash as its least part, so that no two assignments are equally good.
  mutating func score(_ first: Int, _ second: Int) -> Int64 {
    let left = old.segments[first]
    let right = new.segments[second]
    let leftTraits = traits(&oldTraits, first, in: old)
    let rightTraits = traits(&newTraits, second, in: new)
    guard left.kind == right.kind, left.node.kind == right.node.kind else { return 0 }
    var score = 0
    if tracks.newOfOld[left.track] == right.track { score += 120 }
    score += drift.shifts(old: first, new: second).map { placeScore(left, right, $0) }.max() ?? 0
    if left.length == right.length { score += 50 }
    if let name = leftTraits.name, name == rightTraits.name { score += 100 }
    if let source = leftTraits.playing.source, source == rightTraits.playing.source { score += 350 }
    score += 600 * Self.common(leftTraits.pairs, rightTraits.pairs) / 100
    guard score >= Self.threshold else { return 0 }
    return Int64(score) << 32
      | Int64(StableHash.pair(leftTraits.hash, rightTraits.hash) >> 40)
  }

  /// How well two places agree once the old one is moved by `shift`.
  private func placeScore(
    _ left: DraftOutline.Segment, _ right: DraftOutline.Segment, _ shift: Milliseconds
  ) -> Int {
    let moved = TimeSpan(start: left.start + shift, length: left.length)
    return (moved.start == right.start ? 100 : 0) + 200 * Self.overlap(moved, right.span) / 100
  }

  /// Whether nothing that two segments show or say is common to them.
  mutating func isByPlaceAlone(_ first: Int, _ second: Int) -> Bool {
    let left = traits(&oldTraits, first, in: old)
    let right = traits(&newTraits, second, in: new)
    if let source = left.playing.source, source == right.playing.source { return false }
    if let name = left.name, name == right.name { return false }
    return Self.common(left.pairs, right.pairs) < 50
  }

  private struct Traits {
    let playing: Playing
    let name: String?
    /// Neighbouring scalars of a title, sorted.
    let pairs: [UInt64]
    let hash: UInt64
  }

  private func traits(
    _ known: inout [Int: Traits], _ index: Int, in outline: DraftOutline
  ) -> Traits {
    if let traits = known[index] { return traits }
    let segment = outline.segments[index]
    let keys = outline.draft.keys
    let playing = outline.playing(segment)
    let name = keys.field(.segmentMetadata, in: segment.node)
      .flatMap { keys.field(.name, in: $0.node)?.node.stringValue }
    let scalars = (playing.text ?? "").unicodeScalars.prefix(Self.comparedPairs + 1)
    let traits = Traits(
      playing: playing, name: name,
      pairs: zip(scalars, scalars.dropFirst()).map { UInt64($0.value) << 32 | UInt64($1.value) }
        .sorted(), hash: outline.contentHash(of: segment))
    known[index] = traits
    return traits
  }

  /// The share of the common time in all the time that either takes, in percent.
  private static func overlap(_ left: TimeSpan, _ right: TimeSpan) -> Int {
    guard let common = left.intersection(right) else { return 0 }
    let all = max(left.end, right.end) - min(left.start, right.start)
    return Int(common.length.rawValue.scaled(by: 100, over: all.rawValue))
  }

  /// Dice's coefficient of two sorted lists, in percent; 0 where either is empty.
  private static func common(_ left: [UInt64], _ right: [UInt64]) -> Int {
    var (first, second, count) = (0, 0, 0)
    while first < left.count, second < right.count {
      if left[first] == right[second] { count += 1 }
      let advances = (left[first] <= right[second], right[second] <= left[first])
      if advances.0 { first += 1 }
      if advances.1 { second += 1 }
    }
    return left.isEmpty || right.isEmpty ? 0 : 200 * count / (left.count + right.count)
  }
}
