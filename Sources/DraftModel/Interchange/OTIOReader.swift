import JSONTree

/// Reads an OpenTimelineIO timeline as a draft.
struct OTIOReader {
  private(set) var notes: [ConversionNote] = []
  private let keys = KeyTable.standard
  private var isOurs = false

  mutating func draft(from root: JSONNode) throws(InterchangeError) -> JSONValue {
    let timeline = try timeline(in: root)
    let stack = timeline["tracks"] ?? timeline
    isOurs = OTIO.kept(in: timeline)?[KeptMember.draft] != nil
    var tracks: [(index: Int, value: JSONValue)] = []
    let children =
      OTIO.schemaName(of: stack) == "Stack"
      ? Array(stack.list(OTIO.children)) : [stack]
    for child in children { read(child, into: &tracks) }
    for kept in (OTIO.kept(in: timeline) ?? timeline).list(KeptMember.tracks) {
      if let value = kept[KeptMember.track]?.value {
        tracks.append((Self.index(kept) ?? tracks.count, value))
      }
    }
    if isOurs {
      tracks = tracks.enumerated().sorted {
        ($0.element.index, $0.offset) < ($1.element.index, $1.offset)
      }.map(\.element)
    }
    guard isOurs || tracks.contains(where: { $0.value[DraftKey.segments.canonical]?[0] != nil })
    else {
      throw InterchangeError(.nothingToConvert("clip"))
    }
    return assemble(timeline, tracks.map(\.value))
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

  private mutating func read(_ item: JSONNode, into tracks: inout [(index: Int, value: JSONValue)])
  {
    let kind = item[OTIO.kind]?.stringValue ?? "Video"
    guard kind == "Video" || kind == "Audio" else {
      note(item, "a track of kind \"\(kind.prefix(40))\" has no counterpart and is left out")
      return
    }
    if let kept = OTIO.kept(in: item), kept[KeptMember.track] != nil, isOurs {
      tracks.append((Self.index(kept) ?? tracks.count, ownTrack(item, kept)))
      return
    }
    let layout = OTIOLayers(of: item)
    for (level, layer) in layout.layers.enumerated() {
      var builder = OTIOTrackBuilder(isAudio: kind == "Audio", keys: keys)
      for clip in layer { builder.add(clip) }
      notes += builder.notes
      let name = item[OTIO.name]?.stringValue ?? ""
      let suffix = level == 0 || name.isEmpty ? name : "\(name) \(level + 1)"
      for value in builder.tracks(
        named: suffix, isHidden: item[OTIO.enabled]?.booleanValue == false)
      {
        tracks.append((tracks.count, value))
      }
    }
    if let markers = item[OTIO.markers], markers.count > 0 { note(markers, "markers are left out") }
  }

  /// A track that we wrote, with what has been changed in it since.
  private mutating func ownTrack(_ item: JSONNode, _ kept: JSONNode) -> JSONValue {
    var entries: [OTIOTrackBuilder.Entry] = []
    let isAudio = item[OTIO.kind]?.stringValue == "Audio"
    for layer in OTIOLayers(of: item).layers {
      var builder = OTIOTrackBuilder(isAudio: isAudio, keys: keys)
      for clip in layer { builder.add(clip) }
      notes += builder.notes
      entries += builder.entries
    }
    for left in kept.list(KeptMember.segments) {
      if let entry = OTIOTrackBuilder.Entry(kept: left) { entries.append(entry) }
    }
    let track = kept[KeptMember.track]?.value ?? [:]
    return track.setting(
      .segments, to: .array(OTIOTrackBuilder.values(of: entries, keys: keys)), keys: keys)
  }

  private mutating func assemble(_ timeline: JSONNode, _ tracks: [JSONValue]) -> JSONValue {
    if isOurs, let kept = OTIO.kept(in: timeline)?[KeptMember.draft]?.value {
      return kept.setting(.tracks, to: .array(tracks), keys: keys)
    }
    var metadata: [JSONMember] = []
    if let name = timeline[OTIO.name]?.stringValue, !name.isEmpty {
      metadata.append(JSONMember(DraftKey.title.canonical, .string(name)))
    }
    if let kept = timeline[OTIO.metadata], kept.count > 0 {
      metadata.append(JSONMember(OTIOTrackBuilder.foreign, kept.value))
      note(kept, "the timeline's metadata is kept under \"\(OTIOTrackBuilder.foreign)\"")
    }
    if let start = timeline["global_start_time"], !start.isNull {
      note(start, "the timeline's start time is left out; drafts start at 0")
    }
    var members: [JSONMember] = []
    if !metadata.isEmpty {
      members.append(JSONMember(DraftKey.draftMetadata.canonical, .object(metadata)))
    }
    members.append(
      JSONMember(DraftKey.tracks.canonical, .array(mutingPictures(of: tracks, in: timeline))))
    return .object(members)
  }

  /// OpenTimelineIO keeps sound on tracks of its own; a clip's own sound would be heard twice.
  private mutating func mutingPictures(of tracks: [JSONValue], in timeline: JSONNode) -> [JSONValue]
  {
    let type = DraftKey.trackType.canonical
    guard tracks.contains(where: { $0[type] == 1 }) else { return tracks }
    note(timeline, "video tracks are muted, as the sound is on audio tracks")
    return tracks.map { track in
      guard track[type] == 0 else { return track }
      let metadata = track[DraftKey.trackMetadata.canonical] ?? .object([])
      return track.setting(
        .trackMetadata, to: metadata.setting(.trackMuted, to: true, keys: keys), keys: keys)
    }
  }

  private static func index(_ kept: JSONNode) -> Int? {
    kept[KeptMember.index]?.number?.int64.flatMap(Int.init(exactly:))
  }

  private mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}
