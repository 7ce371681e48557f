import JSONTree

/// Merges the segments of all tracks.
struct SegmentMerger {
  /// A segment of the merged draft.
  private struct Merged {
    let value: JSONValue
    let track: MergeKey
  }

  private let drafts: Sides<DraftOutline>
  private let ours: DraftComparison
  private let theirs: DraftComparison
  private let tracks: MergeIdentity
  private let keptTracks: Set<MergeKey>
  private let segments: MergeIdentity
  private let ripples: (ours: RippleMap, theirs: RippleMap)
  private(set) var journal: MergeJournal
  private var merged: [MergeKey: Merged] = [:]

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
  }

  /// Merges every segment on its own.
  mutating func merge() {
    for key in segments.all {
      guard let place = segments.places[key], let result = merge(key, place),
        keptTracks.contains(result.track)
      else { continue }
      merged[key] = result
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
    case (let mine?, nil):
      let segment = drafts.ours.segments[mine]
      return Merged(
        value: carried(segment, by: ripples.theirs, from: ripples.ours),
        track: tracks.keys.ours[segment.track])
    case (nil, let other?):
      let segment = drafts.theirs.segments[other]
      return Merged(
        value: carried(segment, by: ripples.ours, from: ripples.theirs),
        track: tracks.keys.theirs[segment.track])
    case (nil, nil): return nil
    }
  }

  /// An added segment, moved along with what the other side rippled.
  private func carried(
    _ segment: DraftOutline.Segment, by other: RippleMap, from own: RippleMap
  ) -> JSONValue {
    let value = JSONValue(segment.node)
    let shift = other.shift(at: own.baseTime(of: segment.start), besides: own)
    guard shift != .zero, case .object(var members) = value,
      let field = drafts.ours.draft.keys.field(.segmentStart, in: segment.node),
      let index = members.firstIndex(where: { $0.key == field.alias.name })
    else { return value }
    members[index].value = .time(max(.zero, segment.start + shift), in: field.alias)
    return .object(members)
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
    let value = journal.merge(subject(of: key), all.map { Optional($0.node) }) { _, name, nodes in
      Self.place(name, nodes, all, drafts, riding)
    }
    return value.map { Merged(value: $0, track: track) }
  }

  /// A start or a length that both sides changed.
  private static func place(
    _ name: String, _ nodes: Sides<JSONNode?>, _ all: Sides<DraftOutline.Segment>,
    _ drafts: Sides<DraftOutline>, _ ripples: Sides<RippleMap.Ripple?>
  ) -> MergeJournal.Merged? {
    let keys = drafts.ours.draft.keys
    let start = keys.spellings(of: .segmentStart).first { $0.name == name }
    let length = keys.spellings(of: .segmentDuration).first { $0.name == name }
    guard let alias = start ?? length, nodes.base != nil, nodes.ours != nil, nodes.theirs != nil,
      !MergeJournal.isSame(nodes.base, nodes.ours), !MergeJournal.isSame(nodes.base, nodes.theirs)
    else { return nil }
    let playing = Sides(
      base: drafts.base.playing(all.base), ours: drafts.ours.playing(all.ours),
      theirs: drafts.theirs.playing(all.theirs))
    let place = MergedPlace(all, playing: playing, ripples: ripples)
    let time = start == nil ? place.length : place.start
    guard let time, time >= .zero else { return nil }
    return MergeJournal.Merged(value: .time(time, in: alias))
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
    let kept = Set(merged.filter { $0.value.track == track }.map(\.key))
    guard let place = tracks.places[track] else { return [] }
    let lists = Sides(
      base: place.base.map { Array(segments.keys.base[drafts.base.tracks[$0].segments]) } ?? [],
      ours: place.ours.map { Array(segments.keys.ours[drafts.ours.tracks[$0].segments]) } ?? [],
      theirs: place.theirs.map { Array(segments.keys.theirs[drafts.theirs.tracks[$0].segments]) }
        ?? [])
    let values = merged
    let precedes: (MergeKey, MergeKey) -> Bool = { left, right in
      let bytes = [left, right].map { values[$0]?.value.canonicalBytes ?? [] }
      return bytes[0].lexicographicallyPrecedes(bytes[1])
    }
    var order = MergedOrder(lists, kept: kept, preferring: \.base, precedes: precedes)
    if order.isContested, kept.contains(where: { !hasStart(values[$0]?.value) }) {
      let shown = lists.map { list in
        Optional(JSONValue.array(list.map { .string(subject(of: $0).label) }))
      }
      let name = drafts.subject(ofTrack: track)
      let choice = journal.choice(.order, name, shown)
      order = MergedOrder(
        lists, kept: kept, preferring: choice.side(of: [MergeKey].self), precedes: precedes)
    }
    // What a choice put on a track where no side has it goes to the end.
    let strays = kept.subtracting(order.keys).sorted(by: precedes)
    let keys = order.keys + strays
    reportOverlaps(keys, track)
    return keys.compactMap { merged[$0]?.value }
  }

  private func hasStart(_ value: JSONValue?) -> Bool {
    drafts.ours.draft.keys.spellings(of: .segmentStart).contains { value?[$0.name] != nil }
  }

  /// Reports segments that overlap in the merge and on neither side.
  private mutating func reportOverlaps(_ keys: [MergeKey], _ track: MergeKey) {
    let values = keys.compactMap { merged[$0]?.value }
    let wrapped = JSONValue.object([
      JSONMember(
        DraftKey.tracks.canonical,
        [.object([JSONMember(DraftKey.segments.canonical, .array(values))])])
    ])
    guard values.count == keys.count,
      let draft = try? Draft(parsing: wrapped.serialized(), keys: drafts.ours.draft.keys)
    else { return }
    let places = DraftOutline(draft).segments
    let order = places.indices.sorted { (places[$0].start, $0) < (places[$1].start, $1) }
    var longest: Int?
    for index in order where !places[index].span.isEmpty {
      if let longest, places[index].start < places[longest].end,
        !overlapped(keys[longest], keys[index])
      {
        _ = journal.choice(
          .overlap, subject(of: keys[index]), Sides(base: nil, ours: nil, theirs: nil))
      }
      if longest.map({ places[index].end > places[$0].end }) ?? true { longest = index }
    }
  }

  /// Whether two segments overlapped on one of the sides.
  private func overlapped(_ first: MergeKey, _ second: MergeKey) -> Bool {
    guard let left = segments.places[first], let right = segments.places[second] else {
      return false
    }
    let pairs = [(drafts.ours, left.ours, right.ours), (drafts.theirs, left.theirs, right.theirs)]
    return pairs.contains { draft, one, other in
      guard let one, let other else { return false }
      let (before, after) = (draft.segments[one], draft.segments[other])
      return before.track == after.track && before.span.intersection(after.span) != nil
    }
  }

  private func subject(of key: MergeKey) -> MergeJournal.Subject {
    drafts.subject(ofSegment: key)
  }
}
