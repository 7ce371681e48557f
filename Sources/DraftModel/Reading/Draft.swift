public import JSONTree

/// A draft as it was written: the lossless document, and where the draft sits in it.
///
/// A `Draft` decides nothing. ``Timeline`` is what it means, with every default applied; ``Draft`` is what
/// a diff compares, a transform edits and a writer gives back, byte for byte where untouched.
public struct Draft: Sendable {
  /// The whole document, envelope and all.
  public let document: JSONDocument
  /// What the draft came wrapped in.
  public let envelope: Envelope
  /// The spellings under which members are looked up.
  public let keys: KeyTable
  /// What the draft means; a draft never changes, and resolving a long one takes seconds.
  let resolution = Memo<Resolution>()

  /// Reads a draft, a state or a whole service answer.
  ///
  /// - Parameters:
  ///   - bytes: The document, UTF-8.
  ///   - keys: The spellings in force.
  /// - Throws: ``DraftError`` where the bytes are not JSON or hold no draft.
  public init(parsing bytes: [UInt8], keys: KeyTable = .standard) throws(DraftError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw DraftError(.notJSON(error), location: error.location)
    }
    try self.init(document, keys: keys)
  }

  /// Reads a draft from a parsed document.
  ///
  /// - Throws: ``DraftError`` where the document holds no draft.
  public init(_ document: JSONDocument, keys: KeyTable = .standard) throws(DraftError) {
    self.document = document
    self.keys = keys
    envelope = try Envelope.detect(in: document, keys: keys)
  }

  /// The document's bytes, for writing.
  public var bytes: [UInt8] { document.bytes }

  /// The draft itself, without its envelope.
  public var node: JSONNode { document.node(at: envelope.draftPointer) ?? document.root }

  /// The state around the draft; nothing for a bare draft.
  public var state: JSONNode? {
    envelope == .bare ? nil : document.node(at: envelope.statePointer)
  }

  /// The tracks in painting order; empty where `t` is absent or no array.
  public var tracks: [DraftTrack] {
    guard let field = keys.field(.tracks, in: node) else { return [] }
    return field.node.elements.enumerated().map { DraftTrack(node: $1, index: $0, keys: keys) }
  }
}

/// One track as it was written.
public struct DraftTrack: Sendable {
  /// The track's object.
  public let node: JSONNode
  /// Its place among the tracks, from 0.
  public let index: Int
  let keys: KeyTable

  /// The kind of the track; `unknown` where `tt` is absent, or neither a number nor a word of the format.
  public var kind: TrackKind {
    guard let field = keys.field(.trackType, in: node) else { return .unknown(nil) }
    return TrackKind(word: field.node.stringValue) ?? TrackKind(wireValue: field.node.number?.int64)
  }

  /// The `id`, where it is a string.
  public var identifier: String? { keys.field(.trackIdentifier, in: node)?.node.stringValue }

  /// The metadata object, where there is one.
  public var metadata: JSONNode? { keys.field(.trackMetadata, in: node)?.node }

  /// The segments in array order; empty where `sg` is absent or no array.
  public var segments: [DraftSegment] {
    guard let field = keys.field(.segments, in: node) else { return [] }
    return field.node.elements.enumerated().map { DraftSegment(node: $1, index: $0, keys: keys) }
  }
}

/// One segment as it was written.
public struct DraftSegment: Sendable {
  /// The segment's object.
  public let node: JSONNode
  /// Its place in the track's array, from 0.
  public let index: Int
  let keys: KeyTable

  /// The `id`, where it is a string.
  public var identifier: String? { keys.field(.segmentIdentifier, in: node)?.node.stringValue }

  /// The metadata object, where there is one.
  public var metadata: JSONNode? { keys.field(.segmentMetadata, in: node)?.node }

  /// The member that carries `key`, in the segment or its metadata by the key's scope.
  func field(_ key: DraftKey) -> KeyTable.Field? {
    switch key.scope {
    case .segment: keys.field(key, in: node)
    case .segmentMetadata: metadata.flatMap { keys.field(key, in: $0) }
    default: nil
    }
  }
}

/// What a track holds, by its `tt`.
public enum TrackKind: Hashable, Sendable {
  case video, audio, text
  /// A type the format does not draw; the number, where there is one.
  case unknown(Int64?)

  init(wireValue: Int64?) {
    switch wireValue {
    case 0: self = .video
    case 1: self = .audio
    case 7: self = .text
    default: self = .unknown(wireValue)
    }
  }

  /// The kind that a word names, as some writers have it in the place of the number; `nil` for other words.
  init?(word: String?) {
    switch word {
    case "video": self = .video
    case "audio": self = .audio
    case "text": self = .text
    default: return nil
    }
  }

  /// The words that are read in the place of a number.
  static let words = ["video", "audio", "text"]

  /// Whether the format says how such a track is shown or heard.
  public var isDrawn: Bool {
    if case .unknown = self { false } else { true }
  }

  /// The number written under `tt`; nothing for an unknown kind without one.
  public var wireValue: Int64? {
    switch self {
    case .video: 0
    case .audio: 1
    case .text: 7
    case .unknown(let value): value
    }
  }
}
