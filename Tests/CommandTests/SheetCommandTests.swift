import Foundation
import TestSupport
import Testing

/// The command; what is on a sheet is tested where it is drawn.
@Suite struct SheetCommandTests {
  private let program: Program
  private let draft = Repository.fixture("drafts/missing-media.json").path

  init() throws {
    try GeneratedMedia.files(["clock-30.mp4"])
    program = try Program()
  }

  @Test(
    "Each form of picture has the size that the data say", arguments: ["png", "jpg", "webp"])
  func forms(ending: String) throws {
    let outcome = try program.run([
      "sheet", draft, "-o", "out.\(ending)", "--width", "800", "--json",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.object["schema"] as? String == "roughcut.sheet/1")
    let size = try Shell.output(
      of: "ffprobe",
      [
        "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0",
        program.folder.file("out.\(ending)").path,
      ])
    let height = try #require(outcome.object["height"] as? Int)
    #expect(outcome.object["width"] as? Int == 800)
    #expect(String(decoding: size, as: UTF8.self).hasPrefix("800,\(height)"))
    #expect(try program.contents == ["out.\(ending)"])
  }

  @Test("What cannot be done ends with 2, one clear message and no file")
  func refusals() throws {
    try program.folder.write(#"{"t":[]}"#.utf8, to: "empty.json")
    try program.folder.write("{".utf8, to: "broken.json")
    for (arguments, says) in [
      (["absent.json", "-o", "out.png"], "absent.json"),
      (["empty.json", "-o", "out.png"], "there is nothing to render"),
      (["broken.json", "-o", "out.png"], "broken.json:1:2"),
      ([draft, "-o", "absent/out.png"], "absent: there is no such folder"),
    ] {
      let outcome = try program.run(["sheet"] + arguments)
      #expect(outcome.status == 2 && outcome.complaints.count == 1)
      #expect(outcome.errors.contains(says))
    }
    #expect(try program.contents == ["broken.json", "empty.json"])
  }

  @Test("Neither a sheet nor a frame replaces a picture that the draft shows")
  func ownMedia() throws {
    let picture = try Data(contentsOf: GeneratedMedia.file("solid-red.png"))
    try program.folder.write(picture, to: "red.png")
    try program.folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":500,"m":{"src":"red.png"}}]}]}"#.utf8, to: "cut.json")
    for arguments in [["sheet", "cut.json"], ["frame", "cut.json", "--at", "0"]] {
      let outcome = try program.run(arguments + ["-o", "red.png"])
      #expect(outcome.status == 2 && outcome.errors.contains("the draft plays this file"))
    }
    #expect(try Data(contentsOf: program.folder.file("red.png")) == picture)
  }

  @Test(
    "Wrong use ends with 64",
    arguments: [
      ["x.json"], ["x.json", "-o", "x.gif"], ["x.json", "-o", "x.png", "--width", "100"],
      ["x.json", "-o", "x.png", "--width", "9000"], ["-o", "x.png"],
    ])
  func wrongUse(arguments: [String]) throws {
    #expect(try program.run(["sheet"] + arguments).status == 64)
  }
}
