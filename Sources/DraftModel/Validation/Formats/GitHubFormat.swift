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
    var properties = ["file=\(escaped(file, isProperty: true))"]
    if let location = finding.location {
      properties += ["line=\(location.line)", "col=\(location.column)"]
    }
    properties.append("title=\(escaped(finding.rule.rawValue, isProperty: true))")
    let advice = finding.advice.map { "; \($0)" } ?? ""
    let message = escaped(finding.message + advice, isProperty: false)
    return "::\(level) \(properties.joined(separator: ","))::\(message)\n"
  }

  /// The text with what ends a command or a property written as its code.
  private func escaped(_ text: String, isProperty: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result.append(contentsOf: "%25".unicodeScalars)
      case "\r": result.append(contentsOf: "%0D".unicodeScalars)
      case "\n": result.append(contentsOf: "%0A".unicodeScalars)
      case ":" where isProperty: result.append(contentsOf: "%3A".unicodeScalars)
      case "," where isProperty: result.append(contentsOf: "%2C".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
