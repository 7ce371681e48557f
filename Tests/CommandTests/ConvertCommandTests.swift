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
    "Text that is not UTF-8 is read as stated, or as it looks with a note that --strict refuses")
  func encodings() throws {
    let program = try Program()
    let head = Data("1\n00:00:01,000 --> 00:00:02,000\n".utf8)
    try program.folder.write(head + Data([0x43, 0x61, 0x66, 0xE9]), to: "latin.srt")
    try program.folder.write(head + Data([0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]), to: "russian.srt")
    let guessed = try program.run(["convert", "latin.srt", "a.json"])
    #expect(guessed.status == 0 && guessed.errors.contains("latin.srt: line 3: "))
    #expect(try program.run(["summary", "a.json"]).text.contains("Café"))
    #expect(try program.run(["convert", "latin.srt", "b.json", "--strict"]).status == 2)
    let refused = try program.run(["convert", "russian.srt", "b.json"])
    #expect(
      refused.status == 2 && refused.errors.contains("line 3")
        && refused.errors.contains("--encoding"))
    let stated = ["convert", "russian.srt", "c.json", "--strict", "--encoding", "windows-1251"]
    #expect(try program.run(stated).status == 0)
    #expect(try program.run(["summary", "c.json"]).text.contains("Привет"))
    let wrong = try program.run(["convert", "russian.srt", "d.json", "--encoding", "shift_jis"])
    #expect(wrong.status == 0 || wrong.errors.contains("line 3"))
    for arguments in [
      ["convert", "russian.srt", "b.json", "--encoding", "nonsense"],
      ["convert", "a.json", "b.otio", "--encoding", "latin1"],
    ] { #expect(try program.run(arguments).status == 64) }
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
