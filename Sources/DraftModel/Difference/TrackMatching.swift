/// Which track of the old draft is which of the new one.
struct TrackMatching {
  /// The new number of each old track, where it is still there.
  private(set) var newOfOld: [Int?]
  /// The old number of each new track, where it was there.
  private(set) var oldOfNew: [Int?]

  /// Matches by id, then by the segments that two tracks share, then by kind and name in order.
  ///
  /// - Parameter segments: Pairs of segments that are known to be the same.
  init(
    _ old: DraftOutline, _ new: DraftOutline, sharing segments: [(old: Int, new: Int)]
  ) {
    newOfOld = Array(repeating: nil, count: old.tracks.count)
    oldOfNew = Array(repeating: nil, count: new.tracks.count)
    matchIdentifiers(old, new)
    matchShares(old, new, segments)
    matchNames(old, new)
  }

  private mutating func pair(_ old: Int, _ new: Int) {
    guard newOfOld[old] == nil, oldOfNew[new] == nil else { return }
    newOfOld[old] = new
    oldOfNew[new] = old
  }

  private mutating func matchIdentifiers(_ old: DraftOutline, _ new: DraftOutline) {
    let places = new.tracks.map(\.identifier).uniquePlaces
    for (identifier, place) in old.tracks.map(\.identifier).uniquePlaces {
      if let other = places[identifier] { pair(place, other) }
    }
  }

  private mutating func matchShares(
    _ old: DraftOutline, _ new: DraftOutline, _ segments: [(old: Int, new: Int)]
  ) {
    struct Candidate: Hashable {
      let old: Int
      let new: Int
    }
    var shares: [Candidate: Int] = [:]
    for pair in segments {
      let candidate = Candidate(
        old: old.segments[pair.old].track, new: new.segments[pair.new].track)
      guard newOfOld[candidate.old] == nil, oldOfNew[candidate.new] == nil,
        old.tracks[candidate.old].kind == new.tracks[candidate.new].kind
      else { continue }
      shares[candidate, default: 0] += 2
    }
    for candidate in shares.keys
    where old.tracks[candidate.old].name == new.tracks[candidate.new].name {
      shares[candidate, default: 0] += 1
    }
    // Most in common first, then least distance; two candidates that tie in all three share no track.
    let order = shares.sorted {
      ($1.value, abs($0.key.old - $0.key.new), $0.key.old + $0.key.new)
        < ($0.value, abs($1.key.old - $1.key.new), $1.key.old + $1.key.new)
    }
    for (candidate, _) in order { pair(candidate.old, candidate.new) }
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
