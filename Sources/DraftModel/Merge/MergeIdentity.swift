/// One track or segment of a merge: by its number in the base, else in the draft that added it.
enum MergeKey: Hashable {
  case base(Int)
  case ours(Int)
  case theirs(Int)
}

/// Which tracks, or segments, of the three drafts are the same.
struct MergeIdentity {
  /// The key of each number.
  let keys: Sides<[MergeKey]>
  /// The numbers of each key.
  let places: [MergeKey: Sides<Int?>]

  /// - Parameters:
  ///   - count: How many the base has.
  ///   - ours: For each of ours, its number in the base.
  ///   - theirs: For each of theirs, its number in the base.
  ///   - twins: For each that they added and we did too, our number.
  init(count: Int, ours: [Int?], theirs: [Int?], twins: [Int: Int]) {
    keys = Sides(
      base: (0..<count).map { .base($0) },
      ours: ours.enumerated().map { $1.map { .base($0) } ?? .ours($0) },
      theirs: theirs.enumerated().map { number, base in
        base.map { .base($0) } ?? twins[number].map { .ours($0) } ?? .theirs(number)
      })
    var places: [MergeKey: Sides<Int?>] = [:]
    let nowhere = Sides<Int?>(base: nil, ours: nil, theirs: nil)
    for (number, key) in keys.base.enumerated() { places[key, default: nowhere].base = number }
    for (number, key) in keys.ours.enumerated() { places[key, default: nowhere].ours = number }
    for (number, key) in keys.theirs.enumerated() { places[key, default: nowhere].theirs = number }
    self.places = places
  }

  /// All keys: those of the base, then those that we added, then those that only they added.
  var all: [MergeKey] {
    keys.base + keys.ours.filter { places[$0]?.base == nil }
      + keys.theirs.filter { places[$0]?.base == nil && places[$0]?.ours == nil }
  }
}

extension MergeIdentity {
  /// Which tracks are the same; two that both sides added are if they have the same id, or are alike.
  static func tracks(
    _ drafts: Sides<DraftOutline>, ours: DraftComparison, theirs: DraftComparison
  ) -> MergeIdentity {
    let oursOfBase = ours.matching.tracks.oldOfNew
    let theirsOfBase = theirs.matching.tracks.oldOfNew
    var waiting: [TwinKey: Int] = [:]
    for (number, track) in drafts.ours.tracks.enumerated() where oursOfBase[number] == nil {
      waiting[TwinKey(track.identifier, track.raw.node, nil)] = number
    }
    var twins: [Int: Int] = [:]
    for (number, track) in drafts.theirs.tracks.enumerated() where theirsOfBase[number] == nil {
      let key = TwinKey(track.identifier, track.raw.node, nil)
      twins[number] = waiting.removeValue(forKey: key)
    }
    return MergeIdentity(
      count: drafts.base.tracks.count, ours: oursOfBase, theirs: theirsOfBase, twins: twins)
  }

  /// Which segments are the same; two that both sides added to one track are if they have the same id, or
  /// are alike.
  static func segments(
    _ drafts: Sides<DraftOutline>, on tracks: MergeIdentity, ours: DraftComparison,
    theirs: DraftComparison
  ) -> MergeIdentity {
    let oursOfBase = ours.matching.oldOfNew
    let theirsOfBase = theirs.matching.oldOfNew
    var waiting: [TwinKey: Int] = [:]
    for (number, segment) in drafts.ours.segments.enumerated() where oursOfBase[number] == nil {
      let track = tracks.keys.ours[segment.track]
      waiting[TwinKey(segment.identifier, segment.node, track)] = number
    }
    var twins: [Int: Int] = [:]
    for (number, segment) in drafts.theirs.segments.enumerated() where theirsOfBase[number] == nil {
      let track = tracks.keys.theirs[segment.track]
      let key = TwinKey(segment.identifier, segment.node, track)
      twins[number] = waiting.removeValue(forKey: key)
    }
    return MergeIdentity(
      count: drafts.base.segments.count, ours: oursOfBase, theirs: theirsOfBase, twins: twins)
  }
}
