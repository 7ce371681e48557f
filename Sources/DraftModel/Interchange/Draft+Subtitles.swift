public import JSONTree

extension Draft {
  /// The words of the text tracks as subtitles, in order of time.
  ///
  /// Hidden tracks are left out. What subtitles cannot carry (style, place, animation) is noted.
  ///
  /// - Parameter track: The place of the one track to take, from 0; nothing for all text tracks.
  /// - Throws: ``InterchangeError`` where there is no text.
  public func subtitles(
    track: Int? = nil
  ) throws(InterchangeError) -> Converted<[SubtitleCue]> {
    var notes: [ConversionNote] = []
    var cues: [SubtitleCue] = []
    // What of each cue's metadata subtitles may not carry, and where it is on the canvas.
    var origins: [(pointer: JSONPointer, members: [String], y: Double?)] = []
    for source in resolved().timeline.tracks
    where source.kind == .text && (track ?? source.index) == source.index {
      guard !source.isHidden || track != nil else {
        notes.append(
          ConversionNote("track \(source.index + 1)", "the track is hidden and left out"))
        continue
      }
      for segment in source.segments {
        guard case .text(let use) = segment.content, !segment.span.isEmpty,
          use.text.contains(where: { !$0.isWhitespace })
        else {
          let reason = segment.span.isEmpty ? "lasts no time" : "has no text"
          notes.append(
            ConversionNote(
              segment.pointer.description, "the segment \(reason) and is left out"))
          continue
        }
        let metadata = document.node(at: segment.pointer).flatMap {
          keys.field(.segmentMetadata, in: $0)?.node
        }
        let carried = [DraftKey.text, .name].flatMap { keys.spellings(of: $0).map(\.name) }
        let left =
          metadata?.members.map(\.key)
          .filter { !carried.contains($0) && $0 != SubtitleMember.settings } ?? []
        let height = metadata.flatMap { keys.field(.centreY, in: $0)?.node.number?.double }
        origins.append((segment.pointer, left, height))
        cues.append(
          SubtitleCue(
            id: segment.id, span: segment.span, text: use.text,
            settings: metadata?[SubtitleMember.settings]?.stringValue,
            position: SubtitleCue.Position(height: height ?? 1)))
      }
    }
    guard !cues.isEmpty else { throw InterchangeError(.nothingToWrite("text")) }
    var ordered = cues.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    // Where subtitles go by themselves need not be carried: all at the bottom, or each where it is.
    var bottom = ordered.map(\.element)
    for index in bottom.indices { bottom[index].position = .bottom }
    let usual = zip(
      SubtitlePlacement(of: bottom).heights,
      SubtitlePlacement(of: ordered.map(\.element)).heights)
    var isUsual = [Bool](repeating: false, count: cues.count)
    for ((low, own), (index, cue)) in zip(usual, ordered.enumerated()) {
      guard let y = origins[cue.offset].y else { continue }
      if abs(y - low) < 1e-6 { ordered[index].element.position = .bottom }
      isUsual[cue.offset] = abs(y - low) < 1e-6 || abs(y - own) < 1e-6
    }
    let spellings = keys.spellings(of: .centreY).map(\.name)
    for (origin, isUsual) in zip(origins, isUsual) {
      let left = origin.members.filter { !isUsual || !spellings.contains($0) }
      guard !left.isEmpty else { continue }
      notes.append(
        ConversionNote(
          origin.pointer.description, "subtitles cannot carry \(left.joined(separator: ", "))"))
    }
    return Converted(value: ordered.map(\.element), notes: notes)
  }
}

extension SubtitleCue {
  /// A draft that shows the cues: a text track, and further ones for cues that overlap.
  ///
  /// Cues are in the lower third of the picture unless they say otherwise, and those that are shown at once are
  /// above each other. A WebVTT cue's settings are kept under `cue_settings` in the segment's metadata.
  ///
  /// - Throws: ``InterchangeError`` where there are no cues.
  public static func draft(of cues: [SubtitleCue]) throws(InterchangeError) -> JSONValue {
    guard !cues.isEmpty else { throw InterchangeError(.nothingToConvert("cue")) }
    var tracks: [(end: Milliseconds, segments: [JSONValue])] = []
    let ordered = cues.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    var identifiers: Set<String> = []
    let heights = SubtitlePlacement(of: ordered.map(\.element)).heights
    for (cue, height) in zip(ordered.map(\.element), heights) {
      // An id is kept where it is the first of its spelling; ids name one segment.
      let id = cue.id.flatMap { identifiers.insert($0).inserted ? $0 : nil }
      let value = cue.segment(id: id, y: height)
      if let place = tracks.firstIndex(where: { $0.end <= cue.span.start }) {
        tracks[place].segments.append(value)
        tracks[place].end = cue.span.end
      } else {
        tracks.append((cue.span.end, [value]))
      }
    }
    let end = cues.map(\.span.end).max() ?? .zero
    return .object([
      JSONMember(DraftKey.draftDuration.canonical, .milliseconds(end)),
      JSONMember(
        DraftKey.tracks.canonical,
        .array(
          tracks.map { track in
            .object([
              JSONMember(
                DraftKey.trackType.canonical, .number(JSONNumber(TrackKind.text.wireValue ?? 7))),
              JSONMember(DraftKey.segments.canonical, .array(track.segments)),
            ])
          })),
    ])
  }

  private func segment(id: String?, y: Double) -> JSONValue {
    var members: [JSONMember] = []
    if let id { members.append(JSONMember(DraftKey.segmentIdentifier.canonical, .string(id))) }
    members.append(JSONMember(DraftKey.segmentStart.canonical, .milliseconds(span.start)))
    members.append(JSONMember(DraftKey.segmentDuration.canonical, .milliseconds(span.length)))
    var metadata = [JSONMember(DraftKey.text.canonical, .string(text))]
    if let y = JSONNumber(y) { metadata.append(JSONMember(DraftKey.centreY.canonical, .number(y))) }
    if let settings { metadata.append(JSONMember(SubtitleMember.settings, .string(settings))) }
    members.append(JSONMember(DraftKey.segmentMetadata.canonical, .object(metadata)))
    return .object(members)
  }
}

/// What a text segment keeps of the subtitle it was made of.
private enum SubtitleMember {
  static let settings = "cue_settings"
}
