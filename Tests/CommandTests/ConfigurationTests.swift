import Foundation
import TestSupport
import Testing

/// Flags, environment, the project's file, the user's file: the first that speaks wins.
@Suite struct ConfigurationTests {
  private let program: Program

  init() throws { program = try Program() }

  private func origin(of setting: String, _ environment: [String: String?] = [:]) throws -> [String]
  {
    let outcome = try program.run(["config", "--json"], environment: environment)
    #expect(outcome.object["schema"] as? String == "roughcut.config/1")
    let rows = outcome.object["settings"] as? [[String: String]]
    let row = try #require(rows?.first { $0["setting"] == setting })
    return [row["value"] ?? "", row["origin"] ?? ""]
  }

  @Test("Each source wins over the ones below it")
  func precedence() throws {
    #expect(try origin(of: "size") == ["360p", "default"])
    let user = program.folder.file(".config/roughcut")
    try FileManager.default.createDirectory(at: user, withIntermediateDirectories: true)
    try program.folder.write("size: 240p\n".utf8, to: ".config/roughcut/config.yml")
    #expect(try origin(of: "size")[0] == "240p")
    try program.folder.write("size: 180p\n".utf8, to: ".roughcut.yml")
    #expect(try origin(of: "size")[0] == "180p")
    #expect(try origin(of: "size")[1].hasSuffix("/.roughcut.yml"))
    #expect(try origin(of: "size", ["ROUGHCUT_SIZE": "90p"]) == ["90p", "ROUGHCUT_SIZE"])
    try program.folder.write(
      #"{"m":{"width":320,"height":180},"t":[{"tt":7,"sg":[{"d":100,"m":{"text":"a"}}]}]}"#.utf8,
      to: "cut.json")
    func width(_ flags: [String]) throws -> Int? {
      let plan = try program.run(["preview", "cut.json", "--plan"] + flags).object
      return (plan["format"] as? [String: Any])?["width"] as? Int
    }
    #expect(try width([]) == 320)
    #expect(try width(["--size", "64x36"]) == 64)
  }

  @Test("A project's aliases make its own spellings readable, units included")
  func aliases() throws {
    try program.folder.write(
      "aliases:\n  segment:\n    d: [{name: seconds_long, scale: 1000}]\n".utf8, to: ".roughcut.yml"
    )
    try program.folder.write(
      #"{"t":[{"tt":7,"sg":[{"seconds_long":2,"m":{"text":"a"}}]}]}"#.utf8, to: "cut.json")
    let outcome = try program.run(["summary", "cut.json"])
    #expect(outcome.text == #"Timeline (1 track): 1. Title: "a" (0-2s)"#)
  }

  @Test(
    "A file with a mistake is refused with its place",
    arguments: [
      ("colour: always", ":1:1: there is no setting"), ("aliases:\n  segmnt: {}", ":2:3: "),
      ("size: [1, 2]", "takes one value"), ("size: {", "not YAML"),
    ])
  func mistakes(text: String, says: String) throws {
    try program.folder.write(text.utf8, to: ".roughcut.yml")
    let outcome = try program.run(["config"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(says))
    #expect(outcome.errors.contains(".roughcut.yml"))
  }

  @Test("A value that a setting does not take is refused with its origin")
  func wrongValue() throws {
    try program.folder.write(
      #"{"t":[{"tt":7,"sg":[{"d":100,"m":{"text":"a"}}]}]}"#.utf8, to: "cut.json")
    let outcome = try program.run(
      ["preview", "cut.json"], environment: ["ROUGHCUT_SIZE": "enormous"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("ROUGHCUT_SIZE: size is \"enormous\""))
    #expect(try program.contents == ["cut.json"])
  }
}
