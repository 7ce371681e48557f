import DraftModel
import Foundation

/// One call of git's external diff: the text to print for one path.
///
/// Git gives seven arguments (path, then file, hash and mode of both sides), nine if the path was renamed, and the path
/// alone if a merge of it is open. It stops at any status but 0, so that whatever is wrong with a version is reported at its
/// path, and the status is 0.
struct ExternalDiff {
  private let path: String
  private let old: GitFileVersion
  private let new: GitFileVersion
  private let isUnmerged: Bool

  /// Reads git's arguments; `nil` for two drafts that a person named.
  init?(
    _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    switch arguments.count {
    case 1 where environment["GIT_DIFF_PATH_COUNTER"] != nil:
      let none = GitFileVersion(file: "/dev/null", mode: ".")
      (path, old, new, isUnmerged) = (arguments[0], none, none, true)
    case 7, 9:
      old = GitFileVersion(file: arguments[1], mode: arguments[3])
      new = GitFileVersion(file: arguments[4], mode: arguments[6])
      path = arguments.count == 9 ? "\(arguments[0]) → \(arguments[7])" : arguments[0]
      isUnmerged = false
    default: return nil
    }
  }

  /// The text for git's reader.
  func words(_ keys: KeyTable, isColored: Bool) -> String {
    let path = path.withoutControls
    if isUnmerged { return "\(path): the merge of it is open" }
    var lines: [String] = []
    if let modes = old.modeChange(to: new) { lines.append("\(path): \(modes)") }
    if let contents = contents(keys, isColored) { lines.append("\(path): \(contents)") }
    return lines.isEmpty ? "\(path): no changes" : lines.joined(separator: "\n")
  }

  /// The description of what the content changed to; `nil` if only the mode did.
  private func contents(_ keys: KeyTable, _ isColored: Bool) -> String? {
    do {
      if old.isLink || new.isLink { return try links(keys) }
      switch (try old.draft(keys), try new.draft(keys)) {
      case (let before?, let after?):
        let difference = DraftDifference(from: before, to: after)
        if difference.isEmpty, old.modeChange(to: new) != nil { return nil }
        return difference.text(isColored: isColored)
      case (nil, let after?): return "new draft\n\(after.lines)".trimmed
      case (let before?, nil): return "removed draft\n\(before.lines)".trimmed
      case (nil, nil): return "on neither side"
      }
    } catch {
      return
        "\("\(error)".linesWithoutControls())\n(for a comparison of the text: git diff --no-ext-diff --no-textconv)"
    }
  }

  /// The change of a symbolic link, whose content is the path that it points to.
  private func links(_ keys: KeyTable) throws -> String? {
    let before = try old.description(keys)?.withoutControls
    let after = try new.description(keys)?.withoutControls
    return switch (before, after) {
    case (let before?, let after?): before == after ? nil : "\(before) → \(after)"
    case (nil, let after?): "new \(after)"
    case (let before?, nil): "removed \(before)"
    case (nil, nil): nil
    }
  }
}

extension String {
  /// The text without the line feed at its end.
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
