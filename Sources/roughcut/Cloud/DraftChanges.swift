import DraftModel
import JSONTree

/// What changed from one state of a session's draft to the next, in words.
enum DraftChanges {
  /// One line a change, under one that counts them; empty where nothing changed.
  ///
  /// No draft counts as one without tracks.
  static func lines(from old: Draft?, to new: Draft?, keys: KeyTable) -> [String] {
    guard let before = old ?? empty(keys), let after = new ?? empty(keys) else { return [] }
    let difference = DraftDifference(from: before, to: after)
    guard !difference.isEmpty else { return [] }
    return difference.text().split(separator: "\n").map(String.init)
  }

  /// The same of the drafts as a state holds them.
  static func lines(from old: JSONNode?, to new: JSONNode?, keys: KeyTable) -> [String] {
    lines(from: draft(old, keys), to: draft(new, keys), keys: keys)
  }

  private static func draft(_ node: JSONNode?, _ keys: KeyTable) -> Draft? {
    node.flatMap { try? Draft(parsing: Array($0.bytes), keys: keys) }
  }

  private static func empty(_ keys: KeyTable) -> Draft? {
    try? Draft(parsing: Array(#"{"t":[]}"#.utf8), keys: keys)
  }
}
