import JSONTree
import Testing

@Suite("What a patch expects")
struct JSONExpectationTests {
  private static func root(_ text: String) throws -> JSONNode {
    try JSONDocument(parsing: text).root
  }

  /// Two values, and one to which the patch between them does not apply.
  static let examples: [(old: String, new: String, other: String)] = [
    (#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#), (#"{"a":1,"b":2}"#, #"{"b":2}"#, #"{"a":9,"b":2}"#),
    (#"{"a":1}"#, #"{"a":1,"b":2}"#, #"{"a":1,"b":7}"#), ("[1,2,3]", "[1,3]", "[1,9,3]"),
    ("[1,2]", "[1,5,2]", "[1,3]"), ("[1,2]", "[1,2,3]", "[1,2,9]"), ("[]", "[1]", "[4]"),
    (#"[{"id":"x","v":1}]"#, #"[{"id":"x","v":2}]"#, #"[{"id":"y","v":7}]"#),
  ]

  @Test(
    "It holds for the old value, and neither for another nor for the new one", arguments: examples)
  func expectations(old: String, new: String, other: String) throws {
    let (before, after) = (try Self.root(old), try Self.root(new))
    let (patch, expectations) = JSONPatch.expecting(from: before, to: after)
    #expect(expectations.allSatisfy { $0.holds(in: before) })
    #expect(!expectations.allSatisfy { $0.holds(in: after) })
    let another = try Self.root(other)
    #expect(!expectations.allSatisfy { $0.holds(in: another) })
    for expectation in expectations {
      #expect(JSONExpectation(expectation.value) == expectation)
    }
    let tested = JSONPatch(JSONPatch.tests(for: expectations, in: before) + patch.operations)
    #expect(try tested.applied(to: before.value).isEquivalent(to: after.value))
    #expect(throws: JSONPatchError.self) { _ = try tested.applied(to: after.value) }
    #expect(throws: JSONPatchError.self) { _ = try tested.applied(to: another.value) }
  }
}
