import JSONTree
import TestSupport
import Testing

@Suite("A value")
struct JSONValueTests {
  static let draft: JSONValue = [
    "t": [["tt": 0, "sg": []], [:]], "speed": 1.5, "ok": true, "none": nil,
    "text": "a\"\\/\n\u{1}é",
  ]

  @Test("It is written on one line without white space")
  func compact() {
    #expect(
      String(decoding: Self.draft.serialized(), as: UTF8.self)
        == #"{"t":[{"tt":0,"sg":[]},{}],"speed":1.5,"ok":true,"none":null,"text":"a\"\\/\n\u0001é"}"#
    )
  }

  @Test("It is written indented, one child a line")
  func indented() {
    let expected = """
      {
        "t": [
          {
            "tt": 0,
            "sg": []
          },
          {}
        ],
        "speed": 1.5,
        "ok": true,
        "none": null,
        "text": "a\\"\\\\/\\n\\u0001é"
      }
      """
    #expect(String(decoding: Self.draft.serialized(indent: 2), as: UTF8.self) == expected)
  }

  @Test("What is written reads back as the same value", arguments: SeededGenerator.seeds(200))
  func roundTrip(seed: UInt64) throws {
    let value = RandomDocument(seed: seed).value
    for indent in [nil, 0, 1, 4] {
      #expect(try JSONDocument(parsing: value.serialized(indent: indent)).root.value == value)
    }
  }

  @Test("Equality is of spelling, scalar by scalar, and equal values hash alike")
  func equality() {
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(JSONValue.object([JSONMember("\u{E9}", 1)]) != .object([JSONMember("e\u{301}", 1)]))
    #expect(Set<JSONValue>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
    #expect((["a": 1, "b": 2] as JSONValue) != ["b": 2, "a": 1])
    #expect((1.5 as JSONValue) == 1.5)
  }

  @Test(
    "Equivalence ignores the order of members, escapes, white space and the spelling of numbers",
    arguments: [
      (#"{"a":1,"b":[2]}"#, #"{ "b":[2.0], "\u0061":1e0 }"#, true),
      (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
      (#"{"a":1,"b":null}"#, #"{"a":1,"c":null}"#, false),
      (#"[1,2]"#, #"[2,1]"#, false), (#""\u00e9""#, "\"\u{E9}\"", true),
      ("\"\u{E9}\"", "\"e\u{301}\"", false), ("[]", "{}", false), ("null", "false", false),
      ("true", "false", false), ("[0.1]", "[0.10000000000000001]", false),
    ])
  func equivalence(left: String, right: String, isSame: Bool) throws {
    let (a, b) = (try JSONDocument(parsing: left).root, try JSONDocument(parsing: right).root)
    #expect(a.isEquivalent(to: b) == isSame)
    #expect(b.isEquivalent(to: a) == isSame)
    #expect(a.value.isEquivalent(to: b.value) == isSame)
    #expect(b.value.isEquivalent(to: a.value) == isSame)
  }

  @Test("Members and elements are reached, and what is not there is nil")
  func access() throws {
    #expect(Self.draft["t"]?[0]?["tt"] == 0)
    #expect(Self.draft["t"]?[2] == nil)
    #expect(Self.draft["t"]?[-1] == nil)
    #expect(Self.draft["x"] == nil)
    let node = try JSONDocument(parsing: Self.draft.serialized()).root
    #expect(node["t"]?[2] == nil)
    #expect(node["t"]?[-1] == nil)
    #expect(node["t"]?["0"] == nil)
    #expect(node[0] == nil)
    #expect(node["none"]?.isNull == true)
    #expect(node["ok"]?.booleanValue == true)
    #expect(node["ok"]?.stringValue == nil)
    #expect(node.members.map(\.key) == ["t", "speed", "ok", "none", "text"])
    #expect(node.elements.isEmpty)
    #expect(node["t"]?.elements.last?.kind == .object)
  }
}
