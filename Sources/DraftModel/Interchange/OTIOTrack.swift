import JSONTree

/// A track of the draft that is being made.
struct OTIOTrack {
  /// What a track of the file says of itself.
  struct Origin {
    let name: String
    let isEnabled: Bool
    let isAudio: Bool
    let metadata: JSONValue?
    /// What we keep of the track that it was written of.
    let kept: JSONNode?

    init(_ item: JSONNode) {
      name = item[OTIO.name]?.stringValue ?? ""
      isEnabled = item[OTIO.enabled]?.booleanValue ?? true
      isAudio = item[OTIO.kind]?.stringValue == "Audio"
      metadata = OTIO.foreignMetadata(of: item)
      kept = OTIO.kept(in: item).flatMap { $0[KeptMember.track]?.kind == .object ? $0 : nil }
    }
  }

  private(set) var kind: TrackKind
  /// The track's members but for its segments, which are put where an empty array of them is.
  private(set) var value: JSONValue
  var entries: [OTIOEntry]
  /// The track's place in the draft that it was written of.
  private(set) var index: Int?
  /// Whether it was written of a draft's track.
  let isOurs: Bool

  /// A track that had no counterpart, whole.
  init(kept value: JSONValue, index: Int) {
    kind = .unknown(nil)
    self.value = value
    self.index = index
    entries = []
    isOurs = true
  }

  /// The tracks that the clips of one layer come to: the layer's own, and one for clips of another kind on it.
  ///
  /// - Parameters:
  ///   - isBase: Whether the layer is the track itself, and not something nested in it.
  ///   - level: The layer's place, for its name.
  static func tracks(
    of entries: [OTIOEntry], isAudio: Bool, from origin: Origin, isBase: Bool, level: Int,
    keys: KeyTable
  ) -> [OTIOTrack] {
    var tracks: [OTIOTrack] = []
    var rest = entries
    if isBase, let kept = origin.kept {
      let own = OTIOTrack(origin, kept, of: entries, keys: keys)
      rest = entries.filter { $0.isText != (own.kind == .text) }
      tracks.append(own)
    }
    for kind in [isAudio ? TrackKind.audio : .video, .text] {
      let fitting = rest.filter { $0.isText == (kind == .text) }
      guard !fitting.isEmpty else { continue }
      let suffix = (level == 0 || origin.name.isEmpty) ? "" : " \(level + 1)"
      tracks.append(OTIOTrack(kind, named: origin.name + suffix, from: origin, fitting))
    }
    return tracks
  }

  /// A track of another program.
  private init(_ kind: TrackKind, named name: String, from origin: Origin, _ entries: [OTIOEntry]) {
    self.kind = kind
    self.entries = entries
    isOurs = false
    var metadata: [JSONMember] = []
    if !name.isEmpty { metadata.append(JSONMember(DraftKey.trackName.canonical, .string(name))) }
    if !origin.isEnabled { metadata.append(JSONMember(DraftKey.trackHidden.canonical, true)) }
    if let foreign = origin.metadata, origin.kept == nil {
      metadata.append(JSONMember(OTIO.foreign, foreign))
    }
    var members = [
      JSONMember(DraftKey.trackType.canonical, .number(JSONNumber(kind.wireValue ?? 0)))
    ]
    if !metadata.isEmpty {
      members.append(JSONMember(DraftKey.trackMetadata.canonical, .object(metadata)))
    }
    members.append(JSONMember(DraftKey.segments.canonical, []))
    value = .object(members)
  }

  /// A track that we wrote, with what has been changed in it since.
  private init(
    _ origin: Origin, _ kept: JSONNode, of entries: [OTIOEntry], keys: KeyTable
  ) {
    let node = kept[KeptMember.track]
    value = node?.value ?? [:]
    index = kept[KeptMember.index]?.number?.int64.flatMap(Int.init(exactly:))
    isOurs = true
    let raw = node.map { DraftTrack(node: $0, index: 0, keys: keys) }
    kind = raw?.kind ?? .video
    if (kind == .audio) != origin.isAudio {
      kind = origin.isAudio ? .audio : .video
      let type = JSONValue.number(JSONNumber(kind.wireValue ?? 0))
      value = value.setting(.trackType, to: type, keys: keys)
    }
    let isText = kind == .text
    self.entries =
      entries.filter { $0.isText == isText }
      + kept.list(KeptMember.segments).compactMap { Self.left($0) }
    var quiet = FieldReader(keys: keys)
    let metadata = raw?.metadata
    if origin.name != quiet.string(.trackName, in: metadata) ?? "" {
      set(.trackName, origin.name.isEmpty ? nil : .string(origin.name), keys)
    }
    if origin.isEnabled == (quiet.boolean(.trackHidden, in: metadata) ?? false) {
      set(.trackHidden, origin.isEnabled ? nil : true, keys)
    }
    if origin.metadata != metadata?[OTIO.foreign]?.value {
      change(keys) { $0.setting(member: OTIO.foreign, to: origin.metadata) }
    }
  }

  /// A segment that was kept because a track could not hold it.
  private static func left(_ kept: JSONNode) -> OTIOEntry? {
    guard let value = kept[KeptMember.segment]?.value,
      let start = kept[KeptMember.start]?.number?.int64,
      let length = kept[KeptMember.duration]?.number?.int64
    else { return nil }
    return OTIOEntry(
      value: value,
      span: TimeSpan(start: Milliseconds(start), length: Milliseconds(length)),
      index: kept[KeptMember.index]?.number?.int64.flatMap(Int.init(exactly:)))
  }

  /// Silences the track.
  mutating func mute(_ keys: KeyTable) { set(.trackMuted, true, keys) }

  /// Sets a member of the track's metadata, or takes it away under all of its spellings.
  private mutating func set(_ key: DraftKey, _ value: JSONValue?, _ keys: KeyTable) {
    change(keys) { metadata in
      guard let value else {
        return keys.spellings(of: key).reduce(metadata) { $0.setting(member: $1.name, to: nil) }
      }
      return metadata.setting(key, to: value, keys: keys)
    }
  }

  private mutating func change(_ keys: KeyTable, _ edit: (JSONValue) -> JSONValue) {
    let spelling = keys.spellings(of: .trackMetadata).first { value[$0.name] != nil }
    let old = spelling.flatMap { value[$0.name] }
    let new = edit(old.flatMap { $0 == .null ? nil : $0 } ?? [:])
    guard new != old, old != nil || new != [:] else { return }
    value = value.setting(.trackMetadata, to: new, keys: keys)
  }
}
