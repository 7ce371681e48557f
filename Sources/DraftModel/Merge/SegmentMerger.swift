import JSONTree

/// Merges the segments of all tracks.
struct SegmentMerger {
  /// A segment of the merged draft.
  struct Merged {
    let value: JSONValue
    let track: MergeKey
  }

  let drafts: Sides<DraftOutline>
  let ours: DraftComparison
  let theirs: DraftComparison
  let tracks: MergeIdentity
  private let keptTracks: Set<MergeKey>
  let segments: MergeIdentity
  let ripples: (ours: RippleMap, theirs: RippleMap)
  var journal: MergeJournal
  var merged: [MergeKey: Merged] = [:]
  /// For each side, the segment of the base of which a segment that it added is a piece.
  let wholes: [MergeSide: [Int: Int]]
  /// The merged segments of each track.
  private var keptKeys: [MergeKey: [MergeKey]] = [:]
  var doubts: [DoubtfulRipple: Bool] = [:]

  init(_ merger: DraftMerger, keeping keptTracks: Set<MergeKey>, _ journal: MergeJournal) {
    drafts = merger.drafts
    ours = merger.ours
    theirs = merger.theirs
    tracks = merger.tracks
    self.keptTracks = keptTracks
    self.journal = journal
    segments = MergeIdentity.segments(
      merger.drafts, on: merger.tracks, ours: merger.ours, theirs: merger.theirs)
    ripples = (RippleMap(merger.ours), RippleMap(merger.theirs))
    wholes = [.ours: Self.wholes(merger.ours), .theirs: Self.wholes(merger.theirs)]
  }

  /// The whole of each further piece, by their numbers.
  private static func wholes(_ side: DraftComparison) -> [Int: Int] {
    var wholes: [Int: Int] = [:]
    for (whole, pieces) in side.splits {
      for piece in pieces where side.matching.oldOfNew[piece] == nil { wholes[piece] = whole }
    }
    return wholes
  }

  /// Merges every segment on its own.
  mutating func merge() {
    for key in segments.all {
      guard let place = segments.places[key], let result = merge(key, place),
        keptTracks.contains(result.track)
      else { continue }
      merged[key] = result
      keptKeys[result.track, default: []].append(key)
    }
  }

  private mutating func merge(_ key: MergeKey, _ place: Sides<Int?>) -> Merged? {
    guard let base = place.base else { return mergeAdded(key, place) }
    switch (place.ours, place.theirs) {
    case (nil, nil): return nil
    case (let mine?, let other?):
      return mergeBoth(key, Sides(base: base, ours: mine, theirs: other))
    case (nil, let other?):
      return mergeRemoved(key, place, base, in: theirs, other, isTrackGone(base, ours))
    case (let mine?, nil):
      return mergeRemoved(key, place, base, in: ours, mine, isTrackGone(base, theirs))
    }
  }

  /// Whether a side removed the track that a segment of the base was on.
  private func isTrackGone(_ segment: Int, _ side: DraftComparison) -> Bool {
    side.matching.tracks.newOfOld[drafts.base.segments[segment].track] == nil
  }

  // MARK: On one side

  private mutating func mergeAdded(_ key: MergeKey, _ place: Sides<Int?>) -> Merged? {
    switch (place.ours, place.theirs) {
    case (let mine?, let other?):
      let nodes = Sides<JSONNode?>(
        base: nil, ours: drafts.ours.segments[mine].node, theirs: drafts.theirs.segments[other].node
      )
      return journal.merge(subject(of: key), nodes).map {
        Merged(value: $0, track: tracks.keys.ours[drafts.ours.segments[mine].track])
      }
    case (let mine?, nil): return mergeAdded(mine, by: .ours)
    case (nil, let other?): return mergeAdded(other, by: .theirs)
    case (nil, nil): return nil
    }
  }

  /// A segment that one side removed.
  ///
  /// - Parameters:
  ///   - side: The side that still has it, and its number there.
  ///   - isTrackGone: Whether it was removed with its track, which stays in the merge if it is kept.
  private mutating func mergeRemoved(
    _ key: MergeKey, _ place: Sides<Int?>, _ base: Int, in side: DraftComparison, _ other: Int,
    _ isTrackGone: Bool
  ) -> Merged? {
    let segment = side.new.segments[other]
    let keys = place.ours == nil ? tracks.keys.theirs : tracks.keys.ours
    let kept = Merged(value: JSONValue(segment.node), track: keys[segment.track])
    if isTrackGone, kept.track == tracks.keys.base[drafts.base.segments[base].track] {
      return kept
    }
    if side.isUntouched(base, other) { return nil }
    let before = JSONValue(drafts.base.segments[base].node)
    let values = Sides<JSONValue?>(
      base: before, ours: place.ours == nil ? nil : kept.value,
      theirs: place.theirs == nil ? nil : kept.value)
    switch journal.choice(.removedAndChanged, subject(of: key), values) {
    case .ours? where place.ours == nil, .theirs? where place.theirs == nil: return nil
    case .base?:
      return Merged(
        value: before, track: tracks.keys.base[drafts.base.segments[base].track])
    case .value(let value)?: return Merged(value: value, track: kept.track)
    case .ours?, .theirs?, nil: return kept
    }
  }

  // MARK: On both sides

  private mutating func mergeBoth(_ key: MergeKey, _ place: Sides<Int>) -> Merged? {
    let all = Sides(
      base: drafts.base.segments[place.base], ours: drafts.ours.segments[place.ours],
      theirs: drafts.theirs.segments[place.theirs])
    let track = track(key, all)
    let riding = Sides(
      base: nil, ours: ripples.ours.ripple(of: place.base),
      theirs: ripples.theirs.ripple(of: place.base))
    if riding.ours == riding.theirs, MergeJournal.isSame(all.ours.node, all.theirs.node) {
      return Merged(value: JSONValue(all.ours.node), track: track)
    }
    let drafts = drafts
    let value = journal.merge(subject(of: key), all.map { Optional($0.node) }) { _, member in
      Self.place(member, all, drafts, riding)
    }
    return value.map { Merged(value: $0, track: track) }
  }

  /// A start or a length that both sides changed.
  private static func place(
    _ member: MergedMember, _ all: Sides<DraftOutline.Segment>,
    _ drafts: Sides<DraftOutline>, _ ripples: Sides<RippleMap.Ripple?>
  ) -> MergeJournal.Merged? {
    guard let key = member.meaning?.key, key == .segmentStart || key == .segmentDuration else {
      return nil
    }
    let (isStart, nodes) = (key == .segmentStart, member.nodes)
    let alias = drafts.ours.draft.keys.spellings(of: key).first { $0.name == member.name }
    guard let alias, nodes.base != nil, nodes.ours != nil, nodes.theirs != nil,
      !MergeJournal.isSame(nodes.base, nodes.ours), !MergeJournal.isSame(nodes.base, nodes.theirs)
    else { return nil }
    let playing = Sides(
      base: drafts.base.playing(all.base), ours: drafts.ours.playing(all.ours),
      theirs: drafts.theirs.playing(all.theirs))
    let place = MergedPlace(all, playing: playing, ripples: ripples)
    let time = isStart ? place.start : place.length
    guard let time, time >= .zero else { return nil }
    return MergeJournal.Merged(name: alias.name, value: .time(time, in: alias))
  }

  private mutating func track(
    _ key: MergeKey, _ segments: Sides<DraftOutline.Segment>
  ) -> MergeKey {
    let keys = Sides(
      base: tracks.keys.base[segments.base.track], ours: tracks.keys.ours[segments.ours.track],
      theirs: tracks.keys.theirs[segments.theirs.track])
    if let agreed = keys.agreed { return agreed }
    let values = segments.map { Optional(JSONValue.number(JSONNumber(Int64($0.track + 1)))) }
    let choice = journal.choice(.track, subject(of: key), values)
    return keys[keyPath: choice.side(of: MergeKey.self)]
  }

  // MARK: Tracks

  /// The merged segments of a track, in order.
  mutating func array(of track: MergeKey) -> [JSONValue] {
    let keys = ordered(track)
    reportOverlaps(keys, track)
    return keys.compactMap { merged[$0]?.value }
  }

  /// The keys of a track's merged segments, in order; a choice between two orders is noted.
  private mutating func ordered(_ track: MergeKey) -> [MergeKey] {
    let lists = lists(of: track)
    let kept = Set(keptKeys[track] ?? [])
    let values = merged
    var order = MergedOrder(lists, kept: kept, preferring: \.base, precedes: precedes)
    if order.isContested, kept.contains(where: { !hasStart(values[$0]?.value) }) {
      let shown = lists.map { list in
        Optional(JSONValue.array(list.map { .string(subject(of: $0).label) }))
      }
      let choice = journal.choice(.order, drafts.subject(ofTrack: track), shown)
      order = MergedOrder(
        lists, kept: kept, preferring: choice.side(of: [MergeKey].self), precedes: precedes)
    }
    // What a choice put on a track where no side has it goes to the end.
    return order.keys + kept.subtracting(order.keys).sorted(by: precedes)
  }

  /// The same without asking for a choice, which is enough to name segments apart.
  func arranged(_ track: MergeKey) -> [MergeKey] {
    let kept = Set(keptKeys[track] ?? [])
    let order = MergedOrder(lists(of: track), kept: kept, preferring: \.base, precedes: precedes)
    return order.keys + kept.subtracting(order.keys).sorted(by: precedes)
  }

  private func lists(of track: MergeKey) -> Sides<[MergeKey]> {
    guard let place = tracks.places[track] else { return Sides(base: [], ours: [], theirs: []) }
    return Sides(
      base: place.base.map { Array(segments.keys.base[drafts.base.tracks[$0].segments]) } ?? [],
      ours: place.ours.map { Array(segments.keys.ours[drafts.ours.tracks[$0].segments]) } ?? [],
      theirs: place.theirs.map { Array(segments.keys.theirs[drafts.theirs.tracks[$0].segments]) }
        ?? [])
  }

  private func precedes(_ left: MergeKey, _ right: MergeKey) -> Bool {
    // Ids come last, so that the order does not depend on what a service called them.
    let values = [left, right].map { merged[$0]?.value ?? .null }
    let contents = values.map(\.withoutIdentifiers.canonicalBytes)
    if contents[0] != contents[1] { return contents[0].lexicographicallyPrecedes(contents[1]) }
    return values[0].canonicalBytes.lexicographicallyPrecedes(values[1].canonicalBytes)
  }

  private func hasStart(_ value: JSONValue?) -> Bool {
    drafts.ours.draft.keys.spellings(of: .segmentStart).contains { value?[$0.name] != nil }
  }

  func subject(of key: MergeKey) -> MergeJournal.Subject {
    drafts.subject(ofSegment: key)
  }
}
