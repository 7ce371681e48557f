import Foundation
import TestSupport
import Testing

/// A git repository in which `git-setup` has run and one draft is committed.
struct GitTree {
  let program: Program

  /// Makes the repository with `draft.json`, for drafts of these patterns.
  init(patterns: [String] = []) throws {
    program = try Program()
    try git("init", "-q", "-b", "main")
    try write(Repository.fixture("drafts/urban-dreams.json"), to: "draft.json")
    let setup = try program.run(["git-setup"] + patterns.flatMap { ["--pattern", $0] })
    try #require(setup.status == 0, "\(setup.errors)")
    try commit("the first cut")
  }

  /// Runs git, away from the user's own settings.
  @discardableResult
  func git(_ arguments: String..., status: Int32? = 0) throws -> Shell.Outcome {
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

  /// Commits all that is in the tree.
  func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// Edits a draft in place.
  func edit(_ operation: [String], in name: String = "draft.json") throws {
    let outcome = try program.run(["edit", "--in-place", "./" + name] + operation)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  /// Sets the bed's volume, in percent.
  func setVolume(_ percent: Int, in name: String = "draft.json") throws {
    try edit(["volume", "audio 1, segment 1", "\(percent)%"], in: name)
  }

  /// Copies a file into the tree.
  func write(_ source: URL, to name: String) throws {
    try write(String(decoding: try Data(contentsOf: source), as: UTF8.self), to: name)
  }

  /// Writes a file of the tree.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: program.folder.file(name))
  }

  /// A file's text.
  func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: program.folder.file(name)), as: UTF8.self)
  }

  /// Whether the tree has a file.
  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: program.folder.file(name).path)
  }

  /// Commits two volumes on two branches, `main` at last, so that a merge of `side` is in conflict.
  func makeConflict(in name: String = "draft.json") throws {
    try git("checkout", "-q", "-b", "side")
    try setVolume(80, in: name)
    try commit("a higher bed")
    try git("checkout", "-q", "main")
    try setVolume(20, in: name)
    try commit("a lower bed")
  }
}
