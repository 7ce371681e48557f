import Foundation
import Regression
import TestSupport
import Testing

/// Whatever a transformation does, its own case fails with the reason, and the others run.
@Suite struct HostileCaseTests {
  /// What is said of each case of `Fixtures/transforms/hostile`; nothing for one that passes.
  private static let expected: [String: String?] = [
    "aborts": "run killed by SIGABRT",
    "crashes": "run killed by SIGSEGV",
    "ends-with-status": "run ended with status 3",
    "floods": "run wrote more than 64 MiB",
    "floods-errors": "run ended with status 3",
    "forks": nil,
    "forks-without-end": "run still running after 2s",
    "hangs": "run still running after 1s",
    "hangs-after-writing": "run still running after 1s",
    "is-not-there": "run there is no program",
    "reads-nothing": nil,
    "writes-a-list": "result the result at 1:1: this is not a draft: the document is an array",
    "writes-bytes": "result the result at 1:",
    "writes-half": "result the result at 9:46: this is not JSON: the document ends inside a value",
    "writes-into-its-case":
      "files files of the case were written to while it ran: created leak.txt",
    "writes-nothing": "run wrote nothing to standard output",
    "writes-over-its-input":
      "files files of the case were written to while it ran: changed input.json",
    "zz-is-fine": nil,
  ]

  @Test("Each hostile case fails for its own reason, in order, and the last one passes")
  func hostile() async throws {
    let copy = try TransformsCopy()
    let entries = try CaseTree(in: copy.path("hostile")).entries
    #expect(entries.map(\.name) == Self.expected.keys.sorted())
    let result = try await CaseSuite(entries).run(jobs: 4)
    withExtendedLifetime(copy) {}
    #expect(result.cases.map(\.name) == entries.map(\.name))
    for test in result.cases {
      guard let words = Self.expected[test.name] ?? nil else {
        #expect(test.status == .passed, "\(test.name): \(test.complaints)")
        continue
      }
      #expect(test.status == .failed)
      #expect(test.complaints.count == 1)
      #expect(test.complaints[0].hasPrefix(words), "\(test.name): \(test.complaints)")
    }
    let forks = try #require(result.cases.first { $0.name == "forks" })
    #expect(forks.notes == ["it left 20 processes running, which were ended"])
    let complaint = try #require(result.cases.first { $0.name == "floods-errors" }?.failures.first)
    #expect(complaint.details.last == "the last word")
  }

  @Test("A case that cannot be carried out is broken, with the line, and the others run")
  func broken() async throws {
    let copy = try TransformsCopy()
    let result = try await CaseSuite(try CaseTree(in: copy.path("broken")).entries).run(jobs: 2)
    withExtendedLifetime(copy) {}
    #expect(result.cases.count == 7)
    #expect(result.count(.broken) == 7)
    let places = result.cases.compactMap { test in
      test.failures.first?.place.map { place in
        "\(test.name) \(URL(filePath: place.file).lastPathComponent) \(place.line ?? 0)"
      }
    }
    #expect(
      places == [
        "input-is-missing input.json 0", "input-is-no-draft cut-off.json 4", "not-yaml case.yml 2",
        "recipe-is-missing recipe.yml 0", "two-steps case.yml 1", "unknown-invariant case.yml 5",
        "unknown-member case.yml 3",
      ])
  }
}
