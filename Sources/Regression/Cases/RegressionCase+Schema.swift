import DraftModel
public import JSONTree

extension RegressionCase {
  /// The JSON Schema (2020-12) of `case.yml`, made from the members that its reader takes, for editors.
  public static var schema: JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Roughcut case",
      "description": "What to run on which draft, and what to hold the result to.",
      "type": "object", "additionalProperties": false,
      "oneOf": .array([CaseMember.run, .recipe].map { ["required": [.string($0.rawValue)]] }),
      "properties": .object(
        CaseMember.allCases.map { member in
          let description = JSONMember("description", .string(member.summary))
          return JSONMember(member.rawValue, .object([description] + member.schema))
        }),
    ]
  }
}

extension CaseMember {
  fileprivate var summary: String {
    switch self {
    case .run: "A program and its arguments, from standard input to standard output."
    case .recipe: "A recipe in place of a program, by its path from the case's folder."
    case .timeout: "How long a program may run, such as 20s; an hour at most."
    case .input: "The input, by its path from the case's folder; input.json where it is not said."
    case .compare: "How the result is compared with expected.json; semantic where it is not said."
    case .ignore: "Places that no comparison looks at; * stands for any."
    case .hold: "What must hold of the result."
    case .frames: "Times at which pictures are compared with those in frames."
    case .similarity: "How alike pictures have to be."
    case .size: "The pictures' size, such as 360p, 640x360 or canvas."
    }
  }

  /// The members of the value's JSON Schema.
  fileprivate var schema: [JSONMember] {
    switch self {
    case .run:
      [.type("array"), .init("minItems", 1), .init("items", ["type": ["string", "number"]])]
    case .recipe, .input: [.type("string"), .init("minLength", 1)]
    case .timeout: .time
    case .compare: [.init("enum", .array(Comparison.allCases.map { .string($0.rawValue) }))]
    case .ignore: .places
    case .hold:
      [
        .type("array"),
        .init("items", ["anyOf": .array(InvariantName.allCases.map(\.schema))]),
      ]
    case .frames: [.type("array"), .init("items", .object(.time))]
    case .similarity:
      [
        .init(
          "anyOf",
          [
            .object(.share),
            .closed([.init("whole", .object(.share)), .init("part", .object(.share))]),
          ])
      ]
    case .size: [.type("string")]
    }
  }
}

extension InvariantName {
  /// The JSON Schema of one entry of `hold`: the name alone, or the name with what it asks.
  fileprivate var schema: JSONValue {
    let demand: JSONValue
    switch self {
    case .valid, .idempotent: return ["const": .string(rawValue)]
    case .duration:
      let bounds = ["min", "max", "delta"].map { JSONMember($0, .object(.time)) }
      demand = ["anyOf": [.object(.time), .closed(bounds, least: 1)]]
    case .tracks:
      let count: JSONValue = ["type": "integer", "minimum": 0]
      demand = .closed(TrackGroup.allCases.map { .init($0.rawValue, count) }, least: 1)
    case .untouched, .onlyChanges: demand = .object(.places)
    }
    return .closed([.init(rawValue, demand)], least: 1)
  }
}

extension JSONMember {
  fileprivate static func type(_ name: String) -> JSONMember { .init("type", .string(name)) }
}

extension JSONValue {
  /// An object of these members alone.
  fileprivate static func closed(_ members: [JSONMember], least: Int64 = 0) -> JSONValue {
    [
      "type": "object", "additionalProperties": false,
      "minProperties": .number(JSONNumber(least)), "properties": .object(members),
    ]
  }
}

extension [JSONMember] {
  /// A time: `1.5s`, `500ms`, `60%`, a number of milliseconds; or the word that stands for one.
  fileprivate static var time: Self { [.init("type", ["string", "number"])] }

  /// A number from 0 to 1.
  fileprivate static var share: Self {
    [.type("number"), .init("minimum", 0), .init("maximum", 1)]
  }

  /// JSON Pointers in which `*` stands for any.
  fileprivate static var places: Self {
    [.type("array"), .init("items", ["type": "string", "pattern": "^(/.*)?$"])]
  }
}
