import DraftModel
import Foundation
import Regression
import RenderPlanning
import TestSupport
import Testing

@Suite("case.yml")
struct CaseReadingTests {
  private func read(_ yaml: String) throws -> RegressionCase {
    try CaseFolder(yaml).read()
  }

  @Test("A case that says nothing more than what to run is held to the expected result")
  func defaults() throws {
    let test = try read("recipe: steps.yml")
    #expect(test.step.demand == .recipe("steps.yml"))
    #expect(test.input == "input.json")
    #expect(test.timeout == Milliseconds(20_000))
    #expect(test.comparison == .semantic)
    #expect(test.invariants.isEmpty && test.frames.isEmpty && test.ignored.isEmpty)
    #expect(test.similarity == SimilarityThreshold(whole: 0.98, part: 0.9))
    #expect(test.size == .shortSide(360))
  }

  @Test("Every member is read")
  func everything() throws {
    let test = try read(
      """
      run: ["python3", "./edit.py", --seconds, 3]
      input: ../shared.json
      timeout: 1m
      compare: exact
      ignore: ["/m/updated_at"]
      hold:
        - valid
        - duration: unchanged
        - duration: {min: 5s, max: 120%}
        - duration: {delta: +3s}
        - duration: 12s
        - tracks: {text: 1, all: 3}
        - untouched: ["/t/0"]
        - only-changes: ["/t/*/sg/*/m/text"]
        - idempotent
      frames: [0s, 1.5s, "60%", 250]
      similarity: {whole: 0.9, part: 0.5}
      size: 320x180
      """)
    #expect(test.step.demand == .program(["python3", "./edit.py", "--seconds", "3"]))
    #expect(test.input == "../shared.json")
    #expect(test.timeout == Milliseconds(60_000))
    #expect(test.comparison == .exact)
    #expect(test.ignored.map(\.description) == ["/m/updated_at"])
    let texts = try #require(PlacePattern("/t/*/sg/*/m/text"))
    let first = try #require(PlacePattern("/t/0"))
    let share = try #require(TimeExpression("120%"))
    let twelve = TimeExpression.time(Milliseconds(12_000))
    #expect(
      test.invariants.map(\.demand) == [
        .valid, .duration(.unchanged),
        .duration(DurationBound(min: .time(Milliseconds(5000)), max: share)),
        .duration(DurationBound(delta: .time(Milliseconds(3000)))),
        .duration(DurationBound(min: twelve, max: twelve)),
        .tracks([.text: 1, .all: 3]), .untouched([first]), .onlyChanges([texts]), .idempotent,
      ])
    #expect(test.invariants.map(\.place.line) == Array(7...15))
    #expect(test.frames.map { "\($0.demand)" } == ["0s", "1.5s", "60%", "0.25s"])
    #expect(test.similarity == SimilarityThreshold(whole: 0.9, part: 0.5))
    #expect(test.size == .exact(width: 320, height: 180))
  }

  @Test(
    "What cannot be understood is refused with its line",
    arguments: [
      ("", 1, "expected names"), ("- run", 1, "expected names"),
      ("run: [cat", 2, "not YAML"), ("run: [a]\nrun: [b]", 1, "twice"),
      ("compare: exact", 1, "either \"run\""), ("run: [a]\nrecipe: b", 1, "either \"run\""),
      ("run: cat", 1, "a list"), ("run: []", 1, "a program"), ("run: [[a]]", 1, "a word"),
      ("recipe: a\nholds: []", 2, "no \"holds\""),
      ("recipe: a\ntimeout: never", 2, "a time"), ("recipe: a\ntimeout: 0s", 2, "a time up to"),
      ("recipe: a\ntimeout: 2h", 2, "a time up to"), ("recipe: a\ncompare: some", 2, "exact"),
      ("recipe: a\nignore: [m]", 2, "JSON Pointer"), ("recipe: a\nignore: /m", 2, "a list"),
      ("recipe: a\nhold:\n  - vaild", 3, "no \"vaild\""),
      ("recipe: a\nhold:\n  - duration", 3, "a value after"),
      ("recipe: a\nhold:\n  - valid: true", 3, "alone"),
      ("recipe: a\nhold:\n  - valid\n  - tracks: {words: 1}", 4, "no \"words\""),
      ("recipe: a\nhold:\n  - tracks: {text: some}", 3, "whole number"),
      ("recipe: a\nhold:\n  - tracks: {text: -1}", 3, "whole number"),
      ("recipe: a\nhold:\n  - duration: {least: 1s}", 3, "no \"least\""),
      ("recipe: a\nhold:\n  - duration: soon", 3, "unchanged"),
      ("recipe: a\nhold:\n  - duration: {}", 3, "unchanged"),
      ("recipe: a\nhold:\n  - {valid: 1, idempotent: 1}", 3, "one of"),
      ("recipe: a\nframes: [soon]", 2, "a time"), ("recipe: a\nsimilarity: 2", 2, "0 to 1"),
      ("recipe: a\nsimilarity: {all: 1}", 2, "no \"all\""),
      ("recipe: a\nsize: huge", 2, "a size"), ("recipe: a\ninput: [b]", 2, "a path"),
    ] as [(String, Int, String)])
  func refused(yaml: String, line: Int, words: String) throws {
    let error = try #require(throws: CaseError.self) { try read(yaml) }
    #expect(error.words.contains(words), "\(error)")
    #expect((error.place.line ?? 1) == line, "\(error)")
  }

  @Test("A tree's cases come in order of name; hidden folders and what lies below a case are none")
  func tree() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "a/deep", "a-side", ".hidden", "b/nested", "empty"] {
      let place = folder.file(name)
      try FileManager.default.createDirectory(
        at: place, withIntermediateDirectories: true)
      if name != "empty" { try folder.write("recipe: r".utf8, to: name + "/case.yml") }
    }
    let tree = try CaseTree(in: folder.url.path)
    #expect(tree.entries.map(\.name) == ["a-side", "a/deep", "b"])
    #expect(tree.entries(named: ["deep", "b"]).map(\.name) == ["a/deep", "b"])
    #expect(try CaseTree(in: folder.file("b").path).entries.map(\.name) == ["b"])
    #expect(throws: CaseError.self) { try CaseTree(in: folder.file("absent").path) }
  }
}
