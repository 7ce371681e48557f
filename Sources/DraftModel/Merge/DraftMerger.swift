import JSONTree

/// Puts three drafts together.
struct DraftMerger {
  let drafts: Sides<DraftOutline>
  let ours: DraftComparison
  let theirs: DraftComparison
  let tracks: MergeIdentity
  private(set) var journal: MergeJournal

  init(_ drafts: Sides<DraftOutline>, _ settlement: MergeSettlement) {
    self.drafts = drafts
    ours = DraftComparison(drafts.base, drafts.ours)
    theirs = DraftComparison(drafts.base, drafts.theirs)
    tracks = MergeIdentity.tracks(drafts, ours: ours, theirs: theirs)
    journal = MergeJournal(settlement, keys: drafts.ours.draft.keys)
  }

  var conflicts: [MergeConflict] { journal.conflicts }

  private static let subject = MergeJournal.Subject(
    id: "draft:", label: "draft", scope: .draft)

  /// The merged draft, without an envelope.
  mutating func merged() -> JSONValue {
    let nodes = drafts.map { Optional($0.draft.node) }
    guard drafts.base.isRegular, drafts.ours.isRegular, drafts.theirs.isRegular else {
      // Without arrays of tracks and segments there is nothing to match.
      return journal.merge(Self.subject, nodes) ?? .object([])
    }
    let name = memberName(.tracks, drafts.map { Optional($0.draft.node) })
    let spellings = Set(drafts.ours.draft.keys.spellings(of: .tracks).map(\.name))
    let value = mergedTracks()
    let end = needsContentEnd ? contentEnd(name, value) : nil
    let merger = self
    let isKept = value != [] || Self.isKept(nodes, spellings)
    let merged = journal.merge(Self.subject, nodes) { _, member in
      if spellings.contains(member.slot) {
        return MergeJournal.Merged(name: name, value: isKept ? value : nil)
      }
      return merger.duration(member, end)
    }
    guard case .object(var members)? = merged, merged?[name] == nil, isKept else {
      return merged ?? .object([])
    }
    members.append(JSONMember(name, value))
    return .object(members)
  }

  /// Whether an empty array stays: as the sides agree on, which may have taken the whole of it away.
  private static func isKept(_ objects: Sides<JSONNode?>, _ spellings: Set<String>) -> Bool {
    objects.map { $0.map { $0.count(of: spellings) > 0 } ?? false }.agreed ?? true
  }

  /// The name under which a member is written: what the drafts agree on, else the canonical one.
  private func memberName(_ key: DraftKey, _ objects: Sides<JSONNode?>) -> String {
    let names = objects.map { object in
      object.flatMap { drafts.ours.draft.keys.field(key, in: $0)?.alias.name }
    }
    return (names.agreed ?? nil) ?? key.canonical
  }

  private func contentEnd(_ name: String, _ tracks: JSONValue) -> Milliseconds? {
    let bytes = JSONValue.object([JSONMember(name, tracks)]).serialized()
    return (try? Draft(parsing: bytes, keys: drafts.ours.draft.keys)).map {
      DraftOutline($0).duration
    }
  }

  /// Whether all three drafts declare the length that their content has, so that the merged one does, too.
  private var needsContentEnd: Bool {
    [drafts.base, drafts.ours, drafts.theirs].allSatisfy { draft in
      draft.declaredDuration != nil && draft.declaredDuration == draft.segments.map(\.end).max()
    }
  }

  /// A declared length that all three drafts took from their content is taken from the merged content.
  private func duration(_ member: MergedMember, _ end: Milliseconds?) -> MergeJournal.Merged? {
    let alias = drafts.ours.draft.keys.spellings(of: .draftDuration).first {
      $0.name == member.name
    }
    let nodes = member.nodes
    guard member.meaning?.key == .draftDuration, let alias, let end,
      !MergeJournal.isSame(nodes.base, nodes.ours), !MergeJournal.isSame(nodes.base, nodes.theirs)
    else { return nil }
    return MergeJournal.Merged(name: alias.name, value: .time(end, in: alias))
  }

  // MARK: Tracks

  private mutating func mergedTracks() -> JSONValue {
    var kept: [MergeKey: Sides<JSONNode?>] = [:]
    for key in tracks.all {
      if let nodes = trackNodes(key) { kept[key] = nodes }
    }
    let order = order(of: kept)
    var segments = SegmentMerger(self, keeping: Set(kept.keys), journal)
    segments.merge()
    segments.separateIdentifiers(in: order)
    let arrays = order.map { segments.array(of: $0) }
    journal = segments.journal
    var merged: [(key: MergeKey, value: JSONValue)] = []
    for (key, array) in zip(order, arrays) {
      if let nodes = kept[key] { merged.append((key, track(key, nodes, array))) }
    }
    return .array(withDistinctIdentifiers(merged))
  }

  /// The track on the sides that count, or nil where it is gone.
  private mutating func trackNodes(_ key: MergeKey) -> Sides<JSONNode?>? {
    guard let place = tracks.places[key] else { return nil }
    let nodes = Sides(
      base: place.base.map { drafts.base.tracks[$0].raw.node },
      ours: place.ours.map { drafts.ours.tracks[$0].raw.node },
      theirs: place.theirs.map { drafts.theirs.tracks[$0].raw.node })
    guard let base = place.base else {
      // Added: by one side as it is, by both as a merge of the two.
      let only = nodes.ours ?? nodes.theirs
      return nodes.ours != nil && nodes.theirs != nil
        ? nodes : Sides(base: only, ours: only, theirs: only)
    }
    switch (place.ours, place.theirs) {
    case (_?, _?): return nodes
    case (nil, nil): return nil
    case (nil, let other?):
      if isUntouched(track: base, theirs, other) { return nil }
    case (let other?, nil):
      if isUntouched(track: base, ours, other) { return nil }
    }
    let choice = journal.choice(
      .removedAndChanged, drafts.subject(ofTrack: key), nodes.map { $0.map { JSONValue($0) } })
    if choice == .ours && nodes.ours == nil || choice == .theirs && nodes.theirs == nil {
      return nil
    }
    let only = nodes.ours ?? nodes.theirs
    return Sides(base: only, ours: only, theirs: only)
  }

  /// Whether a side left a track as it was, but for where its segments are in time, for ids and for spellings.
  private func isUntouched(track base: Int, _ side: DraftComparison, _ other: Int) -> Bool {
    let before = side.old.tracks[base]
    let after = side.new.tracks[other]
    guard before.segments.count == after.segments.count, before.kind == after.kind,
      side.differences(before.raw.node, after.raw.node, scope: .track, kind: before.kind).isEmpty
    else { return false }
    return before.segments.allSatisfy { number in
      side.matching.newOfOld[number].map {
        after.segments.contains($0) && side.isUntouched(number, $0)
      } ?? false
    }
  }

  private mutating func order(of kept: [MergeKey: Sides<JSONNode?>]) -> [MergeKey] {
    let keys = Set(kept.keys)
    let precedes: (MergeKey, MergeKey) -> Bool = { left, right in
      let values = [left, right].map { kept[$0]?.ours.map { JSONValue($0) } ?? .null }
      let contents = values.map(\.withoutIdentifiers.canonicalBytes)
      if contents[0] != contents[1] { return contents[0].lexicographicallyPrecedes(contents[1]) }
      return values[0].canonicalBytes.lexicographicallyPrecedes(values[1].canonicalBytes)
    }
    let order = MergedOrder(tracks.keys, kept: keys, preferring: \.base, precedes: precedes)
    guard order.isContested else { return order.keys }
    let numbers = tracks.keys.map { list in
      Optional(JSONValue.array(list.map { .string(drafts.subject(ofTrack: $0).label) }))
    }
    let choice = journal.choice(.order, Self.subject, numbers)
    return MergedOrder(
      tracks.keys, kept: keys, preferring: choice.side(of: [MergeKey].self), precedes: precedes
    ).keys
  }

  /// A track's members, with its merged segments.
  private mutating func track(
    _ key: MergeKey, _ nodes: Sides<JSONNode?>, _ segments: [JSONValue]
  ) -> JSONValue {
    let name = memberName(.segments, nodes)
    let spellings = Set(drafts.ours.draft.keys.spellings(of: .segments).map(\.name))
    let isKept = !segments.isEmpty || Self.isKept(nodes, spellings)
    let merged = journal.merge(drafts.subject(ofTrack: key), nodes) { _, member in
      guard spellings.contains(member.slot) else { return nil }
      return MergeJournal.Merged(name: name, value: isKept ? .array(segments) : nil)
    }
    guard case .object(var members)? = merged, merged?[name] == nil, isKept else {
      return merged ?? .object([])
    }
    members.append(JSONMember(name, .array(segments)))
    return .object(members)
  }
}

extension DraftOutline {
  /// Whether tracks and segments, where there are any, are in arrays of objects, each under one name.
  var isRegular: Bool {
    let trackNames = Set(draft.keys.spellings(of: .tracks).map(\.name))
    let segmentNames = Set(draft.keys.spellings(of: .segments).map(\.name))
    guard draft.node.count(of: trackNames) < 2,
      tracks.allSatisfy({ $0.raw.node.count(of: segmentNames) < 2 })
    else { return false }
    if let field = draft.keys.field(.tracks, in: draft.node), field.node.kind != .array {
      return false
    }
    return tracks.allSatisfy { track in
      let segments = draft.keys.field(.segments, in: track.raw.node)?.node
      return track.raw.node.kind == .object && segments.map { $0.kind == .array } ?? true
    }
  }
}

extension JSONNode {
  /// How many members have one of these names.
  fileprivate func count(of names: Set<String>) -> Int {
    names.count { self[$0] != nil }
  }
}

extension JSONValue {
  /// A time in the unit of the spelling it is written under.
  static func time(_ time: Milliseconds, in alias: DraftKey.Alias) -> JSONValue {
    if time.rawValue % alias.scale == 0 { return .number(JSONNumber(time.rawValue / alias.scale)) }
    let exact = Double(time.rawValue) / Double(alias.scale)
    return JSONNumber(exact).map { .number($0) } ?? .time(time)
  }
}

extension MergeChoice? {
  /// The side whose order is chosen; the base's where none is.
  func side<Value>(of type: Value.Type) -> KeyPath<Sides<Value>, Value> {
    switch self {
    case .ours?: \.ours
    case .theirs?: \.theirs
    case .base?, .value?, nil: \.base
    }
  }
}
