import JSONTree

/// A draft with all that rules ask about it, worked out once.
public struct ValidationContext: Sendable {
  /// The draft as it was written.
  public let draft: Draft
  /// What it means, and what reading it came upon.
  public let resolution: Resolution
  /// What is known around it.
  public let environment: ValidationEnvironment
  /// The tracks as they were written, one for each of the timeline's.
  let tracks: [DraftTrack]
  /// What each source means in the state around the draft.
  private let listed: [ExactText: MediaListing.Match]
  /// The first video segment's source, whose size is the canvas of a draft that declares none.
  private let canvasSource: String?
  /// Everything that is heard, which several rules ask for.
  let heard = Memo<[Sounding]>()

  /// Resolves a draft and works out what rules share.
  public init(_ draft: Draft, in environment: ValidationEnvironment = .unprobed) {
    self.init(draft, in: environment, lookingAt: draft.resolved().timeline)
  }

  /// Works out what rules share about a part of a draft.
  ///
  /// - Parameter part: The draft's timeline, with all of its segments or some.
  init(_ draft: Draft, in environment: ValidationEnvironment, lookingAt part: Timeline) {
    self.draft = draft
    self.environment = environment
    let whole = draft.resolved()
    resolution = Resolution(timeline: part, findings: whole.findings, fixes: whole.fixes)
    tracks = draft.tracks
    canvasSource =
      whole.timeline.tracks.first { $0.kind == .video }?.segments.first?.mediaUse?.source
    let listing = draft.mediaListing
    var listed: [ExactText: MediaListing.Match] = [:]
    if !listing.entries.isEmpty {
      let sources = part.tracks.flatMap(\.segments).compactMap(\.mediaUse?.source)
      for source in Set(sources.map { ExactText($0) }) {
        listed[source] = listing.match(source.text)
      }
    }
    self.listed = listed
  }

  /// What the draft means.
  public var timeline: Timeline { resolution.timeline }

  /// The entry of the state's lists that a source means.
  func listing(of source: String) -> MediaListing.Match { listed[ExactText(source)] ?? .none }

  /// What probing found out about a source that can be played.
  func facts(of source: String) -> SourceFacts? {
    guard case .readable(let facts) = environment.media?[ExactText(source)] else { return nil }
    return facts
  }

  /// What a source is, by its facts, else by its name or that under which it is listed.
  func kind(of source: String) -> MediaKind? {
    if let facts = facts(of: source) { return facts.kind }
    if let kind = MediaKind(fileName: source) { return kind }
    guard case .entry(let entry) = listing(of: source) else { return nil }
    return ([entry.filename].compactMap { $0 } + entry.addresses)
      .compactMap { MediaKind(fileName: $0) }.first
  }

  /// The segment's object in the document.
  func node(of segment: Timeline.Segment) -> JSONNode {
    draft.document.node(at: segment.pointer) ?? draft.node
  }

  /// The value of a segment's member, else the segment.
  func node(_ key: DraftKey, of segment: Timeline.Segment) -> JSONNode {
    let node = node(of: segment)
    return DraftSegment(node: node, index: 0, keys: draft.keys).field(key)?.node ?? node
  }

  /// The value of a member of the draft's metadata, else of the state's canvas, else the draft.
  func canvasNode(_ key: DraftKey) -> JSONNode {
    let metadata = draft.keys.field(.draftMetadata, in: draft.node)?.node
    for object in [metadata, draft.state?[EnvelopeKey.canvasConfig]] {
      if let object, let field = draft.keys.field(key, in: object) { return field.node }
    }
    return draft.node
  }

  /// The canvas as format section 5 finds it, as far as the media are known.
  var canvas: Timeline.CanvasSize {
    if let declared = timeline.canvas { return declared }
    return canvasSource.flatMap { facts(of: $0)?.size } ?? .fullHD
  }
}
