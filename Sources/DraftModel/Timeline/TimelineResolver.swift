import JSONTree

extension Draft {
  /// Finds out what the draft means.
  ///
  /// Never throws and never stops at the first problem: what is questionable becomes a finding, and the
  /// timeline holds the nearest thing that can be drawn.
  public func resolved() -> Resolution { resolution.value { resolve(after: nil) } }

  /// Finds out what the draft means, with what an earlier state of it has in common taken over.
  func resolved(after earlier: Draft) -> Resolution {
    resolution.value { resolve(after: earlier) }
  }

  private func resolve(after earlier: Draft?) -> Resolution {
    var resolver = TimelineResolver(draft: self, after: earlier)
    let timeline = resolver.timeline()
    return Resolution(
      timeline: timeline, findings: resolver.findings, fixes: resolver.fixes)
  }
}

/// A timeline, and what was questionable on the way to it.
public struct Resolution: Sendable {
  /// What the draft means.
  public let timeline: Timeline
  /// What was questionable, in document order within each kind of check.
  public let findings: [Finding]
  /// Changes that settle some of the findings and leave the timeline as it is.
  public let fixes: [Fix]
}

/// Turns a draft's document into a ``Timeline`` by the rules of format sections 2 to 5.
struct TimelineResolver {
  private let draft: Draft
  private var reader: FieldReader
  /// What an earlier state of the draft was resolved to.
  private let earlier: EarlierResolution?

  init(draft: Draft, after earlier: Draft?) {
    self.draft = draft
    self.earlier = earlier.flatMap { EarlierResolution($0, before: draft) }
    reader = FieldReader(keys: draft.keys)
  }

  var findings: [Finding] { reader.findings }
  var fixes: [Fix] { reader.fixes }

  mutating func timeline() -> Timeline {
    let node = draft.node
    let metadata = reader.object(.draftMetadata, in: node)
    let declared = reader.time(.draftDuration, in: node)
    let rate = frameRate(in: metadata)
    // Nothing on the timeline needs it, and yet it is to be told of where it is no string.
    _ = reader.string(.draftIdentifier, in: node)
    let tracks = tracks(in: node)
    let contentEnd = tracks.contentEnd
    let timeline = Timeline(
      title: reader.string(.title, in: metadata), canvas: canvas(in: metadata),
      background: reader.color(.canvasBackground, in: metadata) ?? .black, frameRate: rate,
      duration: declared ?? contentEnd, tracks: tracks)
    reader.noteUnread(in: node, scope: .draft)
    reader.noteUnread(in: metadata, scope: .draftMetadata)
    reportBeyondEnd(of: timeline)
    if !tracks.contains(where: { !$0.segments.isEmpty }) {
      reader.report(
        Finding(
          .emptyDraft, .error, at: node, "the draft has no track with a segment",
          advice: "there is nothing to preview or export"))
    }
    return timeline
  }

  private mutating func frameRate(in metadata: JSONNode?) -> FrameRate {
    guard let field = reader.field(.frameRate, in: metadata) else { return .thirty }
    guard let number = field.node.number else {
      reader.mismatch(field.node, field.alias.name, "a number of frames a second")
      return .thirty
    }
    if let rate = FrameRate(decimal: number.text) { return rate }
    reader.report(
      Finding(
        .outOfRange, .warning, at: field.node,
        "\"\(field.alias.name)\" is \(number.text.prefix(24)), outside 1 to 240",
        advice: "30 is used"))
    return .thirty
  }

  /// The draft's own size, else the envelope's `canvas_config` (format section 5).
  private mutating func canvas(in metadata: JSONNode?) -> Timeline.CanvasSize? {
    for object in [metadata, draft.state?[EnvelopeKey.canvasConfig]] {
      let width = reader.number(.width, in: object, 16...8192)
      let height = reader.number(.height, in: object, 16...8192)
      if let width, let height {
        return Timeline.CanvasSize(width: Int(width.rounded()), height: Int(height.rounded()))
      }
    }
    return nil
  }

  private mutating func tracks(in node: JSONNode) -> [Timeline.Track] {
    guard reader.array(.tracks, in: node) != nil else {
      if draft.keys.field(.tracks, in: node) == nil {
        reader.report(Finding(.missingMember, .error, at: node, "the draft has no \"t\" (tracks)"))
      }
      return []
    }
    return draft.tracks.map { track(from: $0) }
  }

  private mutating func track(from track: DraftTrack) -> Timeline.Track {
    let kind = kind(of: track)
    let metadata = reader.object(.trackMetadata, in: track.node)
    var resolved = Timeline.Track(
      index: track.index, kind: kind, name: reader.string(.trackName, in: metadata),
      id: reader.string(.trackIdentifier, in: track.node),
      isMuted: reader.boolean(.trackMuted, in: metadata) ?? false,
      isHidden: reader.boolean(.trackHidden, in: metadata) ?? false,
      volume: reader.number(.trackVolume, in: metadata, 0...10) ?? 1, segments: [])
    guard track.node.kind == .object else {
      reader.report(
        Finding(.wrongType, .error, at: track.node, "a track is \(track.node.kind.phrase)"))
      return resolved
    }
    if reader.array(.segments, in: track.node) == nil, kind.isDrawn,
      draft.keys.field(.segments, in: track.node) == nil
    {
      reader.report(
        Finding(.missingMember, .warning, at: track.node, "the track has no \"sg\" (segments)"))
    }
    var segments = SegmentResolver(kind: kind, reader: reader, earlier: earlier)
    resolved.segments = segments.segments(of: track)
    reader = segments.reader
    reader.noteUnread(in: track.node, scope: .track)
    reader.noteUnread(in: metadata, scope: .trackMetadata)
    return resolved
  }

  private mutating func kind(of track: DraftTrack) -> TrackKind {
    let kind = track.kind
    let field = reader.field(.trackType, in: track.node)
    guard case .unknown(let value) = kind, track.node.kind == .object else { return kind }
    if let field {
      let word = field.node.stringValue.map { "\"\($0.prefix(40))\"" }
      let shown = value.map(String.init) ?? word ?? "not a whole number"
      reader.report(
        Finding(
          .unknownTrackType, .warning, at: field.node,
          "track type \(shown) is not drawn (0 or \"video\", 1 or \"audio\", 7 or \"text\" is)",
          advice: "the track is kept as it is; the final render may show it"))
    } else {
      reader.report(
        Finding(.missingMember, .error, at: track.node, "the track has no \"tt\" (track type)"))
    }
    return kind
  }

  private mutating func reportBeyondEnd(of timeline: Timeline) {
    guard timeline.contentEnd > timeline.duration else { return }
    for track in timeline.tracks {
      for segment in track.segments where segment.span.end > timeline.duration {
        guard let node = draft.document.node(at: segment.pointer) else { continue }
        let isWhole = segment.span.start >= timeline.duration
        reader.report(
          Finding(
            .beyondEnd, .warning, at: node,
            isWhole
              ? "the segment (\(segment.span)) lies beyond the draft's end at \(timeline.duration)s"
              : "the segment (\(segment.span)) runs past the draft's end at \(timeline.duration)s",
            advice: "what lies beyond \"d\" is not rendered"))
      }
    }
  }
}
