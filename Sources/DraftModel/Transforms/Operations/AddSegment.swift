public import JSONTree

/// Adds a segment to a track; the others stay where they are.
///
///     |  A  |     |  B  |   ->   |  A  | new |  B  |
///           ^
public struct AddSegment: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "add"
  /// What the transform does, one sentence.
  public static let summary = "Adds a segment to a track."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter(
      "track", .track,
      "the track; without it the only text track for text, the first video track "
        + "for a source; a kind that has no track gets one"),
    TransformParameter("at", .time, "where it starts; without it at the end of the track"),
    TransformParameter("duration", .time, required: true, "how long it lasts"),
    TransformParameter("src", .text, "the source to play"),
    TransformParameter("text", .text, "the words to show"),
    TransformParameter("name", .text, "the label shown to people"),
    TransformParameter("id", .text, "the segment's id"),
    TransformParameter("m", .members, "further metadata members"),
  ]

  /// What the new segment shows or plays.
  public enum Content: Hashable, Sendable {
    /// A source.
    case source(String)
    /// Words.
    case text(String)
  }

  /// The track; nothing for the one that suits the content.
  public let track: TrackReference?
  /// The start, or nothing for the end of the track; a share is of the draft's length.
  public let start: TimeExpression?
  /// The length; a share is of the draft's.
  public let length: TimeExpression
  /// What is shown or played.
  public let content: Content
  /// The label.
  public let name: String?
  /// The id.
  public let id: String?
  /// Further metadata, in the draft's spelling.
  public let metadata: [JSONMember]

  /// Makes the transform.
  public init(
    _ content: Content, to track: TrackReference? = nil, at start: TimeExpression? = nil,
    length: TimeExpression, name: String? = nil, id: String? = nil, metadata: [JSONMember] = []
  ) {
    self.content = content
    self.track = track
    self.start = start
    self.length = length
    self.name = name
    self.id = id
    self.metadata = metadata
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    let content: Content
    switch (try arguments.text("src"), try arguments.text("text")) {
    case (let source?, nil): content = .source(source)
    case (nil, let text?): content = .text(text)
    default: throw RecipeError(.expected("either \"src\" or \"text\""), at: arguments.pointer)
    }
    self.init(
      content, to: try arguments.track("track"), at: try arguments.time("at"),
      length: try arguments.required("duration", arguments.time(_:)),
      name: try arguments.text("name"), id: try arguments.text("id"),
      metadata: try arguments.members("m") ?? [])
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let timeline = edit.timeline
    let track = try destination(in: draft, timeline)
    let start =
      start?.resolved(in: timeline.duration) ?? track?.segments.map(\.span.end).max() ?? .zero
    let length = length.resolved(in: timeline.duration)
    guard start >= .zero, start <= .limit else { throw TransformError(.offTimeline(start)) }
    guard length > .zero, length <= .limit else {
      throw TransformError(
        .outOfRange("the length", given: "\(length)s", allowed: "more than 0s and 100 days at most")
      )
    }
    if let id, !timeline.places(where: { $0.id == id }).isEmpty {
      throw TransformError(.identifierTaken(id))
    }
    let span = TimeSpan(start: start, length: length)
    let value = segment(at: span)
    if let track {
      var entries = track.segments.map { ArrangedSegment.kept($0, $0.span) }
      let position = track.segments.firstIndex { $0.span.start > start } ?? entries.count
      entries.insert(.added(value, span), at: position)
      if edit.field(.segments, in: draft.pointer(of: track)) == nil {
        let array = edit.segmentsPointer(of: track)
        edit.edit(.add(array, .array([])))
      }
      edit.arrange(track, entries)
      edit.say("added \(label) to \(timeline.words(for: track)) at \(span)")
    } else {
      try addTrack(with: value, to: &edit)
      edit.say("added \(label) on a new \(kind.name) track at \(span)")
    }
    return try edit.finished()
  }

  private var kind: TrackKind {
    if case .kind(let kind, _)? = track { return kind }
    if case .text = content { return .text }
    return .video
  }

  private var label: String {
    switch content {
    case .source(let source): name ?? source
    case .text(let text): "\"\(text)\""
    }
  }

  /// The track to add to; nothing where one has to be made.
  private func destination(
    in draft: Draft, _ timeline: Timeline
  ) throws(TransformError) -> Timeline.Track? {
    if let track {
      if case .kind(let kind, let number) = track {
        let count = timeline.tracks.filter { $0.kind == kind }.count
        if (number ?? 1) == count + 1 { return nil }
      }
      let found = try track.resolved(in: draft, timeline)
      let isForText = if case .text = content { true } else { false }
      guard found.kind.isDrawn, (found.kind == .text) == isForText else {
        throw TransformError(.needs(.sameKind), at: draft.pointer(of: found))
      }
      return found
    }
    return timeline.tracks.first { $0.kind == kind }
  }

  private func segment(at span: TimeSpan) -> JSONValue {
    var members: [JSONMember] = []
    if let id { members.append(.init(DraftKey.segmentIdentifier.canonical, .string(id))) }
    members.append(.init(DraftKey.segmentStart.canonical, .milliseconds(span.start)))
    members.append(.init(DraftKey.segmentDuration.canonical, .milliseconds(span.length)))
    var described: [JSONMember] = []
    if let name { described.append(.init(DraftKey.name.canonical, .string(name))) }
    switch content {
    case .source(let source):
      described.append(.init(DraftKey.source.canonical, .string(source)))
    case .text(let text): described.append(.init(DraftKey.text.canonical, .string(text)))
    }
    let known = described.map(\.key)
    described += metadata.filter { !known.contains($0.key) }
    members.append(.init(DraftKey.segmentMetadata.canonical, .object(described)))
    return .object(members)
  }

  private func addTrack(with segment: JSONValue, to edit: inout DraftEdit) throws(TransformError) {
    guard let type = kind.wireValue else { throw TransformError(.needs(.sameKind)) }
    let track: JSONValue = .object([
      .init(DraftKey.trackType.canonical, .number(JSONNumber(type))),
      .init(DraftKey.segments.canonical, .array([segment])),
    ])
    let root = edit.draft.envelope.draftPointer
    if let tracks = edit.field(.tracks, in: root)?.node, tracks.kind == .array {
      edit.insert(track, into: tracks.pointer, at: tracks.count)
    } else {
      edit.set(.tracks, in: root, to: .array([track]))
    }
  }
}
