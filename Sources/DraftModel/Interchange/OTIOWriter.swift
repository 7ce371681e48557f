import JSONTree

/// Writes a draft as an OpenTimelineIO timeline.
struct OTIOWriter {
  private let draft: Draft
  private let resolved: Timeline
  private let time: OTIOTime
  /// Whether members that hold what readers assume are left out.
  let isTerse: Bool
  private(set) var notes: [ConversionNote] = []

  init(draft: Draft, isTerse: Bool = false) {
    self.draft = draft
    self.isTerse = isTerse
    resolved = draft.resolved().timeline
    time = OTIOTime(of: draft, resolved)
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
    noteLosses(of: draft.node, .draftMetadata, but: [.title, .frameRate])
    if draft.envelope != .bare {
      note(draft.node, "only the draft is written, not the \(draft.envelope.rawValue) around it")
    }
    let metadata = draft.keys.field(.draftMetadata, in: draft.node)?.node
    return [
      "OTIO_SCHEMA": "Timeline.1",
      "metadata": withForeign(metadata, keptDraft(with: kept)),
      "name": .string(resolved.title ?? ""),
      "global_start_time": OTIOTime.declaredRate(of: draft).map { OTIOTime.zero(at: $0) } ?? .null,
      "tracks": composition("Stack.1", name: "tracks", metadata: [:], children, []),
    ]
  }

  private func keptDraft(with tracks: [JSONValue]) -> JSONValue {
    var members = [
      JSONMember(KeptMember.draft, emptying(.tracks, draft.node)),
      JSONMember(KeptMember.tracks, .array(tracks)),
    ]
    if draft.keys.field(.draftDuration, in: draft.node) != nil {
      members.append(JSONMember(KeptMember.end, .milliseconds(resolved.contentEnd)))
    }
    var seen: Set<String> = []
    let repeated = Set(
      resolved.tracks.flatMap(\.segments).compactMap(\.id).filter { !seen.insert($0).inserted })
    if !repeated.isEmpty {
      members.append(
        JSONMember(KeptMember.repeatedIDs, .array(repeated.sorted().map { .string($0) })))
    }
    return .object(members)
  }

  private mutating func track(_ track: Timeline.Track, _ raw: DraftTrack) -> JSONValue {
    var children: [JSONValue] = []
    var cursor = Milliseconds.zero
    let placement = OTIOPlacement(of: track)
    let strays = raw.segments.filter { $0.node.kind != .object }
    let isNumbered = !placement.isInOrder || !strays.isEmpty
    for stray in strays {
      note(stray.node, "this is not a segment; it is kept under metadata.roughcut")
    }
    for (segment, span) in placement.placed {
      if span != segment.span, let node = draft.document.node(at: segment.pointer) {
        note(
          node, "a track cannot hold overlaps; the segment is written up to where the next begins")
      }
      if span.start > cursor { children.append(gap(cursor, span.start)) }
      let cut = segment.transition.flatMap { cursor == span.start && cursor > .zero ? $0 : nil }
      if let cut { children.append(transition(cut)) }
      children.append(
        clip(
          segment, span, on: track, isCut: cut != nil, isNumbered: isNumbered))
      cursor = span.end
    }
    noteLosses(of: raw.node, .trackMetadata, but: [.trackName, .trackHidden])
    var kept = [
      JSONMember(KeptMember.track, emptying(.segments, raw.node)),
      JSONMember(KeptMember.index, .number(JSONNumber(Int64(track.index)))),
    ]
    if !placement.left.isEmpty || !strays.isEmpty {
      kept.append(
        JSONMember(KeptMember.segments, .array(placement.left.map(left) + strays.map(left))))
    }
    return composition(
      "Track.1", name: track.name ?? "", metadata: withForeign(raw.metadata, .object(kept)),
      children,
      [
        JSONMember("kind", track.kind == .audio ? "Audio" : "Video"),
        JSONMember("enabled", .boolean(!track.isHidden)),
      ])
  }

  private mutating func clip(
    _ segment: Timeline.Segment, _ span: TimeSpan, on track: Timeline.Track, isCut: Bool,
    isNumbered: Bool
  ) -> JSONValue {
    noteLosses(of: segment)
    let node = draft.document.node(at: segment.pointer)
    var kept = [JSONMember(KeptMember.segment, node?.value ?? [:])]
    if track.kind == .text { kept.append(JSONMember(KeptMember.kind, "text")) }
    if isNumbered { kept.append(JSONMember(KeptMember.index, index(of: segment))) }
    if span.length != segment.span.length {
      kept.append(JSONMember(KeptMember.duration, .milliseconds(span.length)))
    }
    if segment.transition != nil, !isCut {
      kept.append(JSONMember(KeptMember.transition, false))
    }
    let metadata = node.flatMap { draft.keys.field(.segmentMetadata, in: $0)?.node }
    let form = OTIOClipForm(of: segment)
    var members = [
      JSONMember("OTIO_SCHEMA", "Clip.2"),
      JSONMember("metadata", withForeign(metadata, .object(kept))),
      JSONMember("name", .string(form.name)),
      JSONMember("source_range", time.range(form.inPoint, span)),
    ]
    if !isTerse || form.speed != .one {
      members.append(JSONMember("effects", .array(form.effects)))
    }
    if !isTerse { members += [JSONMember("markers", []), JSONMember("enabled", true)] }
    members += [
      JSONMember("media_references", ["DEFAULT_MEDIA": form.reference(isTerse: isTerse)]),
      JSONMember("active_media_reference_key", "DEFAULT_MEDIA"),
    ]
    return .object(members)
  }

  private func transition(_ transition: Timeline.Transition) -> JSONValue {
    let halves = time.halves(of: transition.length)
    return [
      "OTIO_SCHEMA": "Transition.1",
      "metadata": ["roughcut": ["transition": .string(transition.kind.rawValue)]],
      "name": .string(transition.kind.rawValue), "in_offset": halves.before,
      "out_offset": halves.after,
      "transition_type": .string(transition.kind.otioType),
    ]
  }

  private func gap(_ start: Milliseconds, _ end: Milliseconds) -> JSONValue {
    var members = [JSONMember("OTIO_SCHEMA", "Gap.1")]
    if !isTerse { members += [JSONMember("metadata", [:]), JSONMember("name", "")] }
    members.append(
      JSONMember(
        "source_range",
        [
          "OTIO_SCHEMA": "TimeRange.1", "duration": time.length(from: start, to: end),
          "start_time": time.time(.zero),
        ]))
    if !isTerse {
      members += [
        JSONMember("effects", []), JSONMember("markers", []), JSONMember("enabled", true),
      ]
    }
    return .object(members)
  }

  private func composition(
    _ schema: String, name: String, metadata: JSONValue, _ children: [JSONValue],
    _ further: [JSONMember]
  ) -> JSONValue {
    var members = [
      JSONMember("OTIO_SCHEMA", .string(schema)), JSONMember("metadata", metadata),
      JSONMember("name", .string(name)), JSONMember("source_range", nil),
      JSONMember("effects", []), JSONMember("markers", []),
    ]
    if !further.contains(where: { $0.key == OTIO.enabled }) {
      members.append(JSONMember(OTIO.enabled, true))
    }
    return .object(members + further + [JSONMember("children", .array(children))])
  }

  /// What is kept, beside what other programs said in the file that the draft was made of.
  private func withForeign(_ metadata: JSONNode?, _ kept: JSONValue) -> JSONValue {
    let foreign = metadata?[OTIO.foreign].flatMap { $0.kind == .object ? $0 : nil }
    let members = (foreign.map { Array($0.members) } ?? []).filter { $0.key != OTIO.ours }
      .map { JSONMember($0.key, $0.value.value) }
    return .object(members + [JSONMember(OTIO.ours, kept)])
  }

  /// What is kept of a segment that has no clip.
  private func left(_ segment: Timeline.Segment) -> JSONValue {
    [
      "index": index(of: segment), "start": .milliseconds(segment.span.start),
      "duration": .milliseconds(segment.span.length),
      "segment": draft.document.node(at: segment.pointer)?.value ?? [:],
    ]
  }

  /// What is kept of an element that is no segment.
  private func left(_ stray: DraftSegment) -> JSONValue {
    [
      "index": .number(JSONNumber(Int64(stray.index))), "start": 0, "duration": 0,
      "segment": stray.node.value,
    ]
  }

  private func index(of segment: Timeline.Segment) -> JSONValue {
    .number(JSONNumber(segment.pointer.tokens.last.flatMap { Int64($0) } ?? 0))
  }

  // MARK: Losses

  private mutating func noteLosses(of segment: Timeline.Segment) {
    guard let node = draft.document.node(at: segment.pointer) else { return }
    noteLosses(
      of: node, .segmentMetadata, but: [.name, .source, .inPoint, .speed, .text, .transition])
  }

  /// Notes the members of an object's metadata that only we read.
  private mutating func noteLosses(
    of node: JSONNode, _ key: DraftKey, but carried: [DraftKey]
  ) {
    guard let metadata = draft.keys.field(key, in: node)?.node else { return }
    let names = carried.flatMap { draft.keys.spellings(of: $0).map(\.name) } + [OTIO.foreign]
    let left = metadata.members.map(\.key).filter { !names.contains($0) }
    guard !left.isEmpty else { return }
    note(
      node,
      "\(left.joined(separator: ", ")): kept under metadata.roughcut, which others do not read")
  }

  /// The object with an empty array in the place of what is written elsewhere, so that the place is known.
  private func emptying(_ key: DraftKey, _ node: JSONNode) -> JSONValue {
    guard let field = draft.keys.field(key, in: node), field.node.kind == .array else {
      return node.value
    }
    return .object(
      node.members.map { name, value in
        JSONMember(name, name == field.alias.name ? [] : value.value)
      })
  }

  private mutating func note(_ node: JSONNode, _ message: String) {
    notes.append(ConversionNote(node.pointer.description, message))
  }
}

extension Timeline.TransitionKind {
  /// What the format calls a transition of the kind.
  var otioType: String { self == .crossfade ? OTIO.dissolve : "Custom_Transition" }
}
