import JSONTree

/// Findings as lines for people.
///
///     cut.json:14:9: error: the segment starts at 4s, before /t/0/sg/0 ends at 5s [overlap]
///         at /t/0/sg/1; the later start wins where they overlap
///     1 error, 0 warnings, 0 notes
public struct TextFormat: Sendable {
  /// Whether severities are coloured, for terminals.
  public var isColored: Bool

  /// Makes the format.
  public init(isColored: Bool = false) { self.isColored = isColored }

  /// The reports, with a count at the end.
  public func rendering(_ reports: [FileReport]) -> String {
    let lines = reports.flatMap { report in report.findings.map { line($0, in: report.file) } }
    let counts = Severity.allCases.reversed().map { severity in
      let count = reports.count(severity)
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n") + "\n"
  }

  private func line(_ finding: Finding, in file: String) -> String {
    // A message quotes the draft, whose text may hold line breaks and terminal escapes.
    let place = (finding.location.map { "\(file):\($0)" } ?? file).withoutControls
    let message = "\(finding.message) [\(finding.rule)]".withoutControls
    let pointer = finding.pointer.description
    let details = [pointer.isEmpty ? nil : "at \(pointer)", finding.advice].compactMap { $0 }
    let head = "\(place): \(word(for: finding.severity)): \(message)"
    guard !details.isEmpty else { return head }
    return head + "\n    " + details.joined(separator: "; ").withoutControls
  }

  private func word(for severity: Severity) -> String {
    let color =
      switch severity {
      case .error: 31
      case .warning: 33
      case .note: 36
      }
    return severity.rawValue.styledForTerminal(isColored ? color : nil)
  }
}
