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
  /// - Parameter isColored: Whether lines carry the colours of a terminal (ECMA-48).
  public func text(isColored: Bool = false) -> String {
    guard !isEmpty else {
      return isExact
        ? "no changes" : "no changes in meaning; the drafts are spelt differently"
    }
    let all = changes.map { words(for: $0) }
    let lines = all.map { words in
      let line = "\(words.sign.rawValue) \(words.subject): \(words.predicate)"
      return line.withoutControls.styledForTerminal(isColored ? words.sign.color : nil)
    }
    return ([Self.heading(all.map(\.sign))] + lines).joined(separator: "\n")
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
