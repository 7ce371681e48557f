import DraftModel

/// Results as JUnit's XML: one suite, a case for each case.
///
/// A case that failed has a `failure`, one that could not be carried out an `error`; what else is wrong with it stands
/// in the same text.
public struct TestJUnitFormat: Sendable {
  /// Makes the format.
  public init() {}

  /// The results as one document.
  public func rendering(_ result: SuiteResult) -> String {
    let counts = """
      tests="\(result.cases.count)" failures="\(result.count(.failed))" \
      errors="\(result.count(.broken))" \
      time="\(result.cases.reduce(0) { $0 + $1.seconds }.rounded4)"
      """
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="roughcut test" \(counts)>
        <testsuite name="roughcut test" \(counts)>
      \(result.cases.map(element).joined())  </testsuite>
      </testsuites>

      """
  }

  private func element(_ test: CaseResult) -> String {
    let parts = test.name.split(separator: "/")
    let folder = parts.dropLast().joined(separator: ".")
    let head = """
      <testcase classname="\((folder.isEmpty ? "roughcut" : folder).escapedForXML)" \
      name="\(String(parts.last ?? "").escapedForXML)" time="\(test.seconds.rounded4)"\
       file="\(test.file.escapedForXML)"
      """
    let inner = failure(of: test) + output(of: test)
    return "    " + (inner.isEmpty ? head + "/>\n" : head + ">\(inner)</testcase>\n")
  }

  private func failure(of test: CaseResult) -> String {
    guard let first = test.failures.first(where: { $0.check == .case }) ?? test.failures.first
    else { return "" }
    let name = test.status == .broken ? "error" : "failure"
    let text = test.failures.map { failure in
      let place = failure.place.map { "\($0): " } ?? ""
      return (["\(place)\(failure.message)"] + failure.details.map { "    " + $0 })
        .joined(separator: "\n")
    }.joined(separator: "\n")
    return """
      <\(name) type="\(first.check.rawValue)" message="\(first.message.escapedForXML)">\
      \(text.escapedForXML)</\(name)>
      """
  }

  private func output(of test: CaseResult) -> String {
    let accepted = test.accepted.map { "accepted \($0)" }
    let lines = test.notes + accepted
    guard !lines.isEmpty else { return "" }
    return "<system-out>\(lines.joined(separator: "\n").escapedForXML)</system-out>"
  }
}
