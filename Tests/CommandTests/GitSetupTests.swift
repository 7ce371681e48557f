import Foundation
import TestSupport
import Testing

/// What git does with drafts once `git-setup` has run, in a repository of its own.
@Suite(.enabled(if: Git.isThere, "git is not installed"))
struct GitSetupTests {
  private let tree: GitTree

  init() throws { tree = try GitTree() }

  private var program: Program { tree.program }

  private func attributes() throws -> String {
    String(
      decoding: try Data(contentsOf: program.folder.file(".gitattributes")), as: UTF8.self)
  }

  @Test("git diff tells changes in words of the timeline, with the path")
  func diff() throws {
    try tree.setVolume(20)
    let outcome = try tree.git("diff")
    #expect(outcome.text.hasPrefix("draft.json: 1 change"), "\(outcome.text)")
    #expect(outcome.text.contains("volume 0.35 → 0.2"))
  }

  @Test("git diff goes on where a version is no draft, is new, is gone or is renamed")
  func oddVersions() throws {
    try program.folder.write("{".utf8, to: "draft.json")
    #expect(try tree.git("diff").text.hasPrefix("draft.json: "))
    try tree.git("checkout", "-q", "--", "draft.json")
    try program.folder.write(
      try Data(contentsOf: program.folder.file("draft.json")), to: "new.draft.json")
    try tree.git("add", "new.draft.json")
    #expect(try tree.git("diff", "--cached").text.contains("new.draft.json: new draft"))
    try tree.git("rm", "-q", "-f", "draft.json")
    try tree.setVolume(20, in: "new.draft.json")
    try tree.git("add", "-A")
    let renamed = try tree.git("diff", "--cached", "-M").text
    #expect(renamed.contains("draft.json → new.draft.json: 1 change"), "\(renamed)")
    try tree.git("reset", "-q", "--hard")
    try tree.git("rm", "-q", "draft.json")
    #expect(try tree.git("diff", "--cached").text.contains("draft.json: removed draft"))
  }

  @Test("git log -p and git show compare drafts as lines: a move is one line a segment")
  func log() throws {
    try tree.edit(["move", "text 1, segment 1", "--to", "2s"])
    try tree.commit("the title later")
    for arguments in [["log", "-p", "-1"], ["show"]] {
      let text = try tree.git(arguments[0], arguments.count > 1 ? "-p" : "HEAD", "-1").text
      let lines = text.split(separator: "\n").filter { $0.hasPrefix("+ ") || $0.hasPrefix("- ") }
      #expect(lines == ["-    at 0-3s", "+    at 2-5s"], "\(text)")
    }
  }

  @Test("git difftool shows what diff shows")
  func difftool() throws {
    try tree.setVolume(20)
    let outcome = try tree.git("difftool", "--no-prompt", "--tool=roughcut")
    #expect(outcome.text.hasPrefix("draft.json: 1 change"), "\(outcome.text)\(outcome.errors)")
  }

  @Test("git merge puts independent edits together, where lines alone would not")
  func cleanMerge() throws {
    // On one line, any two edits are a conflict to git.
    let text = String(
      decoding: try Data(contentsOf: program.folder.file("draft.json")), as: UTF8.self)
    try program.folder.write(
      (text.split(separator: "\n").joined() + "\n").utf8, to: "draft.json")
    try tree.commit("one line")
    try tree.git("checkout", "-q", "-b", "side")
    try tree.edit(["text", "text 1, segment 1", "Quiet Dreams"])
    try tree.commit("another title")
    try tree.git("checkout", "-q", "main")
    try tree.setVolume(20)
    try tree.commit("a lower bed")
    try tree.git("merge", "-q", "-m", "both", "side")
    let outcome = try program.run(["summary", "draft.json"])
    #expect(outcome.text.contains("20%"))
    #expect(outcome.text.contains("Quiet Dreams"))
  }

  @Test("git merge stops at a conflict, which a filled-in sidecar settles")
  func conflict() throws {
    try tree.git("checkout", "-q", "-b", "side")
    try tree.setVolume(80)
    try tree.commit("a higher bed")
    try tree.git("checkout", "-q", "main")
    try tree.setVolume(20)
    try tree.commit("a lower bed")
    let merge = try tree.git("merge", "side", status: 1)
    #expect(merge.errors.contains("draft.json: 1 conflict"), "\(merge.errors)")
    #expect(try tree.git("status", "--short").text.contains("UU draft.json"))
    let sidecar = program.folder.file("draft.json.conflicts.json")
    let open = String(decoding: try Data(contentsOf: sidecar), as: UTF8.self)
    try Data(open.replacing(#""take": null"#, with: #""take": "theirs""#).utf8).write(to: sidecar)
    let resolved = try program.run(["merge", "--resolve", "draft.json.conflicts.json"])
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(try program.run(["summary", "draft.json"]).text.contains("80%"))
    try tree.commit("the merge")
    #expect(try tree.git("status", "--short").text.isEmpty)
  }

  @Test("Run again it changes nothing; patterns replace each other; --remove takes all away")
  func idempotent() throws {
    let attributes = try attributes()
    let configuration = try Data(contentsOf: program.folder.file(".git/config"))
    #expect(try program.run(["git-setup"]).status == 0)
    #expect(try self.attributes() == attributes)
    #expect(try Data(contentsOf: program.folder.file(".git/config")) == configuration)
    try program.folder.write("*.png binary\n\(attributes)*.mp4 binary\n".utf8, to: ".gitattributes")
    let outcome = try program.run(
      ["git-setup", "--json", "--pattern", "cuts/*.json", "--pattern", "two words.json"])
    #expect(outcome.object["patterns"] as? [String] == ["cuts/*.json", "\"two words.json\""])
    #expect(
      try tree.git("check-attr", "merge", "--", "cuts/a.json", "two words.json", "draft.json").text
        .split(separator: "\n").map { $0.split(separator: " ").last } == [
          "roughcut", "roughcut", "unspecified",
        ])
    #expect(try program.run(["git-setup", "--remove"]).status == 0)
    #expect(try self.attributes() == "*.png binary\n*.mp4 binary\n")
    let rest = try tree.git("config", "--local", "--get-regexp", "roughcut", status: 1)
    #expect(rest.text.isEmpty)
    #expect(try program.run(["git-setup", "--remove"]).status == 0)
  }

  @Test("Lines of others stay byte for byte, and ours are found with any line ends")
  func otherLines() throws {
    let foreign = Array("*.png binary\r\n".utf8) + [0xE9] + Array(".txt text\n".utf8)
    for file in [".gitattributes", ".git/info/exclude"] {
      #expect(try program.run(["git-setup", "--remove"]).status == 0)
      try program.folder.write(foreign, to: file)
      #expect(try program.run(["git-setup"]).status == 0)
      let installed = [UInt8](try Data(contentsOf: program.folder.file(file)))
      #expect(installed.starts(with: foreign) && installed.count > foreign.count)
      let ours = installed.dropFirst(foreign.count)
      let windows = foreign + ours.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
      try program.folder.write(windows, to: file)
      #expect(try program.run(["git-setup", "--remove"]).status == 0)
      #expect([UInt8](try Data(contentsOf: program.folder.file(file))) == foreign)
    }
  }

  @Test("What is no pattern is wrong use; a folder in no repository is refused")
  func refused() throws {
    for pattern in ["", "!a.json", "#a.json", "a\nb"] {
      #expect(try program.run(["git-setup", "--pattern", pattern]).status == 64)
    }
    let outside = try Program().run(["git-setup"])
    #expect(outside.status == 2)
    #expect(outside.complaints.count == 1)
  }
}
