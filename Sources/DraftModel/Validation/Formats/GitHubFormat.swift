import JSONTree

/// Findings as GitHub's workflow commands, which annotate the lines of a pull request.
///
///     ::error file=cut.json,line=14,col=9,title=overlap::the segment starts at 4s, …
public struct GitHubFormat: Sendable {
  /// Makes the format.
  public init() {}

  /// One command a finding; empty where there is none.
  public func rendering(_ reports: [FileReport]) -> String {
    reports.flatMap { report in report.findings.map { command($0, in: report.file) } }.joined()
  }

  private func command(_ finding: Finding, in file: String) -> String {
    let level = finding.severity == .note ? "notice" : finding.severity.rawValue
    var properties = ["file=\(file.escapedForWorkflowCommand(isProperty: true))"]
    if let location = finding.location {
      properties += ["line=\(location.line)", "col=\(location.column)"]
    }
    let title = finding.rule.rawValue.escapedForWorkflowCommand(isProperty: true)
    properties.append("title=\(title)")
    let advice = finding.advice.map { "; \($0)" } ?? ""
    let message = (finding.message + advice).escapedForWorkflowCommand(isProperty: false)
    return "::\(level) \(properties.joined(separator: ","))::\(message)\n"
  }
}
