public import JSONTree

/// OpenTimelineIO files, `.otio` (https://opentimelineio.readthedocs.io, file format and schema pages).
///
/// What the format has no place for stands under `metadata.roughcut`, so that a draft that was written and is
/// read again is the draft it was; what another program changed meanwhile wins.
public enum OpenTimelineIO {
  /// The file of a draft, and what it carries only under `metadata.roughcut`.
  public static func document(of draft: Draft) -> Converted<JSONValue> {
    var writer = OTIOWriter(draft: draft)
    let value = writer.timeline()
    return Converted(value: value, notes: writer.notes)
  }

  /// The draft of a file, and what of the file it cannot show.
  ///
  /// - Throws: ``InterchangeError`` where the document is no OpenTimelineIO timeline, or holds no clip.
  public static func draft(
    from document: JSONDocument
  ) throws(InterchangeError) -> Converted<JSONValue> {
    var reader = OTIOReader()
    let value = try reader.draft(from: document.root)
    return Converted(value: value, notes: reader.notes)
  }
}

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
  /// Our own times are whole milliseconds, and so are those we write.
  static let rate: Int64 = 1000

  static func time(_ time: Milliseconds) -> JSONValue {
    [
      "OTIO_SCHEMA": "RationalTime.1", "rate": .number(JSONNumber(rate)),
      "value": .milliseconds(time),
    ]
  }

  static func range(_ start: Milliseconds, _ length: Milliseconds) -> JSONValue {
    ["OTIO_SCHEMA": "TimeRange.1", "duration": time(length), "start_time": time(start)]
  }

  /// A schema's name without its version: `Clip` of `Clip.2`.
  static func schemaName(of node: JSONNode) -> Substring {
    (node[schema]?.stringValue ?? "").split(separator: ".").first.map { Substring(String($0)) }
      ?? ""
  }

  /// What we keep of a draft in an object's metadata.
  static func kept(in node: JSONNode) -> JSONNode? { node[metadata]?[ours] }
}

extension JSONNode {
  /// The elements of a member; none where it is absent or no array.
  func list(_ name: String) -> [JSONNode] { self[name].map { Array($0.elements) } ?? [] }
}

/// The members under `metadata.roughcut`.
enum KeptMember {
  static let draft = "draft"
  static let tracks = "tracks"
  static let track = "track"
  static let segments = "segments"
  static let segment = "segment"
  static let index = "index"
  static let start = "start"
  static let duration = "duration"
  static let inPoint = "in"
  static let transition = "transition"
}
