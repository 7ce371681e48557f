import JSONTree

/// A draft with all that rules ask about it, worked out once.
public struct ValidationContext: Sendable {
  /// The draft as it was written.
  public let draft: Draft
  /// What it means, and what reading it came upon.
  public let resolution: Resolution
  /// What is known around it.
  public let environment: ValidationEnvironment
  /// Which rules are asked, as one rule may leave to another what both would report.
  var configuration = ValidationConfiguration.standard
  /// The tracks as they were written, one for each of the timeline's.
  let tracks: [DraftTrack]
  /// What each source means in the state around the draft.
  private let listed: [String: MediaListing.Match]

  /// Resolves a draft and works out what rules share.
  public init(_ draft: Draft, in environment: ValidationEnvironment = .unprobed) {
    self.draft = draft
    self.environment = environment
    resolution = draft.resolved()
    tracks = draft.tracks
    let listing = draft.mediaListing
    let sources = resolution.timeline.tracks.flatMap(\.segments).compactMap(\.mediaUse?.source)
    listed = Dictionary(
      Set(sources).map { ($0, listing.match($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether findings of a rule are reported.
  func isReporting(_ rule: RuleID) -> Bool { configuration.isInForce(rule) }

  /// What the draft means.
  public var timeline: Timeline { resolution.timeline }

  /// The entry of the state's lists that a source means.
  func listing(of source: String) -> MediaListing.Match { listed[source] ?? .none }

  /// What probing found out about a source that can be played.
  func facts(of source: String) -> SourceFacts? {
    guard case .readable(let facts) = environment.media?[source] else { return nil }
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
    let first = timeline.tracks.first { $0.kind == .video }?.segments.first?.mediaUse
    return first.flatMap { facts(of: $0.source)?.size } ?? .fullHD
  }
}
