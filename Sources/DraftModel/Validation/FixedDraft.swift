import JSONTree

/// A draft after fixes, and what they did.
public struct FixedDraft: Sendable {
  /// The draft as it is now.
  public private(set) var draft: Draft
  /// What was done, in order; pointers are those of the draft before each round.
  public private(set) var applied: [Fix]

  /// More rounds than fixes can uncover one another.
  static let roundLimit = 8

  /// Makes the fixes, the last in the document first, so that the places of the others stay.
  mutating func apply(_ fixes: [Fix]) {
    let ordered = fixes.sorted { $0.pointer > $1.pointer }
    guard !ordered.isEmpty, let document = try? draft.document.applying(ordered.flatMap(\.edits)),
      let fixed = try? Draft(document, keys: draft.keys)
    else { return }
    draft = fixed
    applied += ordered.reversed()
  }
}
