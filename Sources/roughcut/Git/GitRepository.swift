import Foundation

/// A version of a file that git holds while a merge is open: `:1:cut.json` is the base, `:2:` ours, `:3:` theirs.
struct GitVersion {
  /// As git spells it.
  let text: String

  /// Reads a version's name; nothing for a path.
  init?(_ text: String) {
    guard [":1:", ":2:", ":3:"].contains(text.prefix(3)), text.count > 3 else { return nil }
    self.text = text
  }

  /// The file's path in the working tree.
  var path: String { String(text.dropFirst(3)) }
}

/// What is asked of git, in one folder of a working tree.
struct GitRepository {
  let folder: String

  /// What git left behind.
  private struct Outcome {
    let status: Int32
    let output: [UInt8]
    let errors: String
  }

  /// The top of the working tree.
  ///
  /// - Throws: ``CommandFailure`` where there is none.
  func top() throws -> String {
    let outcome = try run(["rev-parse", "--show-toplevel"])
    guard outcome.status == 0 else {
      throw CommandFailure("\(folder) is in no git repository; run this in one, or \"git init\" it")
    }
    return line(outcome)
  }

  /// A file's version.
  ///
  /// - Throws: ``CommandFailure`` where git has it not.
  func bytes(of version: GitVersion) throws -> [UInt8] {
    let outcome = try run(["show", version.text])
    guard outcome.status == 0 else {
      // Git then keeps the merged draft under each new name, and of the old one the base alone.
      if try unmergedPaths().contains(version.path) {
        throw CommandFailure(
          """
          \(version.text): git has no such version, as it is if both sides renamed the file; settle \
          the drafts under their new names by hand, and remove "merge_conflicts" from them
          """)
      }
      throw CommandFailure(
        "\(version.text): git has no such version, \(outcome.errors); merge again to have it")
    }
    return outcome.output
  }

  /// Whether git holds a version of a file.
  func has(_ version: GitVersion) throws -> Bool {
    try run(["cat-file", "-e", version.text]).status == 0
  }

  /// The paths whose merge is open, relative to the top of the working tree.
  func unmergedPaths() throws -> Set<String> {
    let outcome = try run(["ls-files", "-u", "-z", "--full-name", ":/"])
    guard outcome.status == 0 else { return [] }
    // "mode hash stage<tab>path", each ended by a zero byte.
    let paths = outcome.output.split(separator: 0).compactMap { row in
      row.firstIndex(of: 0x09).map { String(decoding: row[($0 + 1)...], as: UTF8.self) }
    }
    return Set(paths)
  }

  /// The path of a file in the repository's own folder; `nil` outside of a repository.
  func gitPath(_ name: String) throws -> String? {
    let outcome = try run(["rev-parse", "--git-path", name])
    guard outcome.status == 0 else { return nil }
    let path = line(outcome)
    return path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// Merges three files line by line, as git itself does, and leaves markers in `ours` where they conflict.
  ///
  /// - Returns: Whether all lines merged without a conflict; `nil` if git cannot merge them, such as binary files.
  func mergeLines(base: String, ours: String, theirs: String) throws -> Bool? {
    let outcome = try run([
      "merge-file", "-q", "-L", "ours", "-L", "base", "-L", "theirs", "--", ours, base, theirs,
    ])
    return outcome.status > 127 ? nil : outcome.status == 0
  }

  /// A setting of this repository; nothing where it is not set.
  func setting(_ name: String) throws -> String? {
    let outcome = try run(["config", "--local", "--get", name])
    return outcome.status == 0 ? line(outcome) : nil
  }

  /// Sets a setting of this repository.
  func set(_ name: String, to value: String) throws {
    try done(try run(["config", "--local", "--replace-all", name, value]), "set \(name)")
  }

  /// Takes a section's settings away; nothing happens where there is none of the name.
  func removeSection(_ name: String) throws {
    let outcome = try run(["config", "--local", "--get-regexp", "^\(name)\\."])
    guard outcome.status == 0 else { return }
    try done(try run(["config", "--local", "--remove-section", name]), "remove \(name)")
  }

  private func done(_ outcome: Outcome, _ deed: String) throws {
    guard outcome.status == 0 else {
      throw CommandFailure("git could not \(deed): \(outcome.errors)")
    }
  }

  private func line(_ outcome: Outcome) -> String {
    let text = String(decoding: outcome.output, as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw CommandFailure("git cannot be run; install it, and see that it is on PATH")
    }
    // Git's complaints are short, so that they wait in their pipe while the output is read.
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      throw CommandFailure("git cannot be run; install it, and see that it is on PATH")
    }
    return Outcome(
      status: process.terminationStatus, output: bytes,
      errors: words.split(separator: "\n").joined(separator: "; "))
  }
}
