import JSONTree

/// Puts the draft together of its tracks.
struct OTIOAssembly {
  let keys: KeyTable
  let tracks: [OTIOTrack]
  private(set) var notes: [ConversionNote] = []

  init(keys: KeyTable, tracks: [OTIOTrack]) {
    self.keys = keys
    self.tracks = tracks
  }

  /// A draft that we wrote, with what has been changed in it since.
  mutating func ownDraft(_ timeline: JSONNode) -> JSONValue {
    let kept = OTIO.kept(in: timeline)
    let node = kept?[KeptMember.draft]
    var value = node?.value ?? [:]
    let metadata = node.flatMap { keys.field(.draftMetadata, in: $0)?.node }
    var quiet = FieldReader(keys: keys)
    let name = timeline[OTIO.name]?.stringValue ?? ""
    if name != quiet.string(.title, in: metadata) ?? "" {
      value = changing(value, .title, name.isEmpty ? nil : .string(name))
    }
    let foreign = OTIO.foreignMetadata(of: timeline)
    if foreign != metadata?[OTIO.foreign]?.value {
      value = changing(value) { $0.setting(member: OTIO.foreign, to: foreign) }
    }
    if let start = OTIO.object(OTIO.globalStart, in: timeline) {
      noteStart(start)
      let declared = metadata.flatMap { keys.field(.frameRate, in: $0) }
        .flatMap { $0.node.number }.flatMap { FrameRate(decimal: $0.text) }
      if let rate = OTIORate.rate(start["rate"]), rate != declared {
        value = changing(value, .frameRate, OTIORate.number(of: rate))
      }
    }
    value = withTracks(value)
    let end = kept?[KeptMember.end]?.number?.int64.map { Milliseconds($0) }
    guard let end, let draft = try? Draft(parsing: value.serialized(), keys: keys) else {
      return value
    }
    let resolved = draft.resolved().timeline
    // A length that was where the content ended moves with the content.
    guard resolved.duration == end, resolved.contentEnd != end else { return value }
    return value.setting(.draftDuration, to: resolved.contentEnd, keys: keys)
  }

  /// A draft of another program's timeline.
  mutating func foreignDraft(_ timeline: JSONNode, _ stack: JSONNode) -> JSONValue {
    var metadata: [JSONMember] = []
    if let name = timeline[OTIO.name]?.stringValue, !name.isEmpty {
      metadata.append(JSONMember(DraftKey.title.canonical, .string(name)))
    }
    var rates = OTIORate(of: timeline, stack)
    if let rate = rates.chosen {
      metadata.append(JSONMember(DraftKey.frameRate.canonical, OTIORate.number(of: rate)))
    }
    notes += rates.takeNotes()
    if let foreign = OTIO.foreignMetadata(of: timeline) {
      metadata.append(JSONMember(OTIO.foreign, foreign))
    }
    if let start = OTIO.object(OTIO.globalStart, in: timeline) { noteStart(start) }
    var members: [JSONMember] = []
    if !metadata.isEmpty {
      members.append(JSONMember(DraftKey.draftMetadata.canonical, .object(metadata)))
    }
    members.append(JSONMember(DraftKey.tracks.canonical, []))
    return withTracks(.object(members))
  }

  private mutating func noteStart(_ start: JSONNode) {
    guard OTIOInstant(start) != .zero else { return }
    note(start, "the timeline's start time is left out; drafts start at 0")
  }

  /// The draft with its tracks, and motion and fades of what was trimmed cut as an edit here would cut them.
  private mutating func withTracks(_ value: JSONValue) -> JSONValue {
    var cuts: [(track: Int, segment: Int, entry: OTIOEntry)] = []
    let values = tracks.enumerated().map { place, track -> JSONValue in
      guard track.kind.isDrawn else { return track.value }
      let arranged = OTIOEntry.arranged(track.entries, keys: keys)
      for (index, item) in arranged.enumerated() where item.entry.cut != nil {
        cuts.append((place, index, item.entry))
      }
      // An empty array is there already, where there was one.
      guard !arranged.isEmpty else { return track.value }
      return track.value.setting(.segments, to: .array(arranged.map(\.value)), keys: keys)
    }
    guard !values.isEmpty else { return value }
    let whole = value.setting(.tracks, to: .array(values), keys: keys)
    guard !cuts.isEmpty, let draft = try? Draft(parsing: whole.serialized(), keys: keys) else {
      return whole
    }
    var edit = DraftEdit(draft)
    for (track, segment, entry) in cuts {
      let segments = edit.timeline.tracks[track].segments
      guard let cut = entry.cut, segments.indices.contains(segment) else { continue }
      var before = segments[segment]
      before.span = TimeSpan(start: before.span.start, length: cut.length)
      // What cannot be cut stays as it is; the segment's time is right all the same.
      try? edit.cutMotion(of: before, to: cut.window)
    }
    guard (try? edit.commit()) != nil else { return whole }
    notes += edit.changes.map { ConversionNote("draft", $0) }
    return edit.draft.node.value
  }

  private func changing(
    _ draft: JSONValue, _ key: DraftKey, _ value: JSONValue?
  ) -> JSONValue {
    changing(draft) { metadata in
      guard let value else {
        return keys.spellings(of: key).reduce(metadata) { $0.setting(member: $1.name, to: nil) }
      }
      return metadata.setting(key, to: value, keys: keys)
    }
  }

  private func changing(_ draft: JSONValue, _ edit: (JSONValue) -> JSONValue) -> JSONValue {
    let spelling = keys.spellings(of: .draftMetadata).first { draft[$0.name] != nil }
    let old = spelling.flatMap { draft[$0.name] }
    let new = edit(old.flatMap { $0 == .null ? nil : $0 } ?? [:])
    guard new != old, old != nil || new != [:] else { return draft }
    return draft.setting(.draftMetadata, to: new, keys: keys)
  }

  private mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}
