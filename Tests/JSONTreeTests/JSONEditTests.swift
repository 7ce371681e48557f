import JSONTree
import Testing

@Suite("Editing")
struct JSONEditTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let before: String
    let edits: [JSONEdit]
    let after: String
    var testDescription: String { name }
  }

  static let t: JSONPointer = .root.appending("t")

  static let cases: [Case] = [
    Case(
      name: "a replaced value leaves its surroundings", before: "{ \"a\" :1.0 ,\"b\": 2 }",
      edits: [.replace(.root.appending("a"), "x")], after: "{ \"a\" :\"x\" ,\"b\": 2 }"),
    Case(
      name: "the root is replaced between its white space", before: " [1]\n",
      edits: [.replace(.root, ["a": [1, 2]])], after: " {\"a\":[1,2]}\n"),
    Case(
      name: "a member follows the last on its own line", before: "{\n  \"a\": 1\n}\n",
      edits: [.setMember(.root, key: "b", [1, ["c": nil]])],
      after: "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    {\n      \"c\": null\n    }\n  ]\n}\n"),
    Case(
      name: "a member follows the last on one line", before: "{\"a\": 1, \"b\": 2}",
      edits: [.setMember(.root, key: "c", ["d": [3, 4]])],
      after: "{\"a\": 1, \"b\": 2, \"c\": {\"d\": [3, 4]}}"),
    Case(
      name: "one spaced member is enough of a model", before: "{ \"a\": 1 }",
      edits: [.setMember(.root, key: "b", 2)], after: "{ \"a\": 1, \"b\": 2 }"),
    Case(
      name: "compact stays compact", before: "{\"t\":[{\"d\":1}]}",
      edits: [
        .insertElement(t, at: 0, ["d": 0, "m": [:]]), .setMember(.root, key: "m", ["a": 1]),
      ],
      after: "{\"t\":[{\"d\":0,\"m\":{}},{\"d\":1}],\"m\":{\"a\":1}}"),
    Case(
      name: "a set member keeps its place and the spelling of its name",
      before: "{\"\\u0061\" : 1, \"b\":2}", edits: [.setMember(.root, key: "a", 3)],
      after: "{\"\\u0061\" : 3, \"b\":2}"),
    Case(
      name: "an element takes the style of its siblings, tabs and CRLF too",
      before: "{\r\n\t\"t\": [\r\n\t\t{\r\n\t\t\t\"d\" : 1\r\n\t\t}\r\n\t]\r\n}",
      edits: [.insertElement(t, at: 1, ["d": 2])],
      after: "{\r\n\t\"t\": [\r\n\t\t{\r\n\t\t\t\"d\" : 1\r\n\t\t},\r\n\t\t{\r\n\t\t\t\"d\" : 2"
        + "\r\n\t\t}\r\n\t]\r\n}"),
    Case(
      name: "elements on one line in an indented document stay there",
      before: "{\n  \"t\": [\n    {\"d\": 1, \"s\": 0},\n    {\"d\": 2, \"s\": 1}\n  ]\n}",
      edits: [.insertElement(t, at: 1, ["d": 9, "s": [1, 2]])],
      after: "{\n  \"t\": [\n    {\"d\": 1, \"s\": 0},\n    {\"d\": 9, \"s\": [1, 2]},\n"
        + "    {\"d\": 2, \"s\": 1}\n  ]\n}"),
    Case(
      name: "an empty array of an indented document opens up", before: "{\n    \"t\": []\n}",
      edits: [.insertElement(t, at: 0, ["d": 1]), .insertElement(t, at: 1, 2)],
      after: "{\n    \"t\": [\n        {\n            \"d\": 1\n        },\n        2\n    ]\n}"),
    Case(
      name: "an empty object of a compact document stays closed", before: "{\"m\":{ }}",
      edits: [.setMember(.root.appending("m"), key: "a", 1)], after: "{\"m\":{\"a\":1}}"),
    Case(
      name: "the first element keeps the bracket's line",
      before: "[\n  1,\n  2\n]", edits: [.insertElement(.root, at: 0, 0)],
      after: "[\n  0,\n  1,\n  2\n]"),
    Case(
      name: "commas at the beginning of lines stay there",
      before: "{ \"a\": 1\n, \"b\": 2\n}", edits: [.setMember(.root, key: "c", 3)],
      after: "{ \"a\": 1\n, \"b\": 2\n, \"c\": 3\n}"),
    Case(
      name: "removing the first leaves no gap", before: "[\n  1,\n  2,\n  3\n]",
      edits: [.remove(.root.appending(0))], after: "[\n  2,\n  3\n]"),
    Case(
      name: "removing the last takes the comma before it", before: "{ \"a\":1, \"b\":2 }",
      edits: [.remove(.root.appending("b"))], after: "{ \"a\":1 }"),
    Case(
      name: "removing the only one leaves an empty container", before: "{\n  \"a\": 1\n}",
      edits: [.remove(.root.appending("a"))], after: "{}"),
    Case(
      name: "removing and setting again keeps the style", before: "{\n  \"a\": 1\n}",
      edits: [.remove(.root.appending("a")), .setMember(.root, key: "b", 2)],
      after: "{\n  \"b\": 2\n}"),
    Case(
      name: "a name is changed in its place", before: "{\"a\" :1, \"b\":2}",
      edits: [.renameMember(.root.appending("a"), to: "x\"y")],
      after: "{\"x\\\"y\" :1, \"b\":2}"),
    Case(
      name: "raw text is put in byte for byte", before: "{\"t\":[ 1 ]}",
      edits: [
        .insertRawElement(t, at: 1, Array(" [ 1.0,\t2 ] ".utf8)),
        .replaceRaw(t.appending(0), Array("1e3".utf8)),
      ], after: "{\"t\":[ 1e3,[ 1.0,\t2 ] ]}"),
    Case(
      name: "a move keeps the value's text", before: "{\"a\":{\"b\" :[1.0 ]},\"t\":[0]}",
      edits: [.move(from: .root.appending("a").appending("b"), to: t.appending("-"))],
      after: "{\"a\":{},\"t\":[0,[1.0 ]]}"),
    Case(
      name: "adding replaces members and inserts elements", before: "{\"t\":[1],\"a\":0}",
      edits: [
        .add(t.appending(0), 0), .add(t.appending("-"), 2), .add(.root.appending("a"), 1),
        .add(.root.appending("b"), 2),
      ], after: "{\"t\":[0,1,2],\"a\":1,\"b\":2}"),
    Case(
      name: "edits see those before them", before: "{}",
      edits: [
        .setMember(.root, key: "t", []), .insertElement(t, at: 0, ["d": 1]),
        .renameMember(t.appending(0).appending("d"), to: "e"),
        .setMember(t.appending(0), key: "d", 2), .move(from: t, to: .root.appending("u")),
        .remove(.root.appending("u").appending(0).appending("e")),
      ], after: "{\"u\":[{\"d\":2}]}"),
  ]

  @Test("The text becomes what the edit says, laid out as its neighbours are", arguments: cases)
  func text(example: Case) throws {
    let edited = try JSONDocument(parsing: example.before).applying(example.edits)
    #expect(String(decoding: edited.bytes, as: UTF8.self) == example.after)
  }

  @Test("A document without edits is the same document")
  func nothing() throws {
    let document = try JSONDocument(parsing: " [1, 2 ] ")
    #expect(try document.applying([]).bytes == document.bytes)
  }

  @Test("A batch gives what its edits give one by one", arguments: cases)
  func batch(example: Case) throws {
    var document = try JSONDocument(parsing: example.before)
    for edit in example.edits { document = try document.applying([edit]) }
    let batch = try JSONDocument(parsing: example.before).applying(example.edits)
    #expect(document.root.value == batch.root.value)
  }

  @Test(
    "An edit that cannot be made is named",
    arguments: [
      (.replace(t.appending("x"), 1), .noSuchValue(t.appending("x"))),
      (.replace(t.appending(3), 1), .noSuchValue(t.appending(3))),
      (.remove(.root), .rootIsFixed),
      (.remove(.root.appending("x")), .noSuchValue(.root.appending("x"))),
      (.setMember(t, key: "a", 1), .notAnObject(t)),
      (.insertElement(.root, at: 0, 1), .notAnArray(.root)),
      (.insertElement(t, at: 4, 1), .noSuchPosition(t, count: 3)),
      (.insertElement(t, at: -1, 1), .noSuchPosition(t, count: 3)),
      (.add(t.appending("01"), 1), .noSuchPosition(t, count: 3)),
      (.add(t.appending(0).appending("x"), 1), .noSuchValue(t.appending(0).appending("x"))),
      (.renameMember(t, to: "m"), .duplicateMember(.root, name: "m")),
      (.renameMember(t.appending(0), to: "m"), .notAnObject(t)),
      (.renameMember(.root, to: "m"), .rootIsFixed),
      (.move(from: t, to: t.appending(0)), .movedIntoItself(t)),
      (.move(from: .root, to: t), .rootIsFixed),
    ] as [(JSONEdit, JSONEditError.Reason)])
  func refusal(edit: JSONEdit, reason: JSONEditError.Reason) throws {
    let document = try JSONDocument(parsing: "{\"t\":[1,2,3],\"m\":{}}")
    let error = #expect(throws: JSONEditError.self) {
      try document.applying([.setMember(.root, key: "first", true), edit])
    }
    #expect(error?.reason == reason)
    #expect(error?.position == 1)
    #expect(error?.description.hasPrefix("edit 1: ") == true)
  }

  @Test("New text that is no value is refused with its own location")
  func badText() throws {
    let document = try JSONDocument(parsing: "[0]")
    for text in ["", "1 2", "1,2", "[1,]"] {
      let error = #expect(throws: JSONEditError.self) {
        try document.applying([.replaceRaw(.root.appending(0), Array(text.utf8))])
      }
      guard case .invalidText? = error?.reason else {
        Issue.record("\(text): \(String(describing: error))")
        continue
      }
    }
    let twice = JSONValue.object([JSONMember("a", 1), JSONMember("a", 2)])
    let error = #expect(throws: JSONEditError.self) {
      try document.applying([.replace(.root, twice)])
    }
    guard case .invalidText? = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("Edits cannot nest deeper than the limits, however they go about it")
  func depth() throws {
    let document = try JSONDocument(parsing: JSONLimitsTests.nested(511))
    let deepest = JSONPointer(Array(repeating: "0", count: 510))
    #expect(throws: Never.self) { try document.applying([.insertElement(deepest, at: 0, [])]) }
    let error = #expect(throws: JSONEditError.self) {
      try document.applying([.insertElement(deepest, at: 0, [[]])])
    }
    guard case .refusedResult(let refusal)? = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.reason == .tooDeep(limit: 512))
    var nesting: [JSONEdit] = []
    for depth in 0..<2_000 {
      nesting.append(.insertElement(JSONPointer(Array(repeating: "0", count: depth)), at: 0, []))
    }
    #expect(throws: JSONEditError.self) { try JSONDocument(parsing: "[]").applying(nesting) }
    let wrapping = (0..<2_000).flatMap { _ -> [JSONEdit] in
      [
        .insertElement(.root, at: 0, []),
        .move(from: .root.appending(1), to: .root.appending(0).appending(0)),
      ]
    }
    #expect(throws: JSONEditError.self) { try JSONDocument(parsing: "[[]]").applying(wrapping) }
  }

  @Test("Many edits of large containers are one pass over the text")
  func many() throws {
    let document = try JSONDocument(
      parsing: JSONReaderTests.object((0..<20_000).map { "k\($0)" }))
    let set = (0..<40_000).map {
      JSONEdit.setMember(.root, key: "k\($0)", .number(JSONNumber(-Int64($0))))
    }
    let edited = try document.applying(set)
    #expect(edited.root.count == 40_000)
    #expect(edited.root.members.allSatisfy { $0.key == "k\(($0.value.number?.int64 ?? 1) * -1)" })
    let array = try JSONDocument(parsing: "[]").applying(
      (0..<20_000).map { .add(.root.appending("-"), .number(JSONNumber(Int64($0)))) })
    #expect(array.root.elements.map { $0.number?.int64 } == (0..<20_000).map { Int64($0) })
  }
}
