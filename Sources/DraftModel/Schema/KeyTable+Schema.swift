public import JSONTree

extension KeyTable {
  /// The JSON Schema (2020-12) of drafts, states and service answers, made from the spellings in force.
  ///
  /// It asks for what cannot be done without, types what is known and lets the rest be, as the reader does:
  /// members that nothing reads are kept, and `null` counts as absent. Ranges are those outside of which a
  /// value is not taken as written.
  public var schema: JSONValue {
    let scopes = DraftScope.allCases.map { JSONMember($0.rawValue, schema(of: $0)) }
    let state: JSONValue = [
      "type": "object", "required": [.string(EnvelopeKey.draft)],
      "properties": .object([
        JSONMember(EnvelopeKey.draft, Self.reference(to: .draft)),
        JSONMember(EnvelopeKey.canvasConfig, Self.reference(to: .draftMetadata, orNull: true)),
        JSONMember(EnvelopeKey.videoInfos, ["type": ["array", "object", "null"]]),
        JSONMember(EnvelopeKey.generatedMedia, ["type": ["array", "object", "null"]]),
      ]),
    ]
    let answer: JSONValue = [
      "type": "object", "required": [.string(EnvelopeKey.data)],
      "properties": .object([
        JSONMember(EnvelopeKey.code, ["const": 0]),
        JSONMember(
          EnvelopeKey.data,
          [
            "type": "object", "required": [.string(EnvelopeKey.state)],
            "properties": .object([JSONMember(EnvelopeKey.state, ["$ref": "#/$defs/state"])]),
          ]),
      ]),
    ]
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Roughcut draft",
      "description": "A video timeline: a draft, a state around one, or the service's answer.",
      "anyOf": [
        Self.reference(to: .draft), ["$ref": "#/$defs/state"], ["$ref": "#/$defs/answer"],
      ],
      "$defs": .object(
        scopes + [JSONMember("state", state), JSONMember("answer", answer)]),
    ]
  }

  private func schema(of scope: DraftScope) -> JSONValue {
    let keys = DraftKey.all.filter { $0.scope == scope }
    let properties = keys.flatMap { key in
      spellings(of: key).map { spelling in
        JSONMember(spelling.name, Self.schema(of: key, as: spelling))
      }
    }
    var members: [JSONMember] = [
      JSONMember("type", "object"), JSONMember("properties", .object(properties)),
    ]
    let demands = keys.filter(\.isRequired).map { key in
      JSONValue.object([
        JSONMember(
          "anyOf",
          .array(spellings(of: key).map { ["required": [.string($0.name)]] }))
      ])
    }
    if !demands.isEmpty { members.append(JSONMember("allOf", .array(demands))) }
    return .object(members)
  }

  private static func schema(of key: DraftKey, as spelling: DraftKey.Alias) -> JSONValue {
    guard case .object(var members) = key.shape.schema(scale: spelling.scale) else { return .null }
    if spelling.name != key.canonical {
      let unit = spelling.scale == 1000 ? ", in seconds" : ""
      members.append(
        JSONMember("description", .string("Another spelling of \"\(key.canonical)\"\(unit).")))
    }
    return .object(members)
  }

  fileprivate static func reference(to scope: DraftScope, orNull: Bool = false) -> JSONValue {
    let reference: JSONValue = ["$ref": .string("#/$defs/\(scope.rawValue)")]
    return orNull ? ["anyOf": [reference, ["type": "null"]]] : reference
  }
}

extension DraftKey {
  /// Whether a draft cannot be drawn without the member.
  fileprivate var isRequired: Bool {
    [.tracks, .trackType, .segmentDuration, .keyframeTime, .transitionType].contains(self)
  }
}

extension ValueShape {
  /// The schema of a value; `scale` is the number of canonical units in one of the spelling's.
  fileprivate func schema(scale: Int64) -> JSONValue {
    switch self {
    case .time:
      let most = Milliseconds.limit.rawValue / scale
      return ["type": ["number", "null"], "minimum": 0, "maximum": .number(JSONNumber(most))]
    case .number(let range):
      return [
        "type": ["number", "null"], "minimum": Self.bound(range.lowerBound),
        "maximum": Self.bound(range.upperBound),
      ]
    case .frameRate: return ["type": ["number", "null"], "minimum": 1, "maximum": 240]
    case .trackType:
      return [
        "anyOf": [
          ["type": ["integer", "null"]], ["enum": .array(TrackKind.words.map { .string($0) })],
        ]
      ]
    case .boolean: return ["type": ["boolean", "null"]]
    case .string: return ["type": ["string", "null"]]
    case .word(let words): return ["enum": .array(words.map { .string($0) } + [.null])]
    case .color: return ["type": ["string", "null"], "pattern": .string(Self.colorPattern)]
    case .backdrop:
      return ["anyOf": [["const": "blur"], ValueShape.color.schema(scale: 1)]]
    case .weight:
      return [
        "anyOf": [
          ["enum": ["normal", "regular", "bold", nil]],
          ["type": "number", "minimum": 100, "maximum": 1000],
        ]
      ]
    case .object(let scope): return KeyTable.reference(to: scope, orNull: true)
    case .array(let scope):
      return ["type": ["array", "null"], "items": KeyTable.reference(to: scope)]
    }
  }

  private static let colorPattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$"

  private static func bound(_ value: Double) -> JSONValue {
    JSONNumber(value).map { .number($0) } ?? .null
  }
}
