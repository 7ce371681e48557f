public import JSONTree

extension DraftDifference {
  /// The name and version of the form that ``json`` has.
  public static let schema = "roughcut.diff/1"

  /// The difference as data: `schema`, `changes`, `ids_changed`, `patch` and `expects`.
  ///
  /// Each change has `edit`, its subject under `old` and `new` (a segment or a track; neither for the draft and
  /// the envelope; for a ripple and a swap `segments`, pairs of both), and the edit's own amounts, times in
  /// milliseconds. `patch` holds RFC 6902 steps from the draft on, and `expects` what they take for granted;
  /// `envelope` holds the same from the state on, if something is different there. ``DraftPatch`` reads it
  /// back and makes the new draft of the old one.
  public var json: JSONValue {
    var members = [
      JSONMember("schema", .string(Self.schema)),
      JSONMember("changes", .array(changes.map(\.json))),
      JSONMember("ids_changed", .number(JSONNumber(Int64(changedIdentifiers)))),
    ]
    members += draftPart.members
    let state = statePart
    if !state.steps.isEmpty { members.append(JSONMember("envelope", .object(state.members))) }
    return .object(members)
  }
}

extension Change {
  fileprivate var json: JSONValue {
    .object(
      [JSONMember("edit", .string(edit.name)), JSONMember("subject", .string(subject.name))]
        + edit.amounts + subject.members)
  }
}

extension Change.Subject {
  fileprivate var name: String {
    switch self {
    case .draft: "draft"
    case .envelope: "envelope"
    case .track: "track"
    case .segment: "segment"
    case .segments: "segments"
    }
  }

  fileprivate var members: [JSONMember] {
    switch self {
    case .draft, .envelope: []
    case .track(let old, let new): Self.sides(old?.json, new?.json)
    case .segment(let old, let new): Self.sides(old?.json, new?.json)
    case .segments(let pairs):
      [
        JSONMember(
          "segments", .array(pairs.map { .object(Self.sides($0.old.json, $0.new.json)) }))
      ]
    }
  }

  private static func sides(_ old: JSONValue?, _ new: JSONValue?) -> [JSONMember] {
    [("old", old), ("new", new)].compactMap { name, value in value.map { JSONMember(name, $0) } }
  }
}

extension Change.Edit {
  fileprivate var name: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .reordered: "reordered"
    case .moved: "moved"
    case .swapped: "swapped"
    case .shifted: "shifted"
    case .trimmed: "trimmed"
    case .slipped: "slipped"
    case .retimed: "retimed"
    case .replaced: "replaced"
    case .split: "split"
    case .joined: "joined"
    case .changed: "changed"
    }
  }

  fileprivate var amounts: [JSONMember] {
    switch self {
    case .added, .removed, .moved: []
    case .reordered(let from, let to):
      [
        JSONMember("from", .number(JSONNumber(Int64(from)))),
        JSONMember("to", .number(JSONNumber(Int64(to)))),
      ]
    case .swapped(_, let by): [JSONMember("by", .time(by))]
    case .shifted(let by, let reachesEnd):
      [JSONMember("by", .time(by)), JSONMember("reaches_end", .boolean(reachesEnd))]
    case .trimmed(let head, let tail):
      [JSONMember("head", .time(head)), JSONMember("tail", .time(tail))]
    case .slipped(let by): [JSONMember("by", .time(by))]
    case .retimed(let from, let to):
      [
        JSONMember("from", .string(from.description)), JSONMember("to", .string(to.description)),
      ]
    case .replaced(let from, let to):
      [
        JSONMember("from", from.map { .string($0) } ?? .null),
        JSONMember("to", to.map { .string($0) } ?? .null),
      ]
    case .split(let pieces), .joined(let pieces):
      [JSONMember("pieces", .array(pieces.map(\.json)))]
    case .changed(let field, let from, let to):
      [JSONMember("field", .string(field.description))]
        + [("from", from), ("to", to)].compactMap { name, value in
          value.map { JSONMember(name, $0) }
        }
    }
  }
}

extension SegmentMention {
  fileprivate var json: JSONValue {
    var members = [JSONMember("pointer", .string(pointer.description))]
    if let id { members.append(JSONMember("id", .string(id))) }
    members += [
      JSONMember("what", .string(what)),
      JSONMember("track", .number(JSONNumber(Int64(track.number)))),
      JSONMember("start", .time(span.start)), JSONMember("end", .time(span.end)),
    ]
    return .object(members)
  }
}

extension TrackMention {
  fileprivate var json: JSONValue {
    var members = [JSONMember("pointer", .string(pointer.description))]
    if let id { members.append(JSONMember("id", .string(id))) }
    if let name { members.append(JSONMember("name", .string(name))) }
    members += [
      JSONMember("kind", .string(kind.name)),
      JSONMember("number", .number(JSONNumber(Int64(number)))),
    ]
    return .object(members)
  }
}
