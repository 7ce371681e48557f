import Foundation
import TestSupport
import Testing

/// Bad input of every kind: one clear message, the right exit status, no partial file.
@Suite struct BadInputTests {
  static let refused: [RefusedDraft] = [
    RefusedDraft(name: "not-json", says: "not JSON"),
    RefusedDraft(name: "empty-file", says: "empty"),
    RefusedDraft(name: "cut-off", says: "not closed"),
    RefusedDraft(name: "comment", says: "no comments"),
    RefusedDraft(name: "trailing-comma", says: "trailing comma"),
    RefusedDraft(name: "not-a-number", says: "NaN"),
    RefusedDraft(name: "lone-surrogate", says: "surrogate"),
    RefusedDraft(name: "invalid-utf8", says: "UTF-8"),
    RefusedDraft(name: "nested-too-deep", says: "512"),
    RefusedDraft(name: "duplicate-member", says: "duplicate member"),
    RefusedDraft(name: "wrong-envelope", says: "not a draft"),
    RefusedDraft(name: "answer-without-state", says: "not a draft"),
    RefusedDraft(name: "list", says: "not a draft"),
    RefusedDraft(name: "service-failure", says: "fetch the state again"),
  ]

  @Test(
    "What is no draft is refused in one located line, and nothing is written", arguments: refused)
  func refusedDrafts(_ bad: RefusedDraft) throws {
    let program = try Program()
    let draft = Repository.fixture("drafts/bad/\(bad.name).json").path
    for command in [["preview", draft], ["summary", draft], ["validate", draft]] {
      let outcome = try program.run(command)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.complaints.count == 1)
      #expect(outcome.errors.contains(#/error: .*\.json:\d+:\d+: /#))
      #expect(outcome.errors.contains(bad.says))
    }
    #expect(try program.contents.isEmpty)
  }

  @Test("A file that is not there is refused by name")
  func absentFile() throws {
    let program = try Program()
    let outcome = try program.run(["preview", "absent.json"])
    #expect(outcome.status == 2)
    #expect(outcome.complaints.count == 1)
    #expect(outcome.errors.hasPrefix("error: absent.json: no such file"))
    #expect(try program.contents.isEmpty)
  }

  static let questionable: [QuestionableDraft] = [
    QuestionableDraft(name: "negative-duration", rule: "negative-time"),
    QuestionableDraft(name: "unknown-track-type", rule: "unknown-track-type"),
    QuestionableDraft(name: "overflowing-times", rule: "excessive-time"),
    QuestionableDraft(name: "wrong-types", rule: "wrong-type"),
    QuestionableDraft(name: "tracks-not-a-list", rule: "wrong-type"),
  ]

  @Test("What is questionable is found, located, and no crash", arguments: questionable)
  func questionableDrafts(_ bad: QuestionableDraft) throws {
    let program = try Program()
    let outcome = try program.run([
      "validate", Repository.fixture("drafts/bad/\(bad.name).json").path,
    ])
    #expect(outcome.status == 1)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.text.contains("[\(bad.rule)]"))
    #expect(outcome.text.contains(#/\.json:\d+:\d+: (error|warning|note): /#))
  }

  @Test("A draft of which nothing is left is refused, and nothing is written")
  func nothingLeft() throws {
    let program = try Program()
    try program.folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":-5,"m":{"src":"a.mp4"}}]}]}"#.utf8, to: "cut.json")
    let outcome = try program.run(["preview", "cut.json"])
    #expect(outcome.status == 2)
    #expect(outcome.complaints.last?.contains("nothing to render") == true)
    #expect(try program.contents == ["cut.json"])
  }

  @Test("Ten thousand segments are summed up, validated and rendered in part")
  func manySegments() throws {
    let program = try Program()
    let segments = (0..<10_000).map { #"{"d":100,"m":{"text":"\#($0)"}}"# }
    let text = #"{"t":[{"tt":7,"sg":["# + segments.joined(separator: ",") + "]}]}"
    try program.folder.write(text.utf8, to: "long.json")
    let summary = try program.run(["summary", "long.json"])
    #expect(summary.text.hasSuffix("+9997 more"))
    #expect([0, 1].contains(try program.run(["validate", "long.json"]).status))
    let preview = try program.run([
      "preview", "long.json", "--json", "--from", "998s", "--size", "180p",
    ])
    #expect(preview.status == 0)
    #expect(preview.object["frames"] as? Int == 60)
  }

  static let media: [BrokenMedia] = [
    BrokenMedia(testDescription: "missing", bytes: { nil }, says: "no such file"),
    BrokenMedia(
      testDescription: "text", bytes: { Data("This is no video.\n".utf8) }, says: "clip.mp4"),
    BrokenMedia(testDescription: "empty", bytes: { Data() }, says: "clip.mp4"),
    BrokenMedia(
      testDescription: "truncated",
      bytes: { try Data(contentsOf: GeneratedMedia.file("clock-30.mp4")).prefix(1500) },
      says: "clip.mp4"),
  ]

  @Test("Media that cannot be shown draw a slate and say so; --strict refuses", arguments: media)
  func unplayableMedia(_ media: BrokenMedia) throws {
    let program = try Program()
    try program.folder.write(
      #"{"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[{"d":500,"m":{"src":"clip.mp4"}}]}]}"#
        .utf8,
      to: "cut.json")
    if let bytes = try media.bytes() { try program.folder.write(bytes, to: "clip.mp4") }
    let before = try program.contents
    let strict = try program.run(["preview", "cut.json", "--strict"])
    #expect(strict.status == 2)
    #expect(strict.complaints.last?.contains("--strict") == true)
    #expect(try program.contents == before)
    let lenient = try program.run(["preview", "cut.json", "--json"])
    #expect(lenient.status == 0)
    #expect(lenient.errors.contains("slate: "))
    #expect(lenient.errors.contains(media.says))
    #expect(lenient.object["frames"] as? Int == 15)
    #expect(try program.contents == (before + ["cut.mp4"]).sorted())
  }

  @Test("A truncated file whose index is there plays as far as it goes")
  func truncatedMedia() throws {
    let whole = try Data(contentsOf: GeneratedMedia.file("clock-30.mp4"))
    let program = try Program()
    try program.folder.write(whole.prefix(whole.count / 2), to: "clip.mp4")
    try program.folder.write(
      #"{"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[{"d":6000,"m":{"src":"clip.mp4"}}]}]}"#
        .utf8,
      to: "cut.json")
    let outcome = try program.run(["preview", "cut.json", "--json"])
    #expect(outcome.status == 0)
    #expect(outcome.object["frames"] as? Int == 180)
    #expect(try program.contents == ["clip.mp4", "cut.json", "cut.mp4"])
  }
}
