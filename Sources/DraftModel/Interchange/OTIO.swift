import JSONTree

/// The names of OpenTimelineIO's schemas and members.
enum OTIO {
  static let schema = "OTIO_SCHEMA"
  static let ours = "roughcut"
  static let children = "children"
  static let metadata = "metadata"
  static let name = "name"
  static let sourceRange = "source_range"
  static let effects = "effects"
  static let markers = "markers"
  static let enabled = "enabled"
  static let kind = "kind"
  static let defaultMedia = "DEFAULT_MEDIA"
  static let globalStart = "global_start_time"
  static let dissolve = "SMPTE_Dissolve"
  /// Where a draft, a track or a segment keeps the metadata of other programs.
  static let foreign = "otio"

  /// A schema's name without its version: `Clip` of `Clip.2`.
  static func schemaName(of node: JSONNode) -> String {
    let name = node[schema]?.stringValue ?? ""
    return String(name.prefix { $0 != "." })
  }

  /// What we keep of a draft in an object's metadata.
  static func kept(in node: JSONNode) -> JSONNode? {
    node[metadata]?[ours].flatMap { $0.kind == .object ? $0 : nil }
  }

  /// An object's metadata without what we keep there; `nil` for none.
  static func foreignMetadata(of node: JSONNode) -> JSONValue? {
    guard let metadata = node[metadata], metadata.kind == .object else { return nil }
    let members = metadata.members.filter { $0.key != ours }
      .map { JSONMember($0.key, $0.value.value) }
    return members.isEmpty ? nil : .object(members)
  }

  /// A member that is an object; `nil` for `null` and everything else.
  static func object(_ name: String, in node: JSONNode?) -> JSONNode? {
    node?[name].flatMap { $0.kind == .object ? $0 : nil }
  }

  /// The media reference in use, of a clip of either version.
  static func mediaReference(of clip: JSONNode) -> JSONNode? {
    if let references = clip["media_references"] {
      return references[clip["active_media_reference_key"]?.stringValue ?? defaultMedia]
    }
    return clip["media_reference"]
  }
}

extension JSONNode {
  /// The elements of a member; none where it is absent or no array.
  func list(_ name: String) -> [JSONNode] { self[name].map { Array($0.elements) } ?? [] }
}

/// The members under `metadata.roughcut`.
enum KeptMember {
  static let draft = "draft"
  /// Tracks that have no counterpart.
  static let tracks = "tracks"
  static let track = "track"
  /// Segments that a track cannot hold.
  static let segments = "segments"
  static let segment = "segment"
  /// A track's or a segment's place in its array, where the order does not tell.
  static let index = "index"
  static let start = "start"
  /// How long a clip was written, where that is not how long its segment lasts.
  static let duration = "duration"
  /// `text` for a segment of a text track.
  static let kind = "kind"
  /// The kind of a transition; `false` in a clip whose segment's transition was not written.
  static let transition = "transition"
  /// Where the content ended, in a draft that says how long it lasts.
  static let end = "end"
  /// Segment ids that the draft has more than once.
  static let repeatedIDs = "repeated_ids"
}
