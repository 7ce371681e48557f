import Foundation
import TestSupport
import Testing

/// What `schema` and `doctor DRAFT` print, and how they end.
@Suite struct SchemaAndDoctorTests {
  @Test("The schema is of 2020-12 and knows the spellings of .roughcut.yml")
  func schema() throws {
    let program = try Program()
    let outcome = try program.run(["schema"])
    #expect(outcome.status == 0)
    #expect(outcome.object["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(!outcome.text.contains("begin_seconds"))
    try program.folder.write(
      "aliases: {segment: {s: [{name: begin_seconds, scale: 1000}]}}\n".utf8, to: ".roughcut.yml")
    #expect(try program.run(["schema"]).text.contains("\"begin_seconds\""))
    let recipes = try program.run(["schema", "--recipe"])
    #expect(recipes.object["title"] as? String == "Roughcut recipe")
    let cases = try program.run(["schema", "--case"])
    #expect(cases.object["title"] as? String == "Roughcut case")
    #expect(try program.run(["schema", "--case", "--recipe"]).status == 64)
  }

  @Test("doctor ends with 0 where all is read, 1 where something is not, 2 where there is no draft")
  func statuses() throws {
    let program = try Program()
    let clean = try program.run(["doctor", Repository.fixture("drafts/urban-dreams.json").path])
    #expect(clean.status == 0)
    #expect(clean.output.isEmpty)
    #expect(clean.errors.hasSuffix("everything in it is read\n"))
    let unread = Repository.fixture("drafts/unknown-tracks.json").path
    #expect(try program.run(["doctor", unread]).status == 1)
    let report = try program.run(["doctor", unread, "--json"])
    #expect(report.status == 1)
    #expect(report.object["schema"] as? String == "roughcut.findings/1")
    #expect(try program.run(["doctor", "absent.json"]).status == 2)
    let broken = try program.run(["doctor", Repository.fixture("drafts/bad/cut-off.json").path])
    #expect(broken.status == 2)
    #expect(broken.errors.contains("cut-off.json:4:52: "))
  }
}
