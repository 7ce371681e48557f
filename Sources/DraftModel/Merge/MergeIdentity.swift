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
  /// Which tracks are the same; two that both sides added are if they are alike, or have the same id and ids do not
  /// only number the places of tracks.
  static func tracks(
    _ drafts: Sides<DraftOutline>, ours: DraftComparison, theirs: DraftComparison
  ) -> MergeIdentity {
    let isNumbered = drafts.ours.numbersTracksByPlace && drafts.theirs.numbersTracksByPlace
    let added = { (outline: DraftOutline, base: [Int?]) in
      outline.tracks.indices.filter { base[$0] == nil }.map { number in
        let track = outline.tracks[number]
        return Added(
          number: number, identifier: isNumbered ? nil : track.identifier, node: track.raw.node,
          track: nil, content: nil)
      }
    }
    let (oursOfBase, theirsOfBase) = (
      ours.matching.tracks.oldOfNew, theirs.matching.tracks.oldOfNew
    )
    return MergeIdentity(
      count: drafts.base.tracks.count, ours: oursOfBase, theirs: theirsOfBase,
      twins: twins(added(drafts.ours, oursOfBase), added(drafts.theirs, theirsOfBase)))
  }

  /// Which segments are the same; two that both sides added to one track are if they are alike, or play the
  /// same under one id that does not only number their place.
  static func segments(
    _ drafts: Sides<DraftOutline>, on tracks: MergeIdentity, ours: DraftComparison,
    theirs: DraftComparison
  ) -> MergeIdentity {
    let isNumbered = drafts.ours.numbersSegmentsByPlace && drafts.theirs.numbersSegmentsByPlace
    let added = { (outline: DraftOutline, base: [Int?], keys: [MergeKey]) in
      outline.segments.indices.filter { base[$0] == nil }.map { number in
        let segment = outline.segments[number]
        return Added(
          number: number, identifier: isNumbered ? nil : segment.identifier, node: segment.node,
          track: keys[segment.track], content: ContentKey(segment, in: outline))
      }
    }
    let (oursOfBase, theirsOfBase) = (
      certain(ours, besides: theirs), certain(theirs, besides: ours)
    )
    return MergeIdentity(
      count: drafts.base.segments.count, ours: oursOfBase, theirs: theirsOfBase,
      twins: twins(
        added(drafts.ours, oursOfBase, tracks.keys.ours),
        added(drafts.theirs, theirsOfBase, tracks.keys.theirs)))
  }

  /// For each segment of a side, its number in the base.
  ///
  /// A segment that is known by its place alone may as well be another one. If the other side changed it, it
  /// is taken for removed and added, so that no edit is carried to another clip. A title that was reworded in its
  /// place stays the same one: its time is what it was, and nothing came to its track or left it.
  private static func certain(_ side: DraftComparison, besides other: DraftComparison) -> [Int?] {
    var numbers = side.matching.oldOfNew
    let counts = [side.old, side.new].map { outline in
      outline.segments.reduce(into: [:]) { $0[$1.track, default: 0] += 1 }
    }
    for base in side.matching.uncertain {
      guard let number = side.matching.newOfOld[base] else { continue }
      let (before, after) = (side.old.segments[base], side.new.segments[number])
      if before.kind == .text, after.kind == .text, before.start == after.start,
        before.length == after.length, counts[0][before.track] == counts[1][after.track]
      {
        continue
      }
      let isUntouched = other.matching.newOfOld[base].map { other.isUntouched(base, $0) } ?? false
      // What both sides put there alike is one, whatever ids they gave it.
      let isShared = other.matching.newOfOld[base].map {
        TwinKey.content(after.node, nil) == TwinKey.content(other.new.segments[$0].node, nil)
      }
      if !isUntouched, isShared != true { numbers[number] = nil }
    }
    return numbers
  }

  /// A track or a segment that a side added.
  private struct Added {
    let number: Int
    let identifier: String?
    let node: JSONNode
    let track: MergeKey?
    /// What a segment plays; nil for a track.
    let content: ContentKey?
  }

  /// For each of theirs that is one of ours, our number: the first with the first if several are alike.
  ///
  /// Those that are the same but for their ids are one, as is what plays the same under one id. An id alone
  /// says nothing: both sides may have numbered what they added by its place.
  private static func twins(_ ours: [Added], _ theirs: [Added]) -> [Int: Int] {
    var twins: [Int: Int] = [:]
    var taken: Set<Int> = []
    let unique = [ours, theirs].map { Set($0.map(\.identifier).uniquePlaces.keys) }
    let known = unique[0].intersection(unique[1])
    let ways: [(Added) -> TwinKey?] = [
      { TwinKey.whole($0.node, $0.track) }, { TwinKey.content($0.node, $0.track) },
      { added in
        guard let id = added.identifier, known.contains(id) else { return nil }
        return TwinKey.identifier(id, added.content, added.track)
      },
    ]
    for way in ways {
      var waiting: [TwinKey: [Int]] = [:]
      for added in ours.reversed() where !taken.contains(added.number) {
        if let key = way(added) { waiting[key, default: []].append(added.number) }
      }
      if waiting.isEmpty { break }
      for added in theirs where twins[added.number] == nil {
        guard let key = way(added), let twin = waiting[key]?.popLast() else { continue }
        twins[added.number] = twin
        taken.insert(twin)
      }
    }
    return twins
  }
}
