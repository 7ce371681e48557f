import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("A JSON Patch")
struct JSONPatchTests {
  /// One record of the conformance suite of the json-patch organisation.
  struct Record: CustomTestStringConvertible, Sendable {
    let name: String
    /// Nothing for a record with two members of one name, which no document of ours has.
    let content: JSONValue?
    let isRefused: Bool

    var testDescription: String { name }
  }

  static let records: [Record] = ["tests.json", "spec_tests.json"].flatMap { file -> [Record] in
    let url = Repository.sharedTestData.appending(path: "json-patch").appending(path: file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return texts(in: text).enumerated().compactMap { index, text in
      let content = try? JSONDocument(parsing: text).root.value
      guard !text.contains("\"disabled\": true") else { return nil }
      var name = "\(file) \(index)"
      if case .string(let comment)? = content?["comment"] { name += ": \(comment)" }
      return Record(
        name: name, content: content,
        isRefused: content.map { $0["error"] != nil } ?? text.contains("\"error\""))
    }
  }

  /// The objects of the array that `text` holds, found by their braces, as one of them is no JSON.
  private static func texts(in text: String) -> [String] {
    var texts: [String] = []
    var current = ""
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if !isQuoted, character == "{" { depth += 1 }
      if depth > 0 { current.append(character) }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      guard !isQuoted, character == "}" else { continue }
      depth -= 1
      if depth == 0 {
        texts.append(current)
        current = ""
      }
    }
    return texts
  }

  @Test(
    "What the conformance suite expects comes out",
    .enabled(if: Repository.hasSharedTestData, "../shared/testdata is not here"),
    arguments: records)
  func conformance(record: Record) throws {
    guard let content = record.content else {
      #expect(record.isRefused)
      return
    }
    let document = try #require(content["doc"])
    let patch = try #require(content["patch"])
    if record.isRefused {
      #expect(throws: JSONPatchError.self) {
        _ = try JSONPatch(patch).applied(to: document)
      }
      return
    }
    let result = try JSONPatch(patch).applied(to: document)
    if let expected = content["expected"] { #expect(result.isEquivalent(to: expected)) }
    #expect(try JSONPatch(JSONPatch(patch).value) == JSONPatch(patch))
  }

  @Test(
    "The suite is there in full",
    .enabled(if: Repository.hasSharedTestData, "../shared/testdata is not here"))
  func suiteIsRead() { #expect(Self.records.count > 100) }

  @Test("A patch between any two values makes the second of the first")
  func difference() throws {
    var generator = SeededGenerator()
    for _ in 0..<2000 {
      let old = RandomValue.make(depth: 4, using: &generator)
      let new =
        Bool.random(using: &generator)
        ? RandomValue.make(depth: 4, using: &generator)
        : RandomValue.edited(old, using: &generator)
      let oldNode = try JSONDocument(parsing: old.serialized(indent: 1)).root
      let newNode = try JSONDocument(parsing: new.serialized()).root
      let patch = JSONPatch(from: oldNode, to: newNode, identifyingMembers: ["id"])
      #expect(try patch.applied(to: old).canonicalBytes == new.canonicalBytes, "\(generator)")
      #expect(JSONPatch(from: oldNode, to: oldNode).isEmpty, "\(generator)")
    }
  }

  @Test("An element put in front of a thousand is one step")
  func insertion() throws {
    let elements = (0..<1000).map {
      JSONValue.object([JSONMember("n", .number(JSONNumber(Int64($0))))])
    }
    let old = try JSONDocument(parsing: JSONValue.array(elements).serialized()).root
    let new = try JSONDocument(parsing: JSONValue.array([["n": -1]] + elements).serialized()).root
    let patch = JSONPatch(from: old, to: new)
    #expect(patch.operations == [.add(JSONPointer(["0"]), ["n": -1])])
  }

  @Test("Copying a value into itself again and again is refused before it fills the memory")
  func explosion() throws {
    let path = JSONPointer(["a"])
    let steps = (0..<60).map { JSONPatchOperation.copy(from: path, to: path.appending("\($0)")) }
    let error = #expect(throws: JSONPatchError.self) {
      _ = try JSONPatch(steps).applied(
        to: ["a": ["x": 1]], limits: JSONLimits(maxNodes: 10_000))
    }
    #expect(error?.reason == .tooLarge)
  }

  @Test("A step that cannot be made is named, with its place")
  func located() throws {
    let patch = try JSONPatch([
      ["op": "add", "path": "/a", "value": 1], ["op": "remove", "path": "/b"],
    ])
    let error = #expect(throws: JSONPatchError.self) { _ = try patch.applied(to: [:]) }
    #expect(error?.step == 1)
    #expect(error?.reason == .noSuchPlace(JSONPointer(["b"])))
  }
}

/// Values by chance, and the same with something changed.
enum RandomValue {
  static func make(depth: Int, using generator: inout some RandomNumberGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &generator) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &generator))
    case 2: return .number(JSONNumber(Int64.random(in: -3...3, using: &generator)))
    case 3: return .string(["", "a", "~/", "é"].randomElement(using: &generator) ?? "")
    case 4, 5:
      return .array(
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          make(depth: depth - 1, using: &generator)
        })
    default:
      let keys = ["id", "a", "b/c", "~", ""].shuffled(using: &generator).prefix(
        Int.random(in: 0...5, using: &generator))
      return .object(keys.map { JSONMember($0, make(depth: depth - 1, using: &generator)) })
    }
  }

  static func edited(
    _ value: JSONValue, using generator: inout some RandomNumberGenerator
  ) -> JSONValue {
    switch value {
    case .array(var elements) where !elements.isEmpty:
      let place = Int.random(in: 0..<elements.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: elements.remove(at: place)
      case 1: elements.insert(make(depth: 1, using: &generator), at: place)
      case 2: elements.swapAt(0, place)
      default: elements[place] = edited(elements[place], using: &generator)
      }
      return .array(elements)
    case .object(var members) where !members.isEmpty:
      let place = Int.random(in: 0..<members.count, using: &generator)
      if Bool.random(using: &generator) {
        members.remove(at: place)
      } else {
        members[place].value = edited(members[place].value, using: &generator)
      }
      return .object(members)
    default: return make(depth: 2, using: &generator)
    }
  }
}
