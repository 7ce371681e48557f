/// What validation found in one file.
public struct FileReport: Hashable, Sendable {
  /// The file as the user named it; ``standardInput`` or `-` for standard input.
  public let file: String
  /// What standard input is called.
  public static let standardInput = "<stdin>"
  /// The findings, in the order in which they are reported.
  public let findings: [Finding]

  /// Makes a report.
  public init(file: String, findings: [Finding]) {
    self.file = file
    self.findings = findings
  }
}

/// The forms in which findings can be written.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  /// Lines for people.
  case text
  /// `roughcut.findings/1`.
  case json
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// Workflow commands that GitHub shows beside the lines.
  case github
  /// JUnit's XML, as build servers read it.
  case junit

  /// The reports in this form, with a line feed at the end.
  public func rendering(_ reports: [FileReport]) -> String {
    switch self {
    case .text: TextFormat().rendering(reports)
    case .json: JSONFormat().rendering(reports)
    case .sarif: SARIFFormat().rendering(reports)
    case .github: GitHubFormat().rendering(reports)
    case .junit: JUnitFormat().rendering(reports)
    }
  }
}

extension Sequence<FileReport> {
  /// How many findings have a severity.
  func count(_ severity: Severity) -> Int {
    reduce(0) { $0 + $1.findings.filter { $0.severity == severity }.count }
  }
}
