import DraftModel
import Foundation
import TestSupport
import Testing

@Suite("Findings in the fixtures")
struct FixtureFindingsTests {
  private func findings(_ name: String) throws -> [Finding] {
    let bytes = try Data(contentsOf: Repository.fixture("drafts/\(name).json"))
    return try Draft(parsing: Array(bytes)).validated()
  }

  @Test(
    "A draft as it should be has no finding",
    arguments: ["urban-dreams", "portrait", "transitions", "keyframes", "overlays", "trimmed"])
  func clean(name: String) throws {
    #expect(try findings(name) == [])
  }

  @Test(
    "A draft that is wrong in one way has the finding of its name",
    arguments: [
      ("overlapping-segments", "overlap"), ("beyond-the-end", "beyond-end"),
      ("empty", "empty-draft"),
      ("gapped", "base-track-gap"), ("unknown-tracks", "unknown-track-type"),
      ("bad/negative-duration", "negative-time"), ("bad/overflowing-times", "excessive-time"),
      ("bad/hostile-sources", "unsupported-media"), ("bad/huge-canvas", "canvas-too-large"),
      ("bad/tracks-not-a-list", "wrong-type"),
    ])
  func named(name: String, rule: String) throws {
    #expect(try findings(name).contains { $0.rule.rawValue == rule })
  }
}
