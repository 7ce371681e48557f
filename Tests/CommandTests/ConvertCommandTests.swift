import Foundation
import TestSupport
import Testing

/// `convert`: by ending, both ways, with what is lost told.
@Suite struct ConvertCommandTests {
  private static let draft = Repository.fixture("drafts/urban-dreams.json").path

  @Test("A draft by way of OpenTimelineIO is the draft it was")
  func timeline() throws {
    let program = try Program()
    #expect(try program.run(["convert", Self.draft, "cut.otio"]).status == 0)
    #expect(try program.run(["convert", "cut.otio", "back.json"]).status == 0)
    #expect(try program.run(["diff", Self.draft, "back.json"]).status == 0)
  }

  @Test("Titles go out as subtitles and come back at their times", arguments: ["srt", "vtt"])
  func subtitles(format: String) throws {
    let program = try Program()
    let out = try program.run(["convert", Self.draft, "titles.\(format)"])
    #expect(out.status == 0, "\(out.errors)")
    let text = String(
      decoding: try Data(contentsOf: program.folder.file("titles.\(format)")), as: UTF8.self)
    #expect(text.contains("Urban Dreams"))
    #expect(text.contains("00:00:00"))
    #expect(try program.run(["convert", "titles.\(format)", "titles.json"]).status == 0)
    #expect(
      try program.run(["summary", "titles.json"]).text
        == #"Timeline (1 track): 1. Title: "Urban Dreams" (0-3s)"#)
  }

  @Test("An edit list is written; what it cannot carry is told, and --strict refuses it")
  func editList() throws {
    let program = try Program()
    let outcome = try program.run(["convert", Self.draft, "cut.edl", "--json"])
    #expect(outcome.status == 0)
    #expect(outcome.object["schema"] as? String == "roughcut.convert/1")
    let notes = try #require(outcome.object["notes"] as? [[String: String]])
    #expect(notes.contains { $0["place"] == "track 3" })
    #expect(outcome.errors.contains("track 3: "))
    let text = String(
      decoding: try Data(contentsOf: program.folder.file("cut.edl")), as: UTF8.self)
    #expect(text.hasPrefix("TITLE: "))
    let strict = try program.run(["convert", Self.draft, "strict.edl", "--strict"])
    #expect(strict.status == 2)
    #expect(try program.contents == ["cut.edl"])
  }

  @Test("Standard input and output, with the formats named; endings in capitals")
  func streams() throws {
    let program = try Program()
    let words = Data("1\n00:00:01,000 --> 00:00:02,000\nHello\n".utf8)
    let outcome = try program.run(
      ["convert", "-", "-", "--from", "srt", "--to", "vtt"], input: words)
    #expect(outcome.text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello")
    try program.folder.write(words, to: "IN.SRT")
    #expect(try program.run(["convert", "IN.SRT", "OUT.JSON"]).status == 0)
  }

  @Test("One text track alone can be written, by the names that edit knows")
  func track() throws {
    let program = try Program()
    try program.folder.write(
      #"""
      {"t":[{"tt":7,"sg":[{"d":900,"m":{"text":"one"}}]},
            {"tt":7,"m":{"name":"French"},"sg":[{"d":900,"m":{"text":"un"}}]}]}
      """#.utf8, to: "cut.json")
    for name in ["text 2", "French", "/t/1", "track 2"] {
      let outcome = try program.run(["convert", "cut.json", "-", "--to", "srt", "--track", name])
      #expect(outcome.text.hasSuffix("un"), "\(name): \(outcome.text)")
      #expect(!outcome.text.contains("one"))
    }
    let outcome = try program.run(["convert", "cut.json", "a.srt", "--track", "text 3"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: cut.json: "))
  }

  @Test(
    "Wrong use ends with 64",
    arguments: [
      ["a.json", "b.json"], ["a.edl", "b.json"], ["a.json", "b.mov"], ["-", "b.otio"],
      ["a.json", "-"], ["a.otio", "b.json", "--track", "text 1"],
    ])
  func wrongUse(arguments: [String]) throws {
    #expect(try Program().run(["convert"] + arguments).status == 64)
  }

  @Test(
    "What is not of the format is refused by name, and nothing is written",
    arguments: ["otio", "vtt", "srt", "json"])
  func refused(format: String) throws {
    let program = try Program()
    try program.folder.write("{]".utf8, to: "in.\(format)")
    let outcome = try program.run([
      "convert", "in.\(format)", format == "json" ? "a.srt" : "a.json",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: in.\(format):"), "\(outcome.errors)")
    #expect(outcome.complaints.count == 1)
    #expect(try program.contents == ["in.\(format)"])
  }
}
