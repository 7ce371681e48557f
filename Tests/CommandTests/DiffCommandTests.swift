import Foundation
import TestSupport
import Testing

/// `diff` tells, `patch` does: the two together give the new draft.
@Suite struct DiffCommandTests {
  private static let draft = Repository.fixture("drafts/urban-dreams.json")

  /// A folder with the demo draft as it was and as an edit left it.
  private func edited(_ operation: [String]) throws -> Program {
    let program = try Program()
    try program.folder.write(try Data(contentsOf: Self.draft), to: "old.json")
    let outcome = try program.run(["edit", "old.json"] + operation + ["-o", "new.json"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return program
  }

  @Test("A draft against itself: nothing is told, and the status is 0")
  func equal() throws {
    let outcome = try Program().run([
      "diff", Self.draft.path, Self.draft.path, "--format", "jsonpatch",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.text == "[]")
  }

  @Test("An edit is told by name, and the status is 1")
  func told() throws {
    let program = try edited(["volume", "audio 1, segment 1", "20%"])
    for format in ["text", "markdown"] {
      let outcome = try program.run(["diff", "old.json", "new.json", "--format", format])
      #expect(outcome.status == 1)
      #expect(outcome.text.contains("volume"), "\(outcome.text)")
    }
  }

  @Test(
    "The old draft and either kind of patch give the new draft",
    arguments: [["--json"], ["--format", "jsonpatch"]])
  func patched(_ format: [String]) throws {
    let program = try edited(["volume", "audio 1, segment 1", "20%"])
    let patch = try program.run(["diff", "old.json", "new.json"] + format)
    try program.folder.write(patch.output, to: "patch.json")
    let applied = try program.run(["patch", "old.json", "patch.json", "-o", "again.json"])
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(try program.run(["diff", "new.json", "again.json"]).status == 0)
    let remaining = try program.run(["diff", "new.json", "again.json", "--format", "jsonpatch"])
    #expect(remaining.text == "[]")
  }

  @Test("A patch for another draft is refused with its name, and nothing is written")
  func refused() throws {
    let program = try Program()
    try program.folder.write(
      Data(#"[{"op":"remove","path":"/nowhere"}]"#.utf8), to: "patch.json")
    let outcome = try program.run(["patch", Self.draft.path, "patch.json", "-o", "out.json"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: patch.json: "), "\(outcome.errors)")
    #expect(try program.contents == ["patch.json"])
  }
}
