import JSONTree

extension DraftDifference {
  /// The changes for people, a line each, under a line that counts them.
  ///
  ///     3 changes: 1 added, 1 moved, 1 changed
  ///     + intro [s1], video track 1: added at 0-2s (f0-60)
  ///     > everything from 0s (f0) on (4 segments, 2 tracks): moves by +2s
  ///     ~ "Hello" [t1], Titles (track 3): text "Helo" → "Hello"
  ///
  /// What comes from the drafts is escaped for terminals.
  ///
  /// - Parameters:
  ///   - isColored: Whether lines carry the colours of a terminal (ECMA-48).
  ///   - withNotes: Whether a last line says what is not a change and yet different: ids.
  public func text(isColored: Bool = false, withNotes: Bool = true) -> String {
    let notes = withNotes ? notes.map(\.withoutControls) : []
    guard !isEmpty else { return ([sameness] + notes).joined(separator: "\n") }
    let all = words
    let lines = all.map { words in
      let line = "\(words.sign.rawValue) \(words.subject): \(words.predicate)"
      return line.withoutControls.styledForTerminal(isColored ? words.sign.color : nil)
    }
    return ([Self.heading(all.map(\.sign))] + lines + notes).joined(separator: "\n")
  }

  /// What there is to report of drafts without a change between them.
  var sameness: String {
    isExact || changedIdentifiers > 0
      ? "no changes" : "no changes in meaning; the drafts are spelled differently"
  }

  /// How many there are of each kind: `3 changes: 1 added, 2 changed`.
  static func heading(_ signs: [ChangeWords.Sign]) -> String {
    let names: [(ChangeWords.Sign, String)] = [
      (.added, "added"), (.removed, "removed"), (.moved, "moved"), (.changed, "changed"),
    ]
    let counts = names.compactMap { sign, name -> String? in
      let count = signs.filter { $0 == sign }.count
      return count == 0 ? nil : "\(count) \(name)"
    }
    let total = signs.count == 1 ? "1 change" : "\(signs.count) changes"
    return "\(total): \(counts.joined(separator: ", "))"
  }
}

extension ChangeWords.Sign {
  /// The number that ECMA-48 gives the sign's colour.
  fileprivate var color: Int {
    switch self {
    case .added: 32
    case .removed: 31
    case .moved: 36
    case .changed: 33
    }
  }
}
