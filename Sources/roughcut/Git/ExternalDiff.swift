import DraftModel
import Foundation

/// One call of git's external diff: the words to print for one path.
///
/// Git gives seven arguments (path, then file, hash and mode of both sides), nine where the path was renamed, and the path
/// alone where a merge of it is open. It stops at any status but 0, so that whatever is wrong with a version is said in its place.
struct ExternalDiff {
  private let path: String
  private let old: String
  private let new: String
  private let isUnmerged: Bool

  /// Reads git's arguments; nothing for two drafts that a person named.
  init?(
    _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    switch arguments.count {
    case 1 where environment["GIT_DIFF_PATH_COUNTER"] != nil:
      (path, old, new, isUnmerged) = (arguments[0], "", "", true)
    case 7: (path, old, new, isUnmerged) = (arguments[0], arguments[1], arguments[4], false)
    case 9:
      path = "\(arguments[0]) → \(arguments[7])"
      (old, new, isUnmerged) = (arguments[1], arguments[4], false)
    default: return nil
    }
  }

  /// What git's reader sees.
  func words(_ keys: KeyTable, isColored: Bool) -> String {
    let path = path.withoutControls
    if isUnmerged { return "\(path): the merge of it is open" }
    do {
      switch (try draft(old, keys), try draft(new, keys)) {
      case (let before?, let after?):
        return "\(path): \(DraftDifference(from: before, to: after).text(isColored: isColored))"
      case (nil, let after?): return "\(path): new draft\n\(after.lines)".trimmed
      case (let before?, nil): return "\(path): removed draft\n\(before.lines)".trimmed
      case (nil, nil): return "\(path): nothing on either side"
      }
    } catch {
      return
        "\(path): \("\(error)".linesWithoutControls())\n(for a comparison of the text: git diff --no-ext-diff --no-textconv)"
    }
  }

  private func draft(_ file: String, _ keys: KeyTable) throws -> Draft? {
    file == "/dev/null" ? nil : try InputFile(argument: file).draft(keys)
  }
}

extension String {
  /// The text without the line feed at its end.
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
