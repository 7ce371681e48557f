/// Which track of the old draft is which of the new one.
///
/// The segments that two tracks share weigh most, then an id, then a name: a service may number tracks by
/// place or name them anew on every turn.
struct TrackMatching {
  /// The new number of each old track, if it is still there.
  private(set) var newOfOld: [Int?]
  /// The old number of each new track, if it was there.
  private(set) var oldOfNew: [Int?]

  /// An old and a new track that may be the same.
  private struct Candidate: Hashable {
    let old: Int
    let new: Int
  }

  /// What an id counts for if no segment speaks for it: as much as three shared segments.
  private static let identifierWeight = 6
  /// What an id that is confirmed by shared segments counts for: more than any number of segments.
  private static let confirmedWeight = 1 << 40

  /// The most pairs of tracks whose times are compared.
  private static let mostComparisons = 4096

  /// Matches tracks.
  ///
  /// - Parameter segments: Pairs of segments that are known to be the same.
  init(
    _ old: DraftOutline, _ new: DraftOutline, sharing segments: [(old: Int, new: Int)]
  ) {
    newOfOld = Array(repeating: nil, count: old.tracks.count)
    oldOfNew = Array(repeating: nil, count: new.tracks.count)
    matchShares(old, new, segments)
    matchNames(old, new)
    matchTimes(old, new)
  }

  /// Matches the tracks that are still alone by further pairs of segments.
  mutating func extend(
    _ old: DraftOutline, _ new: DraftOutline, sharing segments: [(old: Int, new: Int)]
  ) {
    guard newOfOld.contains(nil), oldOfNew.contains(nil) else { return }
    matchShares(old, new, segments)
  }

  private mutating func pair(_ old: Int, _ new: Int) {
    guard newOfOld[old] == nil, oldOfNew[new] == nil else { return }
    newOfOld[old] = new
    oldOfNew[new] = old
  }

  private mutating func matchShares(
    _ old: DraftOutline, _ new: DraftOutline, _ segments: [(old: Int, new: Int)]
  ) {
    var shares: [Candidate: Int] = [:]
    for pair in segments {
      let candidate = Candidate(
        old: old.segments[pair.old].track, new: new.segments[pair.new].track)
      guard newOfOld[candidate.old] == nil, oldOfNew[candidate.new] == nil,
        old.tracks[candidate.old].kind == new.tracks[candidate.new].kind
      else { continue }
      shares[candidate, default: 0] += 1
    }
    var mostOfOld: [Int: Int] = [:]
    var mostOfNew: [Int: Int] = [:]
    for (candidate, count) in shares {
      mostOfOld[candidate.old] = max(mostOfOld[candidate.old] ?? 0, count)
      mostOfNew[candidate.new] = max(mostOfNew[candidate.new] ?? 0, count)
    }
    var weights: [Candidate: Int] = [:]
    for (candidate, count) in shares {
      let isNamed = old.tracks[candidate.old].name == new.tracks[candidate.new].name
      weights[candidate] = 2 * count + (isNamed ? 1 : 0)
    }
    for candidate in identified(old, new) {
      let count = shares[candidate] ?? 0
      // A few shared segments confirm an id, unless many more speak for another track.
      let most = max(mostOfOld[candidate.old] ?? 0, mostOfNew[candidate.new] ?? 0)
      let isConfirmed = count > 0 && count * 10 >= most
      let isNamed = old.tracks[candidate.old].name == new.tracks[candidate.new].name
      weights[candidate] =
        (weights[candidate] ?? (isNamed ? 1 : 0))
        + (isConfirmed ? Self.confirmedWeight : Self.identifierWeight)
    }
    // Most in common first, then least distance; two candidates that tie in all three share no track.
    let order = weights.sorted {
      ($1.value, abs($0.key.old - $0.key.new), $0.key.old + $0.key.new)
        < ($0.value, abs($1.key.old - $1.key.new), $1.key.old + $1.key.new)
    }
    for (candidate, _) in order { pair(candidate.old, candidate.new) }
  }

  /// Tracks with the same id, which no other track of either draft has; none if ids are numbered by place.
  private func identified(_ old: DraftOutline, _ new: DraftOutline) -> [Candidate] {
    if old.numbersTracksByPlace, new.numbersTracksByPlace { return [] }
    let places = new.tracks.map(\.identifier).uniquePlaces
    return old.tracks.map(\.identifier).uniquePlaces.compactMap { identifier, place in
      guard let other = places[identifier], newOfOld[place] == nil, oldOfNew[other] == nil
      else { return nil }
      return Candidate(old: place, new: other)
    }
  }

  private mutating func matchNames(_ old: DraftOutline, _ new: DraftOutline) {
    struct Key: Hashable {
      let kind: TrackKind
      let name: String?
    }
    var waiting: [Key: [Int]] = [:]
    for (index, track) in new.tracks.enumerated().reversed() where oldOfNew[index] == nil {
      waiting[Key(kind: track.kind, name: track.name), default: []].append(index)
    }
    for (index, track) in old.tracks.enumerated() where newOfOld[index] == nil {
      if let other = waiting[Key(kind: track.kind, name: track.name)]?.popLast() {
        pair(index, other)
      }
    }
  }

  /// Tracks of one kind of which at least half of the segments begin at the same times, as captions do
  /// that were translated.
  private mutating func matchTimes(_ old: DraftOutline, _ new: DraftOutline) {
    let left = newOfOld.indices.filter { newOfOld[$0] == nil && !old.tracks[$0].segments.isEmpty }
    let right = oldOfNew.indices.filter { oldOfNew[$0] == nil && !new.tracks[$0].segments.isEmpty }
    guard !left.isEmpty, !right.isEmpty, left.count * right.count <= Self.mostComparisons else {
      return
    }
    let oldStarts = left.map { Set(old.segments[old.tracks[$0].segments].map(\.start)) }
    let newStarts = right.map { Set(new.segments[new.tracks[$0].segments].map(\.start)) }
    var found: [(candidate: Candidate, common: Int)] = []
    for (index, starts) in zip(left, oldStarts) {
      for (other, others) in zip(right, newStarts)
      where old.tracks[index].kind == new.tracks[other].kind {
        let common = starts.count > 1 ? starts.intersection(others).count : 0
        if common * 2 >= max(starts.count, others.count), common > 1 {
          found.append((Candidate(old: index, new: other), common))
        }
      }
    }
    found.sort {
      let (left, right) = ($0.candidate, $1.candidate)
      return ($1.common, abs(left.old - left.new), left.old + left.new)
        < ($0.common, abs(right.old - right.new), right.old + right.new)
    }
    for (candidate, _) in found { pair(candidate.old, candidate.new) }
  }
}

extension Sequence where Element == String? {
  /// The places of the texts that occur once.
  var uniquePlaces: [String: Int] {
    var places: [String: Int] = [:]
    var repeated: Set<String> = []
    for (place, text) in enumerated() {
      guard let text else { continue }
      if places.updateValue(place, forKey: text) != nil { repeated.insert(text) }
    }
    return places.filter { !repeated.contains($0.key) }
  }
}
