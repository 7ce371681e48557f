import JSONTree

/// Writes a draft as an OpenTimelineIO timeline.
struct OTIOWriter {
  private let draft: Draft
  private let resolved: Timeline
  private(set) var notes: [ConversionNote] = []

  init(draft: Draft) {
    self.draft = draft
    resolved = draft.resolved().timeline
  }

  mutating func timeline() -> JSONValue {
    var children: [JSONValue] = []
    var kept: [JSONValue] = []
    for (track, raw) in zip(resolved.tracks, draft.tracks) {
      if track.kind.isDrawn, raw.node.kind == .object {
        children.append(self.track(track, raw))
      } else {
        note(raw.node, "the track has no counterpart; it is kept under metadata.roughcut")
        kept.append([
          "index": .number(JSONNumber(Int64(track.index))), "track": raw.node.value,
        ])
      }
    }
    if draft.envelope != .bare {
      note(draft.node, "only the draft is written, not the \(draft.envelope.rawValue) around it")
    }
    return [
      "OTIO_SCHEMA": "Timeline.1",
      "metadata": [
        "roughcut": [
          "draft": emptying(.tracks, draft.node), "tracks": .array(kept),
        ]
      ],
      "name": .string(resolved.title ?? ""), "global_start_time": nil,
      "tracks": composition("Stack.1", name: "tracks", metadata: [:], children, []),
    ]
  }

  private mutating func track(_ track: Timeline.Track, _ raw: DraftTrack) -> JSONValue {
    var children: [JSONValue] = []
    var cursor = Milliseconds.zero
    var last: (pointer: JSONPointer, end: Milliseconds)?
    let (placed, left) = placements(of: track)
    for (segment, span) in placed {
      if span.start > cursor { children.append(gap(span.start - cursor)) }
      if let transition = segment.transition, last?.end == span.start {
        children.append(self.transition(transition))
      }
      children.append(clip(segment, span, on: track))
      cursor = span.end
      last = (segment.pointer, span.end)
    }
    let kept: JSONValue = [
      "track": emptying(.segments, raw.node),
      "index": .number(JSONNumber(Int64(track.index))),
      "segments": .array(left.map { keeping($0, $0.span, on: track) }),
    ]
    return composition(
      "Track.1", name: track.name ?? "", metadata: ["roughcut": kept], children,
      [
        JSONMember("kind", track.kind == .audio ? "Audio" : "Video"),
        JSONMember("enabled", .boolean(!track.isHidden)),
      ])
  }

  /// The segments in order of time, cut where the next begins; and those of which nothing is seen.
  private mutating func placements(
    of track: Timeline.Track
  ) -> (placed: [(Timeline.Segment, TimeSpan)], left: [Timeline.Segment]) {
    let ordered = track.segments.enumerated()
      .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
      .map(\.element)
    var placed: [(Timeline.Segment, TimeSpan)] = []
    var left: [Timeline.Segment] = []
    for (index, segment) in ordered.enumerated() {
      let next = ordered[(index + 1)...].first { !$0.span.isEmpty }
      let end = min(segment.span.end, next?.span.start ?? segment.span.end)
      guard end > segment.span.start, let span = TimeSpan(start: segment.span.start, end: end)
      else {
        left.append(segment)
        continue
      }
      if span != segment.span, let node = draft.document.node(at: segment.pointer) {
        note(
          node, "a track cannot hold overlaps; the segment is written up to where the next begins")
      }
      placed.append((segment, span))
    }
    return (placed, left)
  }

  private mutating func clip(
    _ segment: Timeline.Segment, _ span: TimeSpan, on track: Timeline.Track
  ) -> JSONValue {
    var effects: [JSONValue] = []
    var inPoint = Milliseconds.zero
    if case .media(let use) = segment.content {
      inPoint = use.inPoint
      if use.speed != .one, let speed = JSONNumber(use.speed.decimalText) {
        effects.append([
          "OTIO_SCHEMA": "LinearTimeWarp.1", "metadata": [:], "name": "",
          "effect_name": "LinearTimeWarp", "time_scalar": .number(speed),
        ])
      }
    }
    noteLosses(of: segment)
    return [
      "OTIO_SCHEMA": "Clip.2", "metadata": ["roughcut": keeping(segment, span, on: track)],
      "name": .string(segment.name ?? segment.label ?? ""),
      "source_range": OTIO.range(inPoint, span.length), "effects": .array(effects), "markers": [],
      "enabled": true,
      "media_references": ["DEFAULT_MEDIA": reference(of: segment)],
      "active_media_reference_key": "DEFAULT_MEDIA",
    ]
  }

  private func reference(of segment: Timeline.Segment) -> JSONValue {
    let shared: [JSONMember] = [
      JSONMember("metadata", [:]), JSONMember("name", ""), JSONMember("available_range", nil),
      JSONMember("available_image_bounds", nil),
    ]
    switch segment.content {
    case .media(let use):
      return .object(
        [JSONMember("OTIO_SCHEMA", "ExternalReference.1")] + shared
          + [JSONMember("target_url", .string(use.source))])
    case .text(let use):
      return .object(
        [JSONMember("OTIO_SCHEMA", "GeneratorReference.1")] + shared + [
          JSONMember("generator_kind", "text"),
          JSONMember("parameters", ["text": .string(use.text)]),
        ])
    case .missing: return .object([JSONMember("OTIO_SCHEMA", "MissingReference.1")] + shared)
    }
  }

  private func transition(_ transition: Timeline.Transition) -> JSONValue {
    let half = Milliseconds(transition.length.rawValue / 2)
    let isDissolve = transition.kind == .crossfade
    return [
      "OTIO_SCHEMA": "Transition.1",
      "metadata": ["roughcut": ["transition": .string(transition.kind.rawValue)]],
      "name": .string(transition.kind.rawValue), "in_offset": OTIO.time(half),
      "out_offset": OTIO.time(transition.length - half),
      "transition_type": .string(isDissolve ? "SMPTE_Dissolve" : "Custom_Transition"),
    ]
  }

  private func gap(_ length: Milliseconds) -> JSONValue {
    [
      "OTIO_SCHEMA": "Gap.1", "metadata": [:], "name": "",
      "source_range": OTIO.range(.zero, length), "effects": [], "markers": [], "enabled": true,
    ]
  }

  private func composition(
    _ schema: String, name: String, metadata: JSONValue, _ children: [JSONValue],
    _ members: [JSONMember]
  ) -> JSONValue {
    var all: [JSONMember] = [
      JSONMember("OTIO_SCHEMA", .string(schema)), JSONMember("metadata", metadata),
      JSONMember("name", .string(name)), JSONMember("source_range", nil),
      JSONMember("effects", []), JSONMember("markers", []),
    ]
    if !members.contains(where: { $0.key == OTIO.enabled }) {
      all.append(JSONMember("enabled", true))
    }
    return .object(all + members + [JSONMember("children", .array(children))])
  }

  /// The segment as it was, and what it said when it was written, so that changes to the clip are seen.
  private func keeping(
    _ segment: Timeline.Segment, _ span: TimeSpan, on track: Timeline.Track
  ) -> JSONValue {
    let index = segment.pointer.tokens.last.flatMap { Int64($0) } ?? 0
    var inPoint = Milliseconds.zero
    if case .media(let use) = segment.content { inPoint = use.inPoint }
    return [
      "index": .number(JSONNumber(index)), "start": .milliseconds(span.start),
      "duration": .milliseconds(span.length), "in": .milliseconds(inPoint),
      "segment": draft.document.node(at: segment.pointer)?.value ?? [:],
    ]
  }

  private mutating func noteLosses(of segment: Timeline.Segment) {
    guard let node = draft.document.node(at: segment.pointer),
      let metadata = draft.keys.field(.segmentMetadata, in: node)?.node
    else { return }
    let carried: [DraftKey] = [.name, .source, .inPoint, .speed, .text, .transition]
    let names = carried.flatMap { draft.keys.spellings(of: $0).map(\.name) }
    let left = metadata.members.map(\.key).filter { !names.contains($0) }
    guard !left.isEmpty else { return }
    note(
      node,
      "\(left.joined(separator: ", ")): kept under metadata.roughcut, which others do not read")
  }

  /// The object with an empty array in the place of what is written elsewhere, so that the place is known.
  private func emptying(_ key: DraftKey, _ node: JSONNode) -> JSONValue {
    guard draft.keys.field(key, in: node) != nil else { return node.value }
    return node.value.setting(key, to: [], keys: draft.keys)
  }

  private mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}
