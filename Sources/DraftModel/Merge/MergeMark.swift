import JSONTree

/// The member by which a draft shows that a merge left conflicts in it.
enum MergeMark {
  /// An array of strings in the draft's object, one for each open conflict.
  static let member = "merge_conflicts"
}

extension DraftMerge {
  /// The merged draft as it is to be written: with `merge_conflicts`, which `validate` reports, while conflicts are open.
  ///
  /// Settling the conflicts merges the sides anew, so the mark goes with the last of them. A side that was marked
  /// already, because a draft was committed unsettled, stays marked.
  public var markedDraft: Draft {
    let open = openConflicts
    guard !open.isEmpty else { return draft }
    let lines = open.map { conflict in
      let field = conflict.field.description
      return field.isEmpty ? conflict.subject : "\(conflict.subject): \(field)"
    }
    let mark = JSONEdit.setMember(
      draft.envelope.draftPointer, key: MergeMark.member, .array(lines.map { .string($0) }))
    // The member can be put into any object, so a draft that cannot be marked does not occur; it would be written as it is.
    return (try? Draft(draft.document.applying([mark]), keys: draft.keys)) ?? draft
  }
}
