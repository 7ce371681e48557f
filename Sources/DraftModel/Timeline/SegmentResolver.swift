import JSONTree

/// Resolves the segments of one track.
struct SegmentResolver {
  let kind: TrackKind
  var reader: FieldReader
  /// What an earlier state of the draft was resolved to.
  var earlier: EarlierResolution?

  /// The segments in array order, each with its absolute place.
  mutating func segments(of track: DraftTrack) -> [Timeline.Segment] {
    var segments: [Timeline.Segment] = []
    var nodes: [JSONNode] = []
    var cursor = Milliseconds.zero
    let known = earlier?.segments(of: track, kind: kind)
    for raw in track.segments {
      guard raw.node.kind == .object else {
        reader.report(
          Finding(.wrongType, .error, at: raw.node, "a segment is \(raw.node.kind.phrase)"))
        continue
      }
      let segment =
        known?.segment(like: raw).map { known in
          var known = known
          if raw.field(.segmentStart).map(\.node.isNull) ?? true {
            known.span = TimeSpan(start: cursor, length: known.span.length)
          }
          return known
        } ?? segment(from: raw, following: cursor)
      cursor = segment.span.end
      segments.append(segment)
      nodes.append(raw.node)
    }
    if kind.isDrawn { reportOverlaps(segments, nodes) }
    return segments
  }

  private mutating func segment(
    from raw: DraftSegment, following cursor: Milliseconds
  ) -> Timeline.Segment {
    let node = raw.node
    let start = reader.time(.segmentStart, in: node) ?? cursor
    let length = length(of: node)
    let metadata = reader.object(.segmentMetadata, in: node)
    var segment = Timeline.Segment(
      pointer: node.pointer, id: reader.string(.segmentIdentifier, in: node),
      name: reader.string(.name, in: metadata), span: TimeSpan(start: start, length: length),
      content: .missing, picture: Timeline.Placement(), sound: Timeline.Sound(), keyframes: [],
      kenBurns: nil, transition: nil, effects: [])
    reader.noteUnread(in: node, scope: .segment)
    // What a track of an unknown type means by its metadata is not ours to judge.
    guard kind.isDrawn else { return segment }
    segment.content = content(of: node, metadata)
    segment.picture = placement(in: metadata)
    segment.sound = sound(in: metadata)
    segment.keyframes = keyframes(in: metadata)
    segment.kenBurns = kenBurns(in: metadata)
    segment.transition = transition(in: metadata)
    segment.effects = effects(in: metadata)
    reader.noteUnread(in: metadata, scope: .segmentMetadata)
    return segment
  }

  private mutating func length(of node: JSONNode) -> Milliseconds {
    guard let field = reader.keys.field(.segmentDuration, in: node), !field.node.isNull else {
      reader.report(
        Finding(
          .missingMember, .error, at: node, "the segment has no \"d\" (duration)",
          advice: "it takes no time and is not drawn"))
      return .zero
    }
    guard let length = reader.time(.segmentDuration, in: node) else { return .zero }
    if length == .zero {
      reader.report(
        Finding(
          .emptySegment, .warning, at: field.node, "the segment lasts 0 ms",
          advice: "it is not drawn"))
    }
    return length
  }

  private mutating func content(of node: JSONNode, _ metadata: JSONNode?) -> Timeline.Content {
    if kind == .text {
      guard let text = reader.string(.text, in: metadata) else {
        if isAbsent(.text, in: metadata) {
          reader.report(
            Finding(
              .missingMember, .error, at: metadata ?? node, "the text segment has no \"text\""))
        }
        return .missing
      }
      return .text(
        Timeline.TextUse(
          text: text, style: textStyle(in: reader.object(.style, in: metadata)),
          maxWidth: reader.number(.maxWidth, in: metadata, 0.01...10) ?? 0.9,
          animation: reader.word(
            .animation, in: metadata, as: Timeline.TextAnimation.self, naming: "animation")
            ?? .none))
    }
    let slowest = Ratio(1, 10) ?? .one
    let inPoint = reader.time(.inPoint, in: metadata) ?? .zero
    let speed = reader.ratio(.speed, in: metadata, slowest...Ratio(16)) ?? .one
    let loops = reader.boolean(.loop, in: metadata)
    let source = reader.string(.source, in: metadata)
    guard let source, !source.isEmpty else {
      if source != nil || isAbsent(.source, in: metadata) {
        reader.report(
          Finding(
            .missingMember, .error, at: metadata ?? node, "the segment has no \"src\"",
            advice: "a slate is drawn in its place"))
      }
      return .missing
    }
    return .media(
      Timeline.MediaUse(source: source, inPoint: inPoint, speed: speed, loops: loops))
  }

  /// Whether a member is missing, as opposed to one of a wrong type, which has its own finding.
  private func isAbsent(_ key: DraftKey, in metadata: JSONNode?) -> Bool {
    metadata.flatMap { reader.keys.field(key, in: $0)?.node.isNull } ?? true
  }

  private mutating func reportOverlaps(_ segments: [Timeline.Segment], _ nodes: [JSONNode]) {
    let placed = segments.indices.filter { !segments[$0].span.isEmpty }
      .sorted { (segments[$0].span.start, $0) < (segments[$1].span.start, $1) }
    var last: Int?
    for index in placed {
      if let previous = last, segments[previous].span.end > segments[index].span.start {
        reader.report(
          Finding(
            .overlap, .error, at: nodes[index],
            "the segment starts at \(segments[index].span.start)s, before "
              + "\(segments[previous].pointer) ends at \(segments[previous].span.end)s",
            advice: "the later start wins where they overlap"))
      }
      if let previous = last, segments[previous].span.end >= segments[index].span.end { continue }
      last = index
    }
  }
}
