import Foundation
import JSONTree
import Regression
import TestSupport
import Testing

/// The JSON Schema of `case.yml` and its reader agree, the one judged by jsonschema.
@Suite("The JSON Schema of cases", .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
struct CaseSchemaTests {
  /// Reads {"schema": …, "cases": [text, …]} and prints which are valid.
  private static let validator = """
    import json, sys, jsonschema, yaml
    data = json.load(sys.stdin)
    cls = jsonschema.Draft202012Validator
    cls.check_schema(data["schema"])
    validator = cls(data["schema"])
    print(json.dumps([validator.is_valid(yaml.safe_load(text)) for text in data["cases"]]))
    """

  private func valid(_ cases: [String]) throws -> [Bool] {
    let input: JSONValue = [
      "schema": RegressionCase.schema, "cases": .array(cases.map { .string($0) }),
    ]
    let outcome = try PythonOracle.run(Self.validator, input: Data(input.serialized()))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode([Bool].self, from: outcome.output)
  }

  @Test("Every case of the repository is valid by it")
  func good() throws {
    let folder = Repository.fixture("transforms/cases")
    let cases = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .compactMap {
        try? String(contentsOf: folder.appending(path: "\($0)/case.yml"), encoding: .utf8)
      }
    #expect(cases.count >= 5)
    #expect(try valid(cases).allSatisfy { $0 })
  }

  @Test("What the reader takes is valid, and what it refuses is not")
  func agreement() throws {
    let cases = [
      "recipe: r.yml", "run: [a, 1]", "recipe: r.yml\nrun: [a]", "run: []", "run: a", "recipe: 1",
      "recipe: ''", "timeout: 20s", "recipe: r\ntimeout: 20s", "recipe: r\ntimeout: [1]",
      "recipe: r\ninput: a.json", "recipe: r\ninput: [a]", "recipe: r\ncompare: exact",
      "recipe: r\ncompare: nearly", "recipe: r\nignore: [/m, '']", "recipe: r\nignore: [m]",
      "recipe: r\nignore: /m", "recipe: r\nhold: [valid, idempotent]", "recipe: r\nhold: valid",
      "recipe: r\nhold: [duration]", "recipe: r\nhold: [valid: 1]", "recipe: r\nhold: [sane]",
      "recipe: r\nhold: [duration: unchanged, duration: 5s, duration: {min: 1s, delta: +1s}]",
      "recipe: r\nhold: [duration: {}]", "recipe: r\nhold: [duration: {most: 1s}]",
      "recipe: r\nhold: [tracks: {text: 1, all: 3}]", "recipe: r\nhold: [tracks: {}]",
      "recipe: r\nhold: [tracks: {text: -1}]", "recipe: r\nhold: [tracks: {film: 1}]",
      "recipe: r\nhold: [untouched: [/t], only-changes: ['/t/*/m']]",
      "recipe: r\nhold: [{untouched: [/t]}, {only-changes: ['/t/*/m']}]",
      "recipe: r\nhold: [untouched: /t]", "recipe: r\nframes: [1s, 500, 60%]",
      "recipe: r\nframes: 1s", "recipe: r\nsimilarity: 0.98", "recipe: r\nsimilarity: 2",
      "recipe: r\nsimilarity: {whole: 0.9, part: 0.8}", "recipe: r\nsimilarity: {all: 1}",
      "recipe: r\nsize: 360p", "recipe: r\nsize: 360", "recipe: r\nsizes: 360p", "[]",
    ]
    let isValid = try valid(cases)
    for (yaml, isValid) in zip(cases, isValid) {
      let isRead = (try? CaseFolder(yaml).read()) != nil
      #expect(isRead == isValid, "\(yaml)")
    }
  }
}
