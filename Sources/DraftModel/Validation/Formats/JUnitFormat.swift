import JSONTree

/// Findings as JUnit's XML: a suite for each file, a case for each finding.
///
/// Errors and warnings are failures; a note is a case that passed and printed something. A file without
/// findings is a suite with one case that passed, so that a build server shows that it was looked at.
public struct JUnitFormat: Sendable {
  /// Makes the format.
  public init() {}

  /// The reports as one document.
  public func rendering(_ reports: [FileReport]) -> String {
    let total = reports.reduce(0) { $0 + max($1.findings.count, 1) }
    let failures = reports.count(.error) + reports.count(.warning)
    let suites = reports.map(suite).joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="roughcut validate" tests="\(total)" failures="\(failures)">
      \(suites)</testsuites>

      """
  }

  private func suite(_ report: FileReport) -> String {
    let name = report.file.escapedForXML
    let failures = [report].count(.error) + [report].count(.warning)
    let cases =
      report.findings.isEmpty
      ? "    <testcase classname=\"\(name)\" name=\"valid\"/>\n"
      : report.findings.map { element($0, in: name) }.joined()
    return """
        <testsuite name="\(name)" tests="\(max(report.findings.count, 1))" failures="\(failures)">
      \(cases)  </testsuite>

      """
  }

  private func element(_ finding: Finding, in name: String) -> String {
    let place = finding.location.map { "(\($0))" } ?? ""
    let text = [finding.message, finding.pointer.description, finding.advice ?? ""]
      .filter { !$0.isEmpty }.joined(separator: "\n").escapedForXML
    let title = [finding.rule.rawValue, finding.pointer.description, place]
      .filter { !$0.isEmpty }.joined(separator: " ").escapedForXML
    let inner =
      finding.severity == .note
      ? "<system-out>\(text)</system-out>"
      : "<failure type=\"\(finding.severity.rawValue)\" message=\"\(finding.message.escapedForXML)\">"
        + "\(text)</failure>"
    return "    <testcase classname=\"\(name)\" name=\"\(title)\">\(inner)</testcase>\n"
  }
}
