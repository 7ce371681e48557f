import JSONTree

/// Makes the segments of one track of the clips on it.
struct OTIOTrackBuilder {
  /// A segment, and where it is to be.
  struct Entry {
    var value: JSONValue
    var span: TimeSpan
    /// Its place in the array it came from, where it came from a draft.
    var index: Int?
    var isText = false

    init(value: JSONValue, span: TimeSpan, index: Int?, isText: Bool) {
      self.value = value
      self.span = span
      self.index = index
      self.isText = isText
    }

    /// A segment that was kept because a track could not hold it.
    init?(kept: JSONNode) {
      guard let value = kept[KeptMember.segment]?.value,
        let start = kept[KeptMember.start]?.number?.int64,
        let length = kept[KeptMember.duration]?.number?.int64
      else { return nil }
      self.init(
        value: value,
        span: TimeSpan(start: Milliseconds(start), length: Milliseconds(length)),
        index: kept[KeptMember.index]?.number?.int64.flatMap(Int.init(exactly:)), isText: false)
    }
  }

  /// Where a segment keeps what another program said about its clip.
  static let foreign = "otio"

  private let isAudio: Bool
  private let keys: KeyTable
  private(set) var entries: [Entry] = []
  private(set) var notes: [ConversionNote] = []

  init(isAudio: Bool, keys: KeyTable) {
    self.isAudio = isAudio
    self.keys = keys
  }

  mutating func add(_ placed: OTIOPlacedClip) {
    let start = Self.milliseconds(placed.start)
    let span = TimeSpan(start: start, length: Self.milliseconds(placed.end) - start)
    guard !span.isEmpty else { return }
    if let kept = OTIO.kept(in: placed.clip), let entry = Entry(kept: kept) {
      entries.append(updated(entry, kept, placed, span))
    } else {
      entries.append(foreign(placed, span))
    }
  }

  /// The track, and a text track for the words on it.
  func tracks(named name: String, isHidden: Bool) -> [JSONValue] {
    var metadata: [JSONMember] = []
    if !name.isEmpty { metadata.append(JSONMember(DraftKey.trackName.canonical, .string(name))) }
    if isHidden { metadata.append(JSONMember(DraftKey.trackHidden.canonical, true)) }
    let kinds: [(TrackKind, [Entry])] = [
      (isAudio ? .audio : .video, entries.filter { !$0.isText }), (.text, entries.filter(\.isText)),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { kind, entries in
      var members = [
        JSONMember(DraftKey.trackType.canonical, .number(JSONNumber(kind.wireValue ?? 0)))
      ]
      if !metadata.isEmpty {
        members.append(JSONMember(DraftKey.trackMetadata.canonical, .object(metadata)))
      }
      members.append(
        JSONMember(DraftKey.segments.canonical, .array(Self.values(of: entries, keys: keys))))
      return .object(members)
    }
  }

  /// The segments in array order, with a start wherever one would not begin there by itself.
  static func values(of entries: [Entry], keys: KeyTable) -> [JSONValue] {
    let ordered = entries.enumerated().sorted {
      ($0.element.index ?? .max, $0.offset) < ($1.element.index ?? .max, $1.offset)
    }
    var cursor = Milliseconds.zero
    return ordered.map { _, entry in
      let hasStart = keys.spellings(of: .segmentStart).contains { entry.value[$0.name] != nil }
      defer { cursor = entry.span.end }
      guard !hasStart, cursor != entry.span.start else { return entry.value }
      return entry.value.setting(.segmentStart, to: entry.span.start, keys: keys)
    }
  }

  /// A segment of ours, with what the clip says by now.
  private func updated(
    _ entry: Entry, _ kept: JSONNode, _ placed: OTIOPlacedClip, _ span: TimeSpan
  ) -> Entry {
    var entry = entry
    if span.start != entry.span.start {
      entry.value = entry.value.setting(.segmentStart, to: span.start, keys: keys)
    }
    if span.length != entry.span.length {
      entry.value = entry.value.setting(.segmentDuration, to: span.length, keys: keys)
    }
    entry.span = span
    var metadata =
      keys.spellings(of: .segmentMetadata).compactMap { entry.value[$0.name] }.first ?? [:]
    let inPoint = Self.inPoint(of: placed)
    if inPoint.rawValue != kept[KeptMember.inPoint]?.number?.int64 {
      metadata = metadata.setting(.inPoint, to: max(.zero, inPoint), keys: keys)
    }
    let source = OTIOLayers.mediaReference(of: placed.clip)?["target_url"]?.stringValue
    let old = keys.spellings(of: .source).compactMap { metadata[$0.name] }.first
    if let source, old != .string(source) {
      metadata = metadata.setting(.source, to: source, keys: keys)
    }
    if metadata != .object([]) {
      entry.value = entry.value.setting(.segmentMetadata, to: metadata, keys: keys)
    }
    return entry
  }

  private mutating func foreign(_ placed: OTIOPlacedClip, _ span: TimeSpan) -> Entry {
    let clip = placed.clip
    let name = clip[OTIO.name]?.stringValue ?? ""
    var metadata: [JSONMember] = []
    if !name.isEmpty { metadata.append(JSONMember(DraftKey.name.canonical, .string(name))) }
    let text = words(of: clip)
    if let text {
      metadata.append(JSONMember(DraftKey.text.canonical, .string(text)))
    } else {
      metadata.append(JSONMember(DraftKey.source.canonical, .string(source(of: clip, name: name))))
      let inPoint = Self.inPoint(of: placed)
      if inPoint < .zero {
        note(clip, "the clip starts before its media; it starts at 0 instead")
      } else if inPoint > .zero {
        metadata.append(JSONMember(DraftKey.inPoint.canonical, .milliseconds(inPoint)))
      }
    }
    addEffects(of: clip, to: &metadata)
    addTransition(of: placed, to: &metadata)
    if clip[OTIO.enabled]?.booleanValue == false {
      metadata.append(JSONMember(DraftKey.opacity.canonical, 0))
      metadata.append(JSONMember(DraftKey.muted.canonical, true))
      note(clip, "the clip is disabled; it is clear and silent here")
    }
    if let kept = clip[OTIO.metadata], kept.count > 0 {
      metadata.append(JSONMember(Self.foreign, kept.value))
      note(clip, "the clip's metadata is kept under \"\(Self.foreign)\"")
    }
    if let markers = clip[OTIO.markers], markers.count > 0 { note(markers, "markers are left out") }
    return Entry(
      value: .object([
        JSONMember(DraftKey.segmentStart.canonical, .milliseconds(span.start)),
        JSONMember(DraftKey.segmentDuration.canonical, .milliseconds(span.length)),
        JSONMember(DraftKey.segmentMetadata.canonical, .object(metadata)),
      ]), span: span, index: nil, isText: text != nil)
  }

  private func words(of clip: JSONNode) -> String? {
    guard let reference = OTIOLayers.mediaReference(of: clip),
      OTIO.schemaName(of: reference) == "GeneratorReference"
    else { return nil }
    return reference["parameters"]?["text"]?.stringValue
  }

  private mutating func source(of clip: JSONNode, name: String) -> String {
    let reference = OTIOLayers.mediaReference(of: clip)
    if let url = reference?["target_url"]?.stringValue, !url.isEmpty { return url }
    let schema = reference.map { OTIO.schemaName(of: $0) } ?? ""
    if schema == "ImageSequenceReference", let reference {
      note(clip, "an image sequence cannot be played; its name stands for it")
      return (reference["target_url_base"]?.stringValue ?? "")
        + (reference["name_prefix"]?.stringValue ?? "") + "#"
        + (reference["name_suffix"]?.stringValue ?? "")
    }
    note(clip, "the clip has no media; a slate stands for it")
    return name.isEmpty ? "missing" : name
  }

  private mutating func addEffects(of clip: JSONNode, to metadata: inout [JSONMember]) {
    for effect in clip.list(OTIO.effects) {
      if OTIO.schemaName(of: effect) == "LinearTimeWarp",
        let number = effect["time_scalar"]?.number, let speed = number.double,
        (0.1...16).contains(speed)
      {
        if speed != 1 { metadata.append(JSONMember(DraftKey.speed.canonical, .number(number))) }
      } else {
        let name =
          effect["effect_name"]?.stringValue ?? effect[OTIO.schema]?.stringValue ?? "unnamed"
        note(effect, "the effect \"\(name.prefix(40))\" has no counterpart and is left out")
      }
    }
    if metadata.filter({ $0.key == DraftKey.speed.canonical }).count > 1 {
      note(clip, "of several speeds the first is taken")
      let first = metadata.firstIndex { $0.key == DraftKey.speed.canonical }
      metadata = metadata.enumerated().filter {
        $0.element.key != DraftKey.speed.canonical || $0.offset == first
      }.map(\.element)
    }
  }

  private mutating func addTransition(of placed: OTIOPlacedClip, to metadata: inout [JSONMember]) {
    for (key, seconds) in [(DraftKey.fadeIn, placed.fadeIn), (.fadeOut, placed.fadeOut)]
    where seconds > 0 {
      metadata.append(JSONMember(key.canonical, .milliseconds(Self.milliseconds(seconds))))
    }
    guard let transition = placed.transition else { return }
    let before = OTIOLayers.seconds(transition["in_offset"])
    let after = OTIOLayers.seconds(transition["out_offset"])
    let length = Self.milliseconds(before + after)
    guard length > .zero else { return }
    let type = transition["transition_type"]?.stringValue ?? ""
    let ours = OTIO.kept(in: transition)?[KeptMember.transition]?.stringValue
    let kind = ours.flatMap(Timeline.TransitionKind.init(rawValue:)) ?? .crossfade
    if ours == nil, type != "SMPTE_Dissolve" {
      note(transition, "the transition \"\(type.prefix(40))\" is shown as a crossfade")
    }
    if abs(before - after) > 0.001 { note(transition, "the transition is centred on the cut") }
    metadata.append(
      JSONMember(
        DraftKey.transition.canonical,
        .object([
          JSONMember(DraftKey.transitionType.canonical, .string(kind.rawValue)),
          JSONMember(DraftKey.transitionDuration.canonical, .milliseconds(length)),
        ])))
  }

  /// Where in its media the clip starts, counted from the media's own first instant.
  private static func inPoint(of placed: OTIOPlacedClip) -> Milliseconds {
    let range = placed.clip[OTIO.sourceRange].flatMap { $0.kind == .object ? $0 : nil }
    let available = OTIOLayers.mediaReference(of: placed.clip)?["available_range"]
    let base = OTIOLayers.seconds(available?["start_time"])
    let start = range.map { OTIOLayers.seconds($0["start_time"]) } ?? base
    return milliseconds(start - base + placed.headCut * speed(of: placed.clip))
  }

  private static func speed(of clip: JSONNode) -> Double {
    let warp = clip.list(OTIO.effects).first { OTIO.schemaName(of: $0) == "LinearTimeWarp" }
    return warp?["time_scalar"]?.number?.double ?? 1
  }

  private static func milliseconds(_ seconds: Double) -> Milliseconds {
    let limit = Double(Milliseconds.limit.rawValue)
    return Milliseconds(Int64(min(max((seconds * 1000).rounded(), -limit), limit)))
  }

  private mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}
