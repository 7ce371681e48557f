import DraftModel
import JSONTree

/// What changed from one state of a session's draft to the next, in words.
enum DraftChanges {
  /// One line a change, under one that counts them; empty where nothing changed.
  ///
  /// A draft without tracks is none: a first draft is told by its tracks alone, and not by its title and size.
  static func lines(from old: Draft?, to new: Draft?, keys: KeyTable) -> [String] {
    let (earlier, later) = (old?.withoutEmptiness, new?.withoutEmptiness)
    guard let known = later ?? earlier, let before = earlier ?? known.withoutTracks,
      let after = later ?? known.withoutTracks
    else { return [] }
    let difference = DraftDifference(from: before, to: after)
    guard !difference.isEmpty else { return [] }
    return difference.text(withNotes: false).split(separator: "\n").map(String.init)
  }

  /// The same of the drafts as a state holds them.
  static func lines(from old: JSONNode?, to new: JSONNode?, keys: KeyTable) -> [String] {
    lines(from: draft(old, keys), to: draft(new, keys), keys: keys)
  }

  private static func draft(_ node: JSONNode?, _ keys: KeyTable) -> Draft? {
    node.flatMap { try? Draft(parsing: Array($0.bytes), keys: keys) }
  }
}

extension Draft {
  /// The draft, unless it has no track.
  fileprivate var withoutEmptiness: Draft? { tracks.isEmpty ? nil : self }

  /// The draft with all its tracks taken out.
  fileprivate var withoutTracks: Draft? {
    let edits = tracks.reversed().map { JSONEdit.remove($0.node.pointer) }
    return (try? document.applying(edits)).flatMap { try? Draft($0, keys: keys) }
  }
}
