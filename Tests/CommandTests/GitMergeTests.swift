import Foundation
import TestSupport
import Testing

/// What `git merge` and its kin do with drafts beyond the plain case: as git's own drivers do.
@Suite(.enabled(if: Git.isThere, "git is not installed"))
struct GitMergeTests {
  private static let sidecar = "draft.json.conflicts.json"

  @Test(
    "Names that begin with a hyphen are names, to diff, log and merge",
    arguments: ["-hero.json", "--force.json", "-", "--"])
  func hyphens(name: String) throws {
    let tree = try GitTree(patterns: ["*.json", "[-]", "[-][-]"])
    try tree.write(Repository.fixture("drafts/urban-dreams.json"), to: name)
    try tree.commit("a draft of an odd name")
    try tree.git("checkout", "-q", "-b", "side")
    try tree.setVolume(10, in: name)
    try tree.commit("a lower bed")
    try tree.git("checkout", "-q", "main")
    try tree.edit(["text", "text 1, segment 1", "--", "--> next"], in: name)
    let diff = try tree.git("diff").text
    #expect(diff.hasPrefix("\(name): "), "\(diff)")
    #expect(diff.contains("--> next"))
    try tree.commit("another title")
    #expect(try tree.git("log", "-p", "-1").text.contains("+"))
    try tree.git("merge", "-q", "-m", "both", "side")
    let text = try tree.text(of: name)
    #expect(text.contains("--> next") && text.contains("0.1"), "\(text)")
  }

  @Test("A slip in the settings is reported, and git diff, log and merge go on with the defaults")
  func settings() throws {
    let tree = try GitTree()
    try tree.git("checkout", "-q", "-b", "side")
    try tree.setVolume(80)
    try tree.commit("a higher bed")
    try tree.git("checkout", "-q", "main")
    try tree.edit(["text", "text 1, segment 1", "Quiet Dreams"])
    try tree.commit("another title")
    for slip in ["rules: {nope: off}", "color: pink", "- a list", "{", "size: [1"] {
      try tree.write(slip + "\n", to: ".roughcut.yml")
      try tree.write(
        try tree.text(of: "draft.json").replacing("0.35", with: "0.3"), to: "draft.json")
      let diff = try tree.git("diff", "draft.json")
      #expect(diff.text.contains("volume"), "\(slip): \(diff.text)\(diff.errors)")
      #expect(diff.errors.contains("warning: "), "\(slip): \(diff.errors)")
      #expect(try tree.git("log", "-p", "--all").text.contains("Quiet Dreams"))
      try tree.git("checkout", "-q", "--", "draft.json")
      try tree.git("merge", "-q", "-m", "both", "side")
      #expect(try tree.text(of: "draft.json").contains("Quiet Dreams"))
      try tree.git("reset", "-q", "--hard", "HEAD~1")
    }
  }

  @Test("A draft added on both sides is merged without a base, conflicts marked and settled")
  func addedOnBothSides() throws {
    let tree = try GitTree()
    try tree.git("checkout", "-q", "-b", "side")
    let source = Repository.fixture("drafts/urban-dreams.json")
    try tree.write(source, to: "new.draft.json")
    try tree.setVolume(80, in: "new.draft.json")
    try tree.commit("one way")
    try tree.git("checkout", "-q", "main")
    try tree.write(source, to: "new.draft.json")
    try tree.commit("the other way")
    let merge = try tree.git("merge", "side", status: 1)
    #expect(merge.errors.contains("new.draft.json: 1 conflict"), "\(merge.errors)")
    let sidecar = "new.draft.json.conflicts.json"
    try tree.write(
      try tree.text(of: sidecar).replacing(#""take": null"#, with: #""take": "theirs""#),
      to: sidecar)
    let resolved = try tree.program.run(["merge", "--resolve", sidecar])
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(try tree.program.run(["summary", "new.draft.json"]).text.contains("80%"))
    try tree.git("reset", "-q", "--hard")
    try tree.git("checkout", "-q", "side", "--", "new.draft.json")
    try tree.commit("the same on both sides")
    try tree.git("merge", "-q", "-m", "both", "side")
  }

  @Test("A conflict in a folder that the other side renamed is marked in the new folder")
  func renamedFolder() throws {
    let tree = try GitTree(patterns: ["*.json"])
    try FileManager.default.createDirectory(
      at: tree.program.folder.file("a/deep"), withIntermediateDirectories: true)
    try tree.write(Repository.fixture("drafts/urban-dreams.json"), to: "a/deep/cut.json")
    try tree.commit("in a folder")
    try tree.git("checkout", "-q", "-b", "side")
    try tree.git("mv", "a", "b")
    try tree.setVolume(80, in: "b/deep/cut.json")
    try tree.commit("renamed")
    try tree.git("checkout", "-q", "main")
    try tree.setVolume(20, in: "a/deep/cut.json")
    try tree.commit("a lower bed")
    let merge = try tree.git("merge", "side", status: 1)
    #expect(tree.has("b/deep/cut.json.conflicts.json"), "\(merge.errors)")
    #expect(!merge.errors.contains("error:"), "\(merge.errors)")
    let resolved = try tree.program.run(
      ["merge", "--theirs", "--resolve", "b/deep/cut.json.conflicts.json"])
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(try tree.program.run(["summary", "b/deep/cut.json"]).text.contains("80%"))
  }

  @Test("A settled merge leaves no sidecar, and git never sees one")
  func settled() throws {
    let tree = try GitTree()
    try tree.makeConflict()
    try tree.git("merge", "side", status: 1)
    #expect(tree.has(Self.sidecar))
    #expect(try tree.git("status", "--short").text == "UU draft.json")
    let resolved = try tree.program.run(["merge", "--resolve", Self.sidecar, "--theirs"])
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(!tree.has(Self.sidecar))
    try tree.commit("the merge")
    #expect(try tree.git("ls-files").text == ".gitattributes\ndraft.json")
  }

  @Test("The sidecar of a merge that was given up is refused, and gone with the next merge")
  func givenUp() throws {
    let tree = try GitTree()
    try tree.makeConflict()
    try tree.git("merge", "side", status: 1)
    try tree.git("merge", "--abort")
    #expect(try tree.git("status", "--short").text.isEmpty)
    let refused = try tree.program.run(["merge", "--resolve", Self.sidecar, "--theirs"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("merge again"), "\(refused.errors)")
    // What the user put there stays; the sidecar goes.
    try tree.write("{}", to: "mine.conflicts.json")
    try tree.write(Repository.fixture("drafts/urban-dreams.json"), to: "other.draft.json")
    try tree.commit("another draft")
    try tree.git("checkout", "-q", "-b", "third")
    try tree.setVolume(50, in: "other.draft.json")
    try tree.commit("its bed")
    try tree.git("checkout", "-q", "main")
    try tree.edit(["text", "text 1, segment 1", "Quiet Dreams"], in: "other.draft.json")
    try tree.commit("its title")
    try tree.git("merge", "-q", "-m", "both", "third")
    #expect(!tree.has(Self.sidecar))
    #expect(tree.has("mine.conflicts.json"))
  }

  @Test("A rebase marks the conflict of each commit, and removes what the one before left")
  func rebase() throws {
    let tree = try GitTree()
    try tree.makeConflict()
    try tree.git("rebase", "side", status: 1)
    #expect(tree.has(Self.sidecar))
    #expect(try tree.program.run(["merge", "--resolve", Self.sidecar, "--ours"]).status == 0)
    #expect(!tree.has(Self.sidecar))
  }

  @Test("A merge without a working tree leaves nothing in it")
  func mergeTree() throws {
    let tree = try GitTree()
    try tree.makeConflict()
    let before = try tree.program.contents
    let outcome = try tree.git("merge-tree", "--write-tree", "main", "side", status: nil)
    guard outcome.status != 129 else { return }  // before git 2.38
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(try tree.program.contents == before)
    #expect(try tree.git("status", "--short").text.isEmpty)
  }

  @Test("A link in the sidecar's place is not written through")
  func plantedLink() throws {
    let tree = try GitTree()
    let outside = try TemporaryFolder()
    try outside.write("precious".utf8, to: "file")
    try FileManager.default.createSymbolicLink(
      at: tree.program.folder.file(Self.sidecar), withDestinationURL: outside.file("file"))
    try tree.git("add", "-f", Self.sidecar)
    try tree.commit("a link")
    try tree.makeConflict()
    let merge = try tree.git("merge", "side", status: 1)
    #expect(try String(contentsOf: outside.file("file"), encoding: .utf8) == "precious")
    // The conflicts are marked in the repository's own folder, and can be settled from there.
    let fallback = ".git/roughcut/conflicts/draft.json.conflicts.json"
    #expect(merge.errors.contains(fallback), "\(merge.errors)")
    let resolved = try tree.program.run(["merge", "--resolve", fallback, "--theirs"])
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(try tree.program.run(["summary", "draft.json"]).text.contains("80%"))
  }

  @Test("If a version is not a draft, its path and side are named and lines are merged as git does")
  func notADraft() throws {
    let tree = try GitTree()
    try tree.git("checkout", "-q", "-b", "side")
    try tree.write(try tree.text(of: "draft.json") + "<<<<<<< HEAD\n", to: "draft.json")
    try tree.commit("a leftover marker")
    try tree.git("checkout", "-q", "main")
    try tree.setVolume(20)
    try tree.commit("a lower bed")
    let merge = try tree.git("merge", "-m", "both", "side", status: nil)
    #expect(merge.errors.contains("error: draft.json (theirs):"), "\(merge.errors)")
    #expect(!merge.errors.contains(".merge_file"), "\(merge.errors)")
    let text = try tree.text(of: "draft.json")
    #expect(text.contains("<<<<<<< HEAD") && text.contains("0.2"), "\(text)")
    #expect(!tree.has(Self.sidecar))
  }

  @Test("git diff reports modes and links")
  func modesAndLinks() throws {
    let tree = try GitTree(patterns: ["*.json"])
    try tree.git("update-index", "--chmod=+x", "draft.json")
    #expect(try tree.git("diff", "--cached").text == "draft.json: mode 100644 → 100755")
    try tree.setVolume(20)
    try tree.git("add", "draft.json")
    try tree.git("update-index", "--chmod=+x", "draft.json")
    let both = try tree.git("diff", "--cached").text
    #expect(both.contains("mode 100644 → 100755") && both.contains("volume"), "\(both)")
    try tree.git("reset", "-q", "--hard")
    let manager = FileManager.default
    let link = tree.program.folder.file("link.json").path
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "draft.json")
    try tree.git("add", "link.json")
    #expect(try tree.git("diff", "--cached").text == "link.json: new link to draft.json")
    try tree.commit("a link")
    try manager.removeItem(atPath: link)
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "elsewhere.json")
    #expect(
      try tree.git("diff").text == "link.json: link to draft.json → link to elsewhere.json")
    try manager.removeItem(atPath: link)
    #expect(try tree.git("diff").text == "link.json: removed link to draft.json")
    try tree.write(try tree.text(of: "draft.json"), to: "link.json")
    let turned = try tree.git("diff").text
    #expect(turned.contains("removed link to draft.json"), "\(turned)")
    #expect(turned.contains("link.json: new draft"), "\(turned)")
  }
}
