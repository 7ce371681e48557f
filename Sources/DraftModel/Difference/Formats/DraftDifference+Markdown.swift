extension DraftDifference {
  /// The most rows of the table; the description of a pull request takes 65,536 characters.
  private static let rowLimit = 200

  /// The changes as a Markdown table, for the description of a pull request.
  ///
  /// What comes from the draft is escaped, so that no title can draw a link, mention anybody or break the table. Rows
  /// beyond 200 are counted.
  public var markdown: String {
    let notes = notes.map { "\n\($0.escapedForMarkdown)\n" }.joined()
    guard !isEmpty else { return "**Timeline:** \(sameness)\n\(notes)" }
    let all = words
    let rows = all.prefix(Self.rowLimit).map { words in
      "| \(words.sign.mark) | \(words.subject.escapedForMarkdown) | \(words.predicate.escapedForMarkdown) |"
    }
    var lines = ["**Timeline:** \(Self.heading(all.map(\.sign)))", "", "| | where | what |"]
    lines += ["|---|---|---|"] + rows
    if all.count > Self.rowLimit { lines += ["", "… and \(all.count - Self.rowLimit) more"] }
    return lines.joined(separator: "\n") + "\n" + notes
  }
}

extension ChangeWords.Sign {
  /// The sign where `+`, `-` and `>` would begin a list or a quotation.
  fileprivate var mark: String {
    switch self {
    case .added: "➕"
    case .removed: "➖"
    case .moved: "↔"
    case .changed: "✎"
    }
  }
}
