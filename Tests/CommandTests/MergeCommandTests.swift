import Foundation
import TestSupport
import Testing

/// `merge`: independent edits merge, conflicts are named, counted, marked, and settled.
@Suite struct MergeCommandTests {
  /// A folder with the demo draft, and what two edits made of it.
  private func edited(ours: [String], theirs: [String]) throws -> Program {
    let program = try Program()
    try program.folder.write(
      try Data(contentsOf: Repository.fixture("drafts/urban-dreams.json")), to: "base.json")
    for (edit, name) in [(ours, "ours.json"), (theirs, "theirs.json")] {
      let outcome = try program.run(["edit", "base.json"] + edit + ["-o", name])
      try #require(outcome.status == 0, "\(outcome.errors)")
    }
    return program
  }

  private static let merge = ["merge", "base.json", "ours.json", "theirs.json", "-o", "out.json"]
  private static let lower = ["volume", "audio 1, segment 1", "20%"]
  private static let raise = ["volume", "audio 1, segment 1", "80%"]
  private static let retitle = ["text", "text 1, segment 1", "Quiet Dreams"]

  @Test("Independent edits merge: the result is one edit after the other")
  func clean() throws {
    let program = try edited(ours: Self.lower, theirs: Self.retitle)
    let outcome = try program.run(Self.merge)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      try program.run(["edit", "ours.json"] + Self.retitle + ["-o", "both.json"]).status == 0)
    let rest = try program.run(["diff", "both.json", "out.json", "--format", "jsonpatch"])
    #expect(rest.text == "[]")
    #expect(try !program.contents.contains("out.json.conflicts.json"))
  }

  @Test("A conflict is named and counted, keeps the base's value, is marked, and ends with 1")
  func conflict() throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    let outcome = try program.run(Self.merge)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("1 conflict"))
    #expect(outcome.errors.contains("volume is 0.2 with us and 0.8 with them"), "\(outcome.errors)")
    #expect(try program.run(["diff", "base.json", "out.json"]).status == 0)
    let sidecar = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: program.folder.file("out.json.conflicts.json"))) as? [String: Any])
    #expect(sidecar["schema"] as? String == "roughcut.conflicts/1")
    #expect((sidecar["conflicts"] as? [Any])?.count == 1)
  }

  @Test("A draft with open conflicts shows that it has some until they are settled")
  func marked() throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    #expect(try program.run(Self.merge).status == 1)
    let open = try program.run(["validate", "out.json", "--json"])
    #expect(open.status == 1)
    #expect(open.text.contains(#""rule": "unsettled-merge""#), "\(open.text)")
    let sidecar = program.folder.file("out.json.conflicts.json")
    let text = String(decoding: try Data(contentsOf: sidecar), as: UTF8.self)
    try Data(text.replacing(#""take": null"#, with: #""take": "ours""#).utf8).write(to: sidecar)
    #expect(try program.run(["merge", "--resolve", sidecar.path]).status == 0)
    #expect(
      try Data(contentsOf: program.folder.file("out.json"))
        == Data(contentsOf: program.folder.file("ours.json")))
    #expect(try !program.run(["validate", "out.json"]).text.contains("unsettled-merge"))
  }

  @Test("--ours and --theirs settle all of it", arguments: ["ours", "theirs"])
  func strategy(side: String) throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    let outcome = try program.run(Self.merge + ["--\(side)"])
    #expect(outcome.status == 0)
    #expect(try program.run(["diff", "\(side).json", "out.json"]).status == 0)
  }

  @Test(
    "A sidecar that is filled in settles what it names, from any folder",
    arguments: [#""ours""#, #""theirs""#, #"{"value": 0.5}"#])
  func resolve(take: String) throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    #expect(try program.run(Self.merge).status == 1)
    let sidecar = program.folder.file("out.json.conflicts.json")
    let open = String(decoding: try Data(contentsOf: sidecar), as: UTF8.self)
    #expect(try program.run(["merge", "--resolve", sidecar.path]).status == 1)
    try Data(open.replacing(#""take": null"#, with: #""take": \#(take)"#).utf8).write(to: sidecar)
    let outcome = try Program().run(["merge", "--resolve", sidecar.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let merged = try program.run(["diff", "base.json", "out.json", "--json"])
    let change = (merged.object["changes"] as? [[String: Any]])?.first
    let wanted = [#""ours""#: 0.2, #""theirs""#: 0.8][take] ?? 0.5
    #expect(change?["to"] as? Double == wanted)
  }

  @Test("A sidecar does not choose a file elsewhere, or one that is not a draft")
  func foreignOutput() throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    let elsewhere = try TemporaryFolder()
    #expect(try program.run(Self.merge).status == 1)
    let base = try Data(contentsOf: program.folder.file("base.json"))
    try elsewhere.write(base, to: "draft.json")
    try program.folder.write("all:".utf8, to: "Makefile")
    try FileManager.default.createDirectory(
      at: program.folder.file(".git/hooks"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.file("link.json").path,
      withDestinationPath: elsewhere.file("draft.json").path)
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.file("new.json").path,
      withDestinationPath: elsewhere.file("new.json").path)
    let sidecar = program.folder.file("out.json.conflicts.json")
    var value = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: sidecar)) as? [String: Any])
    var drafts = try #require(value["drafts"] as? [String: Any])
    let before = try program.contents
    for output in [
      elsewhere.file("draft.json").path, elsewhere.file("new.json").path,
      "../\(elsewhere.url.lastPathComponent)/new.json", "link.json", "new.json", "Makefile",
      ".git/hooks/post-merge", ".git/config", "/dev/null", "none/new.json",
    ] {
      drafts["output"] = output
      value["drafts"] = drafts
      try JSONSerialization.data(withJSONObject: value).write(to: sidecar)
      for settled in [[], ["--theirs"]] {
        let outcome = try program.run(["merge", "--resolve", sidecar.path] + settled)
        #expect(outcome.status == 2, "\(output)")
        #expect(
          outcome.errors.contains("names the output") && outcome.errors.contains("-o"),
          "\(outcome.errors)")
      }
    }
    #expect(try program.contents == before)
    #expect(try Data(contentsOf: elsewhere.file("draft.json")) == base)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: elsewhere.url.path) == ["draft.json"])
    // The user may name any of them.
    let named = try program.run([
      "merge", "--resolve", sidecar.path, "--theirs", "-o", elsewhere.file("new.json").path,
    ])
    #expect(named.status == 0, "\(named.errors)")
  }

  @Test("--json tells the conflicts as data; without -o the draft is printed")
  func outputs() throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    let told = try program.run(Self.merge + ["--json"])
    #expect(told.object["schema"] as? String == "roughcut.conflicts/1")
    let printed = try program.run(Array(Self.merge.dropLast(2)))
    #expect(printed.status == 1)
    #expect(printed.object["t"] is [Any])
    #expect(try program.contents.filter { $0.hasSuffix("conflicts.json") }.count == 1)
  }

  @Test("A side is not written over while something is open; it is where all is settled")
  func inPlace() throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    let before = try program.contents
    let arguments = Array(Self.merge.dropLast()) + ["ours.json"]
    let outcome = try program.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("1 conflict"))
    #expect(try program.contents == before)
    #expect(try program.run(arguments + ["--theirs"]).status == 0)
    #expect(try program.run(["diff", "theirs.json", "ours.json"]).status == 0)
  }

  @Test("Bad input is refused with its place, and nothing is written")
  func refused() throws {
    let program = try edited(ours: Self.lower, theirs: Self.raise)
    try program.folder.write("{\"t\": [,]}".utf8, to: "theirs.json")
    let before = try program.contents
    let outcome = try program.run(Self.merge)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("theirs.json:1:8"), "\(outcome.errors)")
    try program.folder.write(#"{"schema":"roughcut.diff/1"}"#.utf8, to: "sidecar.json")
    let sidecar = try program.run(Self.merge + ["--resolve", "sidecar.json"])
    #expect(sidecar.status == 2)
    #expect(sidecar.errors.hasPrefix("error: sidecar.json: "))
    #expect(try program.contents == (before + ["sidecar.json"]).sorted())
  }
}
