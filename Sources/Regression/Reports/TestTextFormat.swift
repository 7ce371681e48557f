import DraftModel

/// Results as lines for people.
///
///     passed  intro-title
///     failed  lower-bed
///         tests/lower-bed/case.yml:7:5: untouched: /t/0/sg/1: another, at 12:5 of the result
///     2 cases: 1 passed, 1 failed
public struct TestTextFormat: Sendable {
  /// Whether the statuses and the diffs are coloured, for terminals.
  public var isColored: Bool

  /// Makes the format.
  public init(isColored: Bool = false) { self.isColored = isColored }

  /// All results, with a count at the end.
  public func rendering(_ result: SuiteResult) -> String {
    result.cases.map { rendering($0) }.joined() + result.sentence + "\n"
  }

  /// One case, a line feed at the end.
  public func rendering(_ result: CaseResult) -> String {
    var lines = ["\(word(result.status))  \(result.name.withoutControls)"]
    for failure in result.failures {
      let place = failure.place.map { "\($0): " } ?? ""
      lines.append("    \(place)\(failure.message)".withoutControls)
      lines += failure.details.map { "        " + colored($0.withoutControls) }
    }
    lines += result.notes.map { "    note: \($0)".withoutControls }
    if !result.accepted.isEmpty {
      lines.append("    accepted \(result.accepted.joined(separator: ", "))".withoutControls)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func word(_ status: CaseResult.Status) -> String {
    let color =
      switch status {
      case .passed: 32
      case .failed: 31
      case .broken: 35
      }
    return status.rawValue.styledForTerminal(isColored ? color : nil)
  }

  /// A line of a diff, by its sign.
  private func colored(_ line: String) -> String {
    let color = isColored ? DiffSign(line)?.terminalColor : nil
    return line.styledForTerminal(color)
  }
}
