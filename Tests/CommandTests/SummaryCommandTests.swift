import Foundation
import TestSupport
import Testing

@Suite struct SummaryCommandTests {
  private static let published =
    #"Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) "#
    + #"3. Title: "Urban Dreams" (0-3s)"#
  private static let draft = Repository.fixture("drafts/urban-dreams.json")

  @Test("The demo draft gives the published line, to the letter")
  func line() throws {
    let outcome = try Program().run(["summary", Self.draft.path])
    #expect(outcome.status == 0)
    #expect(String(decoding: outcome.output, as: UTF8.self) == Self.published + "\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test("A draft on standard input is read like a file")
  func standardInput() throws {
    let outcome = try Program().run(["summary", "-"], input: try Data(contentsOf: Self.draft))
    #expect(outcome.text == Self.published)
  }

  @Test("--json names its schema and gives times in milliseconds")
  func json() throws {
    let report = try Program().run(["summary", "--json", Self.draft.path]).object
    #expect(report["schema"] as? String == "roughcut.summary/1")
    #expect(report["duration"] as? Int == 10_000)
    #expect((report["tracks"] as? [Any])?.count == 3)
  }

  @Test("--long prints one row a segment under a heading")
  func table() throws {
    let outcome = try Program().run(["summary", "--long", Self.draft.path])
    #expect(outcome.text.split(separator: "\n").count == 5)
    #expect(outcome.text.contains("/t/2/sg/0"))
  }

  @Test("A reader that goes away is no failure")
  func brokenPipe() throws {
    let script = "set -o pipefail; \"$0\" summary --long \"$1\" | head -c 0"
    let outcome = try Shell.run(
      "bash", ["-c", script, Repository.product("roughcut").path, Self.draft.path])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }
}
