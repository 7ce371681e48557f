import Foundation
import TestSupport
import Testing

/// What git does with drafts once `git-setup` has run, in a repository of its own.
@Suite(.enabled(if: Git.isThere, "git is not installed"))
struct GitSetupTests {
  private let program: Program

  init() throws {
    program = try Program()
    try git("init", "-q", "-b", "main")
    try program.folder.write(
      try Data(contentsOf: Repository.fixture("drafts/urban-dreams.json")), to: "draft.json")
    try #require(try program.run(["git-setup"]).status == 0)
    try commit("the first cut")
  }

  @discardableResult
  private func git(_ arguments: String..., status: Int32? = 0) throws -> Shell.Outcome {
    var environment = try program.environment
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    environment["GIT_CONFIG_SYSTEM"] = "/dev/null"
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PAGER_IN_USE"] {
      environment[variable] = .some(nil)
    }
    let outcome = try Shell.run(
      "git", ["-c", "user.name=Test", "-c", "user.email=test@example.com"] + arguments,
      environment: environment, in: program.folder.url)
    if let status { try #require(outcome.status == status, "\(outcome.errors)\(outcome.text)") }
    return outcome
  }

  private func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  private func edit(_ operation: String...) throws {
    let outcome = try program.run(["edit", "draft.json"] + operation + ["--in-place"])
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  private func attributes() throws -> String {
    String(
      decoding: try Data(contentsOf: program.folder.file(".gitattributes")), as: UTF8.self)
  }

  @Test("git diff tells changes in words of the timeline, with the path")
  func diff() throws {
    try edit("volume", "audio 1, segment 1", "20%")
    let outcome = try git("diff")
    #expect(outcome.text.hasPrefix("draft.json: 1 change"), "\(outcome.text)")
    #expect(outcome.text.contains("volume 0.35 → 0.2"))
  }

  @Test("git diff goes on where a version is no draft, is new, is gone or is renamed")
  func oddVersions() throws {
    try program.folder.write("{".utf8, to: "draft.json")
    #expect(try git("diff").text.hasPrefix("draft.json: "))
    try git("checkout", "-q", "--", "draft.json")
    try program.folder.write(
      try Data(contentsOf: program.folder.file("draft.json")), to: "new.draft.json")
    try git("add", "new.draft.json")
    #expect(try git("diff", "--cached").text.contains("new.draft.json: new draft"))
    try git("rm", "-q", "-f", "draft.json")
    try edit(renamed: "new.draft.json")
    try git("add", "-A")
    let renamed = try git("diff", "--cached", "-M").text
    #expect(renamed.contains("draft.json → new.draft.json: 1 change"), "\(renamed)")
    try git("reset", "-q", "--hard")
    try git("rm", "-q", "draft.json")
    #expect(try git("diff", "--cached").text.contains("draft.json: removed draft"))
  }

  private func edit(renamed name: String) throws {
    let outcome = try program.run([
      "edit", name, "volume", "audio 1, segment 1", "20%", "--in-place",
    ])
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("git log -p and git show compare drafts as lines: a move is one line a segment")
  func log() throws {
    try edit("move", "text 1, segment 1", "--to", "2s")
    try commit("the title later")
    for arguments in [["log", "-p", "-1"], ["show"]] {
      let text = try git(arguments[0], arguments.count > 1 ? "-p" : "HEAD", "-1").text
      let lines = text.split(separator: "\n").filter { $0.hasPrefix("+ ") || $0.hasPrefix("- ") }
      #expect(lines == ["-    at 0-3s", "+    at 2-5s"], "\(text)")
    }
  }

  @Test("git difftool shows what diff shows")
  func difftool() throws {
    try edit("volume", "audio 1, segment 1", "20%")
    let outcome = try git("difftool", "--no-prompt", "--tool=roughcut")
    #expect(outcome.text.hasPrefix("draft.json: 1 change"), "\(outcome.text)\(outcome.errors)")
  }

  @Test("git merge puts independent edits together, where lines alone would not")
  func cleanMerge() throws {
    // On one line, any two edits are a conflict to git.
    let text = String(
      decoding: try Data(contentsOf: program.folder.file("draft.json")), as: UTF8.self)
    try program.folder.write(
      (text.split(separator: "\n").joined() + "\n").utf8, to: "draft.json")
    try commit("one line")
    try git("checkout", "-q", "-b", "side")
    try edit("text", "text 1, segment 1", "Quiet Dreams")
    try commit("another title")
    try git("checkout", "-q", "main")
    try edit("volume", "audio 1, segment 1", "20%")
    try commit("a lower bed")
    try git("merge", "-q", "-m", "both", "side")
    let outcome = try program.run(["summary", "draft.json"])
    #expect(outcome.text.contains("20%"))
    #expect(outcome.text.contains("Quiet Dreams"))
  }

  @Test("git merge stops at a conflict, which a filled-in sidecar settles")
  func conflict() throws {
    try git("checkout", "-q", "-b", "side")
    try edit("volume", "audio 1, segment 1", "80%")
    try commit("a higher bed")
    try git("checkout", "-q", "main")
    try edit("volume", "audio 1, segment 1", "20%")
    try commit("a lower bed")
    let merge = try git("merge", "side", status: 1)
    #expect(merge.errors.contains("draft.json: 1 conflict"), "\(merge.errors)")
    #expect(try git("status", "--short").text.contains("UU draft.json"))
    let sidecar = program.folder.file("draft.json.conflicts.json")
    let open = String(decoding: try Data(contentsOf: sidecar), as: UTF8.self)
    try Data(open.replacing(#""take": null"#, with: #""take": "theirs""#).utf8).write(to: sidecar)
    let resolved = try program.run(["merge", "--resolve", "draft.json.conflicts.json"])
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(try program.run(["summary", "draft.json"]).text.contains("80%"))
    try FileManager.default.removeItem(at: sidecar)
    try commit("the merge")
    #expect(try git("status", "--short").text.isEmpty)
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
      try git("check-attr", "merge", "--", "cuts/a.json", "two words.json", "draft.json").text
        .split(separator: "\n").map { $0.split(separator: " ").last } == [
          "roughcut", "roughcut", "unspecified",
        ])
    #expect(try program.run(["git-setup", "--remove"]).status == 0)
    #expect(try self.attributes() == "*.png binary\n*.mp4 binary\n")
    let rest = try git("config", "--local", "--get-regexp", "roughcut", status: 1)
    #expect(rest.text.isEmpty)
    #expect(try program.run(["git-setup", "--remove"]).status == 0)
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
