import JSONTree

/// Reads an OpenTimelineIO timeline as a draft.
struct OTIOReader {
  let keys: KeyTable
  private(set) var notes: [ConversionNote] = []
  /// Ids that the draft had more than once when it was written.
  private var repeatedIDs: Set<String> = []
  private var usedIDs: Set<String> = []

  init(keys: KeyTable) { self.keys = keys }

  mutating func draft(from root: JSONNode) throws(InterchangeError) -> JSONValue {
    let timeline = try timeline(in: root)
    let stack = OTIO.object("tracks", in: timeline) ?? timeline
    let kept = OTIO.kept(in: timeline)
    let isOurs = kept?[KeptMember.draft]?.kind == .object
    repeatedIDs = Set((kept?.list(KeptMember.repeatedIDs) ?? []).compactMap(\.stringValue))
    var tracks: [OTIOTrack] = []
    let isStack = OTIO.schemaName(of: stack) == "Stack"
    for child in isStack ? stack.list(OTIO.children) : [stack] {
      tracks += self.tracks(of: child, in: isStack ? stack : nil)
    }
    for left in kept?.list(KeptMember.tracks) ?? [] { insert(left, into: &tracks) }
    guard isOurs || tracks.contains(where: { !$0.entries.isEmpty }) else {
      throw InterchangeError(.nothingToConvert("clip"))
    }
    notes += OTIOLosses(of: timeline, stack: stack).notes
    if !isOurs { mutePictures(&tracks, in: timeline) }
    for index in tracks.indices { settleIdentifiers(of: &tracks[index]) }
    var assembly = OTIOAssembly(keys: keys, tracks: tracks)
    let value = isOurs ? assembly.ownDraft(timeline) : assembly.foreignDraft(timeline, stack)
    notes += assembly.notes
    return value
  }

  private mutating func timeline(in root: JSONNode) throws(InterchangeError) -> JSONNode {
    switch OTIO.schemaName(of: root) {
    case "Timeline", "Stack", "Track", "Sequence", "Clip": return root
    case "SerializableCollection":
      let timelines = (root.list(OTIO.children)).filter {
        OTIO.schemaName(of: $0) == "Timeline"
      }
      guard let first = timelines.first else {
        throw InterchangeError(.nothingToConvert("timeline"))
      }
      if timelines.count > 1 { note(root, "the first of \(timelines.count) timelines is taken") }
      return first
    default:
      let found = root[OTIO.schema]?.stringValue.map { "the schema is \"\($0.prefix(40))\"" }
      throw InterchangeError(
        .notOfFormat("an OpenTimelineIO timeline", found: found ?? "it has no \"OTIO_SCHEMA\""))
    }
  }

  // MARK: Tracks

  /// The tracks that an item of the stack comes to: one, and further ones for what is nested in it.
  private mutating func tracks(of item: JSONNode, in stack: JSONNode?) -> [OTIOTrack] {
    let kind = item[OTIO.kind]?.stringValue ?? "Video"
    guard kind == "Video" || kind == "Audio" else {
      note(item, "a track of kind \"\(kind.prefix(40))\" has no counterpart and is left out")
      return []
    }
    var layout = OTIOLayers(of: item)
    layout.trim(to: OTIO.object(OTIO.sourceRange, in: stack))
    notes += layout.notes
    let isAudio = kind == "Audio"
    var layers = layout.layers
    if !layers.contains(where: { $0.isAudio == isAudio }) {
      layers.insert(OTIOLayers.Layer(isAudio: isAudio), at: 0)
    }
    let base = layers.firstIndex { $0.isAudio == isAudio }
    let origin = OTIOTrack.Origin(item)
    if origin.kept == nil, layers.allSatisfy(\.clips.isEmpty) {
      note(item, "the track has no clips and is left out")
    }
    return layers.enumerated().flatMap { level, layer in
      let entries = self.entries(of: layer)
      return OTIOTrack.tracks(
        of: entries, isAudio: layer.isAudio, from: origin, isBase: level == base, level: level,
        keys: keys)
    }
  }

  private mutating func entries(of layer: OTIOLayers.Layer) -> [OTIOEntry] {
    let clips = zip(layer.clips, resolvedSegments(of: layer.clips)).map { clip, segment in
      var clip = clip
      clip.segment = segment
      return clip
    }
    let cuts = OTIOCuts(of: clips)
    notes += cuts.notes
    return cuts.clips.map { placed in
      if let segment = placed.segment, let kept = OTIO.kept(in: placed.clip) {
        var own = OTIOOwnClip(placed, kept, segment, keys: keys)
        own.update()
        notes += own.notes
        return own.entry
      }
      return OTIOForeignClip.entry(of: placed, notes: &notes)
    }
  }

  /// What each clip's kept segment means; `nil` for a clip that keeps none.
  private func resolvedSegments(of clips: [OTIOPlacedClip]) -> [Timeline.Segment?] {
    let kept = clips.map { clip -> JSONValue? in
      let segment = OTIO.kept(in: clip.clip)?[KeptMember.segment]
      return segment?.kind == .object ? segment?.value : nil
    }
    guard kept.contains(where: { $0 != nil }) else { return kept.map { _ in nil } }
    // Text and media are read by different rules, so each has a track of its own.
    let type = DraftKey.trackType.canonical
    let (array, texts) = (DraftKey.segments.canonical, clips.map(\.wasText))
    let track = { (number: Int64, isText: Bool) -> JSONValue in
      let segments = zip(kept, texts).map { $1 == isText ? $0 ?? [:] : [:] }
      return .object([
        JSONMember(type, .number(JSONNumber(number))), JSONMember(array, .array(segments)),
      ])
    }
    let draft: JSONValue = .object([
      JSONMember(DraftKey.tracks.canonical, [track(0, false), track(7, true)])
    ])
    guard let document = try? JSONDocument(parsing: draft.serialized()),
      let read = try? Draft(document, keys: keys)
    else { return kept.map { _ in nil } }
    let tracks = read.resolved().timeline.tracks
    return kept.indices.map { index in
      kept[index].map { _ in tracks[texts[index] ? 1 : 0].segments[index] }
    }
  }

  /// Puts a track that has no counterpart behind the one it came after.
  private func insert(_ kept: JSONNode, into tracks: inout [OTIOTrack]) {
    guard let value = kept[KeptMember.track]?.value else { return }
    let index = kept[KeptMember.index]?.number?.int64.flatMap(Int.init(exactly:)) ?? tracks.count
    let place = tracks.lastIndex { $0.index.map { $0 < index } ?? false }
    // Further tracks of a nested composition go with the one that they came of.
    var next = place.map { $0 + 1 } ?? 0
    while next < tracks.count, place != nil, tracks[next].index == nil { next += 1 }
    tracks.insert(OTIOTrack(kept: value, index: index), at: next)
  }

  /// OpenTimelineIO keeps sound on tracks of its own; a clip's own sound would be heard twice.
  private mutating func mutePictures(_ tracks: inout [OTIOTrack], in timeline: JSONNode) {
    guard tracks.contains(where: { $0.kind == .audio && !$0.entries.isEmpty }) else { return }
    let places = tracks.indices.filter { tracks[$0].kind == .video && !tracks[$0].isOurs }
    guard !places.isEmpty else { return }
    note(timeline, "video tracks are muted, as the sound is on audio tracks")
    for place in places { tracks[place].mute(keys) }
  }

  /// An id names one segment: a clip that was split or copied elsewhere leaves it to the first.
  private mutating func settleIdentifiers(of track: inout OTIOTrack) {
    for place in track.entries.indices {
      guard let (name, id) = track.entries[place].identifier(keys), !repeatedIDs.contains(id),
        !usedIDs.insert(id).inserted
      else { continue }
      track.entries[place].value = track.entries[place].value.setting(member: name, to: nil)
    }
  }

  private mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}
