import DraftModel
import JSONTree

/// A draft made by chance, kept as parts so that a test can edit it and say what it did.
///
/// The drafts are sane (times within bounds, words the format knows); what they vary in is what a law must
/// not depend on: whether segments have ids, whether starts are written, which members nothing reads.
struct RandomDraft: Hashable {
  struct Segment: Hashable {
    var id: String?
    /// Nothing where the segment begins at the end of the one before it.
    var start: Int?
    var length: Int
    var metadata: [String: JSONValue]
  }

  struct Track: Hashable {
    var type: Int
    var id: String?
    var metadata: [String: JSONValue]
    var segments: [Segment]

    /// Where each segment starts, written or not.
    var starts: [Int] {
      var cursor = 0
      return segments.map { segment in
        let start = segment.start ?? cursor
        cursor = start + segment.length
        return start
      }
    }
  }

  var metadata: [String: JSONValue]
  var duration: Int?
  var tracks: [Track]

  /// A draft with up to `tracks` tracks of up to `segments` segments each.
  init(
    tracks: Int = 4, segments: Int = 8, using generator: inout some RandomNumberGenerator
  ) {
    let hasIdentifiers = Bool.random(using: &generator)
    metadata = ["title": .string(Self.word(using: &generator))]
    if Bool.random(using: &generator) { metadata["fps"] = 25 }
    self.tracks = (0..<Int.random(in: 1...tracks, using: &generator)).map { number in
      let type = [0, 0, 1, 7].randomElement(using: &generator) ?? 0
      let writesStarts = Int.random(in: 0..<4, using: &generator) > 0
      var cursor = 0
      let made = (0..<Int.random(in: 0...segments, using: &generator)).map { place in
        let gap = writesStarts ? [0, 0, 0, 250].randomElement(using: &generator) ?? 0 : 0
        let length = 100 * Int.random(in: 1...40, using: &generator)
        defer { cursor += gap + length }
        return Segment(
          id: hasIdentifiers ? "s\(number)-\(place)" : nil,
          start: writesStarts ? cursor + gap : nil, length: length,
          metadata: Self.segmentMetadata(type: type, using: &generator))
      }
      return Track(
        type: type, id: hasIdentifiers && Bool.random(using: &generator) ? "t\(number)" : nil,
        metadata: Bool.random(using: &generator) ? ["name": .string("Track \(number)")] : [:],
        segments: made)
    }
    if Bool.random(using: &generator) { duration = contentEnd }
  }

  /// The end of the last segment, in milliseconds.
  var contentEnd: Int {
    tracks.flatMap { track in zip(track.starts, track.segments).map { $0 + $1.length } }.max() ?? 0
  }

  static func word(using generator: inout some RandomNumberGenerator) -> String {
    let syllables = ["ba", "ko", "é", "mi", "北", "tu", "🎬", "ra", " ", "ne"]
    return (0..<Int.random(in: 1...5, using: &generator))
      .map { _ in syllables.randomElement(using: &generator) ?? "a" }.joined()
  }

  static func segmentMetadata(
    type: Int, using generator: inout some RandomNumberGenerator
  ) -> [String: JSONValue] {
    var metadata: [String: JSONValue] = [:]
    if type == 7 {
      metadata["text"] = .string(word(using: &generator))
      if Bool.random(using: &generator) {
        metadata["style"] = [
          "size": .number(JSONNumber(Int64.random(in: 20...90, using: &generator))),
          "color": "#ff8800",
        ]
      }
    } else {
      metadata["src"] = .string("media/clip\(Int.random(in: 0..<6, using: &generator)).mp4")
      if Bool.random(using: &generator) {
        metadata["in"] = .number(JSONNumber(100 * Int64.random(in: 0...50, using: &generator)))
      }
      if Int.random(in: 0..<5, using: &generator) == 0 { metadata["speed"] = 2 }
    }
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let (key, value) = someMember(using: &generator)
      metadata[key] = value
    }
    return metadata
  }

  /// A member that any segment may have; the last two are unknown to the format.
  static func someMember(
    using generator: inout some RandomNumberGenerator
  ) -> (String, JSONValue) {
    let tenth = JSONNumber("0.\(Int.random(in: 1...9, using: &generator))") ?? JSONNumber(Int64(0))
    let members: [(String, JSONValue)] = [
      ("volume", .number(tenth)), ("opacity", .number(tenth)), ("muted", true), ("scale", 1.5),
      ("name", .string(word(using: &generator))), ("fade_in", 500),
      ("transition", ["type": "crossfade", "d": 400]),
      ("effects", [["type": "blur", "amount": .number(tenth)]]),
      ("x_custom", ["deep": [.number(tenth), .null]]), ("grade", .string(word(using: &generator))),
    ]
    return members.randomElement(using: &generator) ?? members[0]
  }
}

extension RandomDraft {
  /// The draft as JSON, canonical keys, members in the format's order.
  var value: JSONValue {
    var members: [JSONMember] = []
    if let duration { members.append(JSONMember("d", .number(JSONNumber(Int64(duration))))) }
    members.append(JSONMember("m", Self.object(metadata)))
    members.append(JSONMember("t", .array(tracks.map(\.value))))
    return .object(members)
  }

  /// The draft as text.
  var bytes: [UInt8] { value.serialized(indent: 2) }

  /// The draft, read.
  func draft() throws -> Draft { try Draft(parsing: bytes) }

  fileprivate static func object(_ members: [String: JSONValue]) -> JSONValue {
    .object(members.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value) })
  }
}

extension RandomDraft.Track {
  fileprivate var value: JSONValue {
    var members = [JSONMember("tt", .number(JSONNumber(Int64(type))))]
    if let id { members.append(JSONMember("id", .string(id))) }
    if !metadata.isEmpty { members.append(JSONMember("m", RandomDraft.object(metadata))) }
    members.append(JSONMember("sg", .array(segments.map(\.value))))
    return .object(members)
  }
}

extension RandomDraft.Segment {
  fileprivate var value: JSONValue {
    var members: [JSONMember] = []
    if let id { members.append(JSONMember("id", .string(id))) }
    if let start { members.append(JSONMember("s", .number(JSONNumber(Int64(start))))) }
    members.append(JSONMember("d", .number(JSONNumber(Int64(length)))))
    members.append(JSONMember("m", RandomDraft.object(metadata)))
    return .object(members)
  }
}
