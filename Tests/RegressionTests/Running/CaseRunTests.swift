import Foundation
import Regression
import TestSupport
import Testing

/// Comparing, holding and accepting, as cases do it.
@Suite struct CaseRunTests {
  private static let quieter = #"run: ["sed", "s/0\\.8/0.5/"]"#

  @Test("Without an expected result a case fails; accepting writes it, and then the case passes")
  func accepting() async throws {
    let test = try CaseFolder(Self.quieter)
    let first = try await test.run()
    #expect(first.complaints.count == 1)
    #expect(first.canBeAccepted)
    #expect(try test.files == ["case.yml", "input.json"])
    let accepted = try await test.run(acceptsResults: true)
    #expect(accepted.status == .passed)
    #expect(accepted.accepted == ["expected.json"])
    #expect(test.text(of: "expected.json") == CaseFolder.draft.replacing("0.8", with: "0.5"))
    let second = try await test.run(acceptsResults: true)
    #expect(second.status == .passed && second.accepted.isEmpty)
  }

  @Test("A result that differs is told, and accepted on demand only")
  func differing() async throws {
    let test = try CaseFolder(Self.quieter, expected: CaseFolder.draft)
    let result = try await test.run()
    #expect(result.status == .failed)
    #expect(result.failures.first?.details.contains { $0.contains("volume") } == true)
    #expect(test.text(of: "expected.json") == CaseFolder.draft)
    #expect(try await test.run(acceptsResults: true).accepted == ["expected.json"])
    #expect(try await test.run().status == .passed)
  }

  @Test("A result that means the same is not written anew")
  func sameMeaning() async throws {
    let expected = CaseFolder.draft.replacing("0.8", with: "0.50")
    let test = try CaseFolder(Self.quieter, expected: expected)
    let result = try await test.run(acceptsResults: true)
    #expect(result.status == .passed && result.accepted.isEmpty)
    #expect(test.text(of: "expected.json") == expected)
  }

  @Test(
    "What breaks an invariant is never accepted",
    arguments: [
      "valid", "untouched: [\"/t/1\"]", "only-changes: [\"/m\"]", "idempotent", "tracks: {text: 1}",
    ])
  func refused(invariant: String) async throws {
    // Overlaps, changes the bed, and does so again each time it is run.
    let script =
      #"run: ["sed", "s/\"d\": 2/\"s\": 1, \"d\": 2/; s/\"d\": 4000, \"m\"/\"d\": 14000, \"m\"/; s/\"d\": 1/\"d\": 11/"]"#
    let test = try CaseFolder("\(script)\nhold:\n  - \(invariant)")
    let result = try await test.run(acceptsResults: true)
    #expect(result.status == .failed)
    #expect(!result.canBeAccepted)
    let name = invariant.prefix { $0 != ":" }
    #expect(result.complaints.first?.hasPrefix("hold \(name): ") == true, "\(result.complaints)")
    #expect(result.failures.first?.place?.line == 3)
    #expect(result.accepted.isEmpty)
    #expect(try test.files == ["case.yml", "input.json"])
  }

  @Test("An expected result that is no draft is told, and can be accepted anew")
  func unreadableExpectation() async throws {
    let test = try CaseFolder(Self.quieter, expected: "{")
    let result = try await test.run()
    #expect(result.complaints.first?.contains("cannot be read") == true)
    #expect(try await test.run(acceptsResults: true).status == .passed)
  }

  @Test("A recipe that the draft does not allow is a failure, with its place")
  func refusedRecipe() async throws {
    let test = try CaseFolder("recipe: r.yml\ncompare: none")
    try test.folder.write("- remove: {target: nobody}".utf8, to: "case/r.yml")
    let result = try await test.run()
    #expect(result.status == .failed)
    #expect(result.complaints.first?.hasPrefix("run /0/remove") == true, "\(result.complaints)")
    try test.folder.write("- no-such-operation: {}".utf8, to: "case/r.yml")
    #expect(try await test.run().status == .broken)
  }

  @Test("Results come in the order of the cases, whatever ends first")
  func order() async throws {
    let folder = try TemporaryFolder()
    let names = (0..<12).map { "case-\($0 + 10)" }
    for (index, name) in names.enumerated() {
      try FileManager.default.createDirectory(
        at: folder.file(name), withIntermediateDirectories: true)
      try folder.write(CaseFolder.draft.utf8, to: name + "/input.json")
      // The earlier, the longer.
      let work = "seq \((12 - index) * 20000) > /dev/null; cat"
      try folder.write("run: [sh, -c, \"\(work)\"]\ncompare: none".utf8, to: name + "/case.yml")
    }
    var told: [String] = []
    let result = try await CaseSuite(try CaseTree(in: folder.url.path).entries)
      .run(jobs: 6) { told.append($0.name) }
    withExtendedLifetime(folder) {}
    #expect(told == names)
    #expect(result.cases.map(\.name) == names)
    #expect(result.sentence == "12 cases: 12 passed")
  }
}
