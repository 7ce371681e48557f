public import JSONTree

extension Recipe {
  /// The JSON Schema (2020-12) of recipes, made from the transforms' own parameters, for editors.
  public static var schema: JSONValue {
    let steps: JSONValue = [
      "type": "array", "maxItems": .number(JSONNumber(Int64(mostSteps))),
      "items": ["anyOf": .array(operations.map { schema(of: $0) })],
    ]
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Roughcut recipe",
      "description": "Edits of a draft, done one after the other.",
      "anyOf": [
        steps,
        [
          "type": "object", "required": ["steps"], "additionalProperties": false,
          "properties": ["name": ["type": "string"], "steps": steps],
        ],
      ],
    ]
  }

  private static func schema(of type: any Transform.Type) -> JSONValue {
    let required = type.parameters.filter(\.isRequired).map { JSONValue.string($0.name) }
    let arguments: JSONValue = [
      "type": "object", "additionalProperties": false, "required": .array(required),
      "properties": .object(type.parameters.map { JSONMember($0.name, $0.schema) }),
    ]
    return [
      "type": "object", "additionalProperties": false, "description": .string(type.summary),
      "required": [.string(type.operation)],
      "properties": .object([JSONMember(type.operation, arguments)]),
    ]
  }
}

extension TransformParameter {
  /// The JSON Schema of the argument.
  fileprivate var schema: JSONValue {
    var members: [JSONMember]
    switch kind {
    case .segment, .track, .target, .text, .draft: members = [.init("type", "string")]
    case .time, .gain: members = [.init("type", ["string", "number"])]
    case .number: members = [.init("type", "number")]
    case .boolean: members = [.init("type", "boolean")]
    case .word(let words): members = [.init("enum", .array(words.map { .string($0) }))]
    case .pointer: members = [.init("type", "string"), .init("pattern", "^(/.*)?$")]
    case .members: members = [.init("type", "object")]
    case .canvas:
      members = [.init("type", "string"), .init("pattern", "^[0-9]+([:x])[0-9]+$")]
    case .point:
      members = [
        .init("type", "array"), .init("minItems", 2), .init("maxItems", 2),
        .init("items", ["type": "number", "minimum": 0, "maximum": 1]),
      ]
    case .value: members = []
    }
    members.append(.init("description", .string(summary)))
    return .object(members)
  }
}
