import Foundation
import TestSupport
import Testing

/// `roughcut test`: statuses, reports in files, accepting, and an orderly end.
@Suite struct TestCommandTests {
  private static let draft = #"{"t": [{"tt": 7, "sg": [{"d": 1000, "m": {"text": "Hello"}}]}]}"#

  /// A world with one case, `tests/one`.
  private func world(_ yaml: String, expected: String? = nil) throws -> Program {
    let program = try Program()
    try FileManager.default.createDirectory(
      at: program.folder.file("tests/one"), withIntermediateDirectories: true)
    try program.folder.write(yaml.utf8, to: "tests/one/case.yml")
    try program.folder.write(Self.draft.utf8, to: "tests/one/input.json")
    if let expected { try program.folder.write(expected.utf8, to: "tests/one/expected.json") }
    return program
  }

  @Test(
    "The status is 0 where all passes, 1 where a case failed, 2 where one is broken or none is there"
  )
  func statuses() throws {
    let passing = try world("run: [cat]", expected: Self.draft)
    let outcome = try passing.run(["test", "tests"])
    #expect(outcome.status == 0)
    #expect(outcome.text == "passed  one\n1 case: 1 passed")
    #expect(try passing.run(["test"]).status == 0)
    #expect(try world("run: [\"false\"]").run(["test", "tests"]).status == 1)
    #expect(try world("rum: [cat]").run(["test", "tests"]).status == 2)
    let absent = try passing.run(["test", "absent"])
    #expect(absent.status == 2)
    #expect(absent.errors.hasPrefix("error: absent: there is no such folder"))
    #expect(try passing.run(["test", "tests", "--only", "two"]).status == 2)
    #expect(try passing.run(["test", "tests", "--only", "ne"]).status == 0)
    #expect(try passing.run(["test", "tests", "--jobs", "0"]).status == 64)
    #expect(try passing.run(["test", "tests", "--json", "--format", "html"]).status == 64)
  }

  @Test("--update accepts and says what; with CI set it is refused, and nothing is written")
  func update() throws {
    let program = try world("run: [sed, s/Hello/Hi/]")
    let failing = try program.run(["test", "tests"])
    #expect(failing.status == 1)
    #expect(failing.complaints.last == "what is right as it is now can be accepted with --update")
    for value in ["true", "1"] {
      let refused = try program.run(["test", "tests", "--update"], environment: ["CI": value])
      #expect(refused.status == 2)
      #expect(refused.errors.contains("CI"))
    }
    let place = program.folder.file("tests/one/expected.json")
    #expect(!FileManager.default.fileExists(atPath: place.path))
    let accepting = try program.run(["test", "tests", "--update"], environment: ["CI": nil])
    #expect(accepting.status == 0, "\(accepting.errors)")
    #expect(accepting.text.contains("accepted expected.json"))
    #expect(
      try String(contentsOf: place, encoding: .utf8) == Self.draft.replacing("Hello", with: "Hi"))
    #expect(try program.run(["test", "tests"], environment: ["CI": "true"]).status == 0)
  }

  @Test("The reports in files tell the same as what is printed")
  func reports() throws {
    let program = try world(
      "run: [sed, s/Hello/Hi/]\nframes: [0s]\nsize: 64x36", expected: Self.draft)
    let outcome = try program.run([
      "test", "tests", "--json", "--junit", "r.xml", "--html", "r.html",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.object["schema"] as? String == "roughcut.test/1")
    #expect(outcome.object["failed"] as? Int == 1)
    let xml = try String(contentsOf: program.folder.file("r.xml"), encoding: .utf8)
    #expect(xml.contains("failures=\"1\""))
    let page = try String(contentsOf: program.folder.file("r.html"), encoding: .utf8)
    #expect(page.contains("&quot;Hello&quot; → &quot;Hi&quot;"))
    #expect(page.contains("data:image/png;base64,"))
    let annotations = try program.run(["test", "tests", "--format", "github"])
    #expect(
      annotations.text.hasPrefix("::error file=tests/one/case.yml,line=2,"), "\(annotations.text)")
    let unwritable = try program.run(["test", "tests", "--html", "no/such/folder.html"])
    #expect(unwritable.status == 2)
  }

  @Test("Rules and spellings of .roughcut.yml are in force")
  func configuration() throws {
    let program = try world("run: [cat]\ncompare: none\nhold: [valid, duration: 2s]")
    #expect(try program.run(["test", "tests"]).status == 1)
    try program.folder.write(
      "aliases: {segment: {d: [{name: sec, scale: 1000}]}}\n".utf8, to: ".roughcut.yml")
    try program.folder.write(
      #"{"t": [{"tt": 7, "sg": [{"sec": 2, "m": {"text": "Hello"}}]}]}"#.utf8,
      to: "tests/one/input.json")
    let outcome = try program.run(["test", "tests"])
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  @Test("An interruption ends the programs that run, and the status is 130")
  func interrupted() throws {
    let seconds = LivingProcesses.ownSeconds()
    let program = try world("run: [sh, -c, \"kill -INT $PARENT; sleep \(seconds)\"]")
    // The case's program has no other way to know who runs it.
    let script = "PARENT=$$ exec \"$0\" test tests"
    let outcome = try Shell.run(
      "sh", ["-c", script, Repository.product("roughcut").path],
      environment: try program.environment, in: program.folder.url)
    withExtendedLifetime(program) {}
    #expect(outcome.status == 130, "\(outcome.text)")
    #expect(outcome.errors.contains("interrupted"))
    #expect(LivingProcesses.count(with: seconds) == 0)
  }
}
