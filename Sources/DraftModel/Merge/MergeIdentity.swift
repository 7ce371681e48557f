import JSONTree

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
    let added = { (outline: DraftOutline, base: [Int?]) in
      outline.tracks.indices.filter { base[$0] == nil }.map { number in
        let track = outline.tracks[number]
        return Added(
          number: number, identifier: track.identifier, node: track.raw.node, track: nil)
      }
    }
    let (oursOfBase, theirsOfBase) = (
      ours.matching.tracks.oldOfNew, theirs.matching.tracks.oldOfNew
    )
    return MergeIdentity(
      count: drafts.base.tracks.count, ours: oursOfBase, theirs: theirsOfBase,
      twins: twins(added(drafts.ours, oursOfBase), added(drafts.theirs, theirsOfBase)))
  }

  /// Which segments are the same; two that both sides added to one track are if they have the same id, or
  /// are alike.
  static func segments(
    _ drafts: Sides<DraftOutline>, on tracks: MergeIdentity, ours: DraftComparison,
    theirs: DraftComparison
  ) -> MergeIdentity {
    let added = { (outline: DraftOutline, base: [Int?], keys: [MergeKey]) in
      outline.segments.indices.filter { base[$0] == nil }.map { number in
        let segment = outline.segments[number]
        return Added(
          number: number, identifier: segment.identifier, node: segment.node,
          track: keys[segment.track])
      }
    }
    let (oursOfBase, theirsOfBase) = (ours.matching.oldOfNew, theirs.matching.oldOfNew)
    return MergeIdentity(
      count: drafts.base.segments.count, ours: oursOfBase, theirs: theirsOfBase,
      twins: twins(
        added(drafts.ours, oursOfBase, tracks.keys.ours),
        added(drafts.theirs, theirsOfBase, tracks.keys.theirs)))
  }

  /// A track or a segment that a side added.
  private struct Added {
    let number: Int
    let identifier: String?
    let node: JSONNode
    let track: MergeKey?
  }

  /// For each of theirs that is one of ours, our number: the first with the first where several are alike.
  ///
  /// An id that a side has twice says nothing, as it would make one of the two at will.
  private static func twins(_ ours: [Added], _ theirs: [Added]) -> [Int: Int] {
    let unique = [ours, theirs].map { Set($0.map(\.identifier).uniquePlaces.keys) }
    let known = unique[0].intersection(unique[1])
    let key = { (added: Added) in
      TwinKey(added.identifier.flatMap { known.contains($0) ? $0 : nil }, added.node, added.track)
    }
    var waiting: [TwinKey: [Int]] = [:]
    for added in ours.reversed() { waiting[key(added), default: []].append(added.number) }
    var twins: [Int: Int] = [:]
    for added in theirs { twins[added.number] = waiting[key(added)]?.popLast() }
    return twins
  }
}
