import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("The JSON Schema")
struct SchemaTests {
  /// Reads {"schema": …, "documents": {name: …}} and prints the names of those that are valid.
  static let validator = """
    import json, sys, jsonschema
    data = json.load(sys.stdin)
    cls = jsonschema.Draft202012Validator
    cls.check_schema(data["schema"])
    validator = cls(data["schema"])
    print(json.dumps([n for n, d in data["documents"].items() if validator.is_valid(d)]))
    """

  static func valid(_ documents: [String: JSONValue], by schema: JSONValue) throws -> Set<String> {
    let input: JSONValue = [
      "schema": schema,
      "documents": .object(
        documents.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value) }),
    ]
    let outcome = try PythonOracle.run(validator, input: Data(input.serialized()))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let answer = try JSONDocument(parsing: Array(outcome.output))
    return Set(answer.root.elements.compactMap(\.stringValue))
  }

  static func documents(in folder: String) -> [String: JSONValue] {
    var documents: [String: JSONValue] = [:]
    for file in Repository.fixtures(in: folder, withExtension: "json") {
      guard let data = try? Data(contentsOf: file),
        let document = try? JSONDocument(parsing: Array(data))
      else { continue }
      documents[file.lastPathComponent] = document.root.value
    }
    return documents
  }

  @Test(
    "Every good fixture is valid by it",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func good() throws {
    let cases = try FileManager.default.contentsOfDirectory(
      atPath: Repository.fixture("transforms/cases").path)
    var documents = Self.documents(in: "drafts")
    for name in cases {
      for (file, document) in Self.documents(in: "transforms/cases/" + name) {
        documents[name + "/" + file] = document
      }
    }
    #expect(documents.count > 25)
    let valid = try Self.valid(documents, by: KeyTable.standard.schema)
    // This one names an effect that nobody knows, for the sheet to mark.
    #expect(Set(documents.keys).subtracting(valid) == ["under-review.json"])
  }

  @Test(
    "Every bad fixture that is JSON, and bad by its shape, is not",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func bad() throws {
    let documents = Self.documents(in: "drafts/bad").filter { name, _ in
      [
        "answer-without-state.json", "list.json", "negative-duration.json", "service-failure.json",
        "tracks-not-a-list.json", "wrong-envelope.json", "wrong-types.json",
        "overflowing-times.json",
      ].contains(name)
    }
    #expect(documents.count == 8)
    #expect(try Self.valid(documents, by: KeyTable.standard.schema) == [])
  }

  @Test(
    "What the reader calls an error of type or range is not valid, and what it takes is",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func agreement() throws {
    var generator = SeededGenerator()
    var documents: [String: JSONValue] = [:]
    var expected: Set<String> = []
    let rules: Set<RuleID> = [
      .wrongType, .outOfRange, .negativeTime, .excessiveTime, .unknownWord,
    ]
    for index in 0..<200 {
      let random = try RandomDraft(tracks: 2, segments: 3, using: &generator).draft()
      guard let some = random.resolved().timeline.tracks.flatMap(\.segments).first else { continue }
      let (key, value) = Self.someMember(using: &generator)
      guard
        let edited = try? random.document.applying([
          .setMember(some.pointer.appending("m"), key: key, value)
        ]), let draft = try? Draft(edited)
      else { continue }
      documents["\(index)"] = edited.root.value
      if !draft.resolved().findings.contains(where: { rules.contains($0.rule) }) {
        expected.insert("\(index)")
      }
    }
    #expect(
      try Self.valid(documents, by: KeyTable.standard.schema) == expected, "\(generator)")
  }

  /// A member every segment reads, with a value that may not suit it.
  static func someMember(using generator: inout SeededGenerator) -> (String, JSONValue) {
    let keys = ["fade_in", "name", "fade_out"]
    let values: [JSONValue] = [1, -1, 250.5, "x", nil, true, [1], [:], 1e13]
    return (
      keys.randomElement(using: &generator) ?? "name",
      values.randomElement(using: &generator) ?? nil
    )
  }

  @Test("Aliases that a project adds are in its schema")
  func aliases() {
    let keys = KeyTable(adding: [.segment: ["s": ["begin"]]])
    #expect(keys.schema["$defs"]?["segment"]?["properties"]?["begin"] != nil)
    #expect(KeyTable.standard.schema["$defs"]?["segment"]?["properties"]?["begin"] == nil)
  }

  @Test(
    "Recipes that are read are valid by the recipes' schema, and those that are refused are not",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func recipes() throws {
    var generator = SeededGenerator()
    let draft = try RandomDraft(using: &generator).draft()
    var documents: [String: JSONValue] = [:]
    for index in 0..<40 {
      documents["good \(index)"] = [TransformLawTests.step(for: draft, using: &generator)]
    }
    for (index, fault) in RecipeTests.faults.enumerated() {
      documents["fault \(index)"] = fault.0
    }
    let valid = try Self.valid(documents, by: Recipe.schema)
    #expect(valid.isSuperset(of: documents.keys.filter { $0.hasPrefix("good") }), "\(generator)")
    // What a schema cannot know: words in times and gains, drafts at hand, either-or, the draft's segments.
    let beyondSchemas = RecipeTests.faults.indices.filter { index in
      let pointer = RecipeTests.faults[index].1
      return ["/1/trim/head", "/0/volume/to", "/0/add", "/0/concat/draft"].contains(pointer)
        || RecipeTests.faults[index].0 == [["trim": ["segment": "nobody", "head": 1]]]
    }
    #expect(
      valid.filter { $0.hasPrefix("fault") } == Set(beyondSchemas.map { "fault \($0)" }))
  }
}
