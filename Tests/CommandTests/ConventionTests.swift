import Foundation
import TestSupport
import Testing

/// What holds for every command: exit statuses, help, completions, settings.
@Suite struct ConventionTests {
  private static let draft = Repository.fixture("drafts/urban-dreams.json").path

  @Test(
    "Wrong use ends with 64",
    arguments: [
      ["no-such-command"], ["summary"], ["summary", "--no-such-flag", "x"],
      ["preview", "x.json", "--size", "huge"], ["preview", "x.json", "--fps", "0"],
      ["preview", "x.json", "-o", "x.avi"], ["preview", "x.json", "--jobs", "0"],
      ["preview", "x.json", "--from", "soon"], ["frame", "x.json", "--at", "1s", "-o", "x.gif"],
      ["summary", "x.json", "--quiet", "--verbose"],
    ])
  func wrongUse(arguments: [String]) throws {
    let outcome = try Program().run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }

  @Test("Every command explains itself")
  func help() throws {
    let program = try Program()
    for command in ["summary", "validate", "preview", "frame", "doctor", "config"] {
      let outcome = try program.run(["help", command])
      #expect(outcome.status == 0)
      #expect(outcome.text.contains("USAGE: roughcut \(command)"))
    }
  }

  @Test("Completion scripts know the commands", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Program().run(["--generate-completion-script", shell])
    #expect(outcome.status == 0)
    for command in ["summary", "validate", "preview", "frame", "doctor"] {
      #expect(outcome.text.contains(command))
    }
  }

  @Test("Validation ends with 0 for a clean draft, 1 for findings, and names its schema")
  func validation() throws {
    let program = try Program()
    #expect(try program.run(["validate", Self.draft]).status == 0)
    let bad = Repository.fixture("drafts/overlapping-segments.json").path
    let outcome = try program.run(["validate", Self.draft, bad, "--json"])
    #expect(outcome.status == 1)
    #expect(outcome.object["schema"] as? String == "roughcut.findings/1")
    let files = try #require(outcome.object["files"] as? [[String: Any]])
    #expect(files.map { $0["file"] as? String } == [Self.draft, bad])
    let findings = try #require(files.last?["findings"] as? [[String: Any]])
    #expect(findings.allSatisfy { $0["line"] is Int && $0["pointer"] is String })
    #expect(findings.contains { $0["rule"] as? String == "overlap" })
  }

  @Test("One file that is no draft does not hide the findings of the others")
  func severalDrafts() throws {
    let bad = Repository.fixture("drafts/overlapping-segments.json").path
    let outcome = try Program().run(["validate", "absent.json", bad])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("absent.json"))
    #expect(outcome.text.contains("[overlap]"))
  }

  @Test("doctor lists what nothing reads, by pointer")
  func unreadMembers() throws {
    let program = try Program()
    try program.folder.write(
      #"{"t":[{"tt":7,"sg":[{"d":900,"m":{"text":"a","sparkle":1}}]},{"tt":4,"sg":[]}]}"#.utf8,
      to: "cut.json")
    let outcome = try program.run(["doctor", "cut.json"])
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("/t/0/sg/0/m/sparkle"))
    #expect(outcome.text.contains("/t/1"))
    #expect(try program.run(["doctor", Self.draft]).status == 0)
  }

  @Test("doctor checks FFmpeg, the encoders, the fonts and the cache")
  func machine() throws {
    let outcome = try Program().run(["doctor", "--json"])
    #expect([0, 1].contains(outcome.status))
    #expect(outcome.object["schema"] as? String == "roughcut.machine/1")
    let names = (outcome.object["items"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    for name in ["FFmpeg", "encoder libx264", "font for arabic", "cache"] {
      #expect(names?.contains(name) == true)
    }
  }

  @Test("The plan is printed as data and nothing is rendered")
  func plan() throws {
    try GeneratedMedia.files(["city-timelapse.mp4", "lo-fi.m4a"])
    let program = try Program()
    let outcome = try program.run(["preview", Self.draft, "--plan"])
    #expect(outcome.status == 0)
    #expect(outcome.object["schema"] as? String == "roughcut.plan/1")
    #expect(outcome.object["endFrame"] as? Int == 300)
    #expect((outcome.object["intervals"] as? [Any])?.isEmpty == false)
    #expect(try program.contents.isEmpty)
  }

  @Test("Colour is drawn only where it is asked for")
  func color() throws {
    let program = try Program()
    let bad = Repository.fixture("drafts/overlapping-segments.json").path
    #expect(!(try program.run(["validate", bad]).text.contains("\u{1B}")))
    #expect(try program.run(["validate", bad, "--color", "always"]).text.contains("\u{1B}[31m"))
  }
}
