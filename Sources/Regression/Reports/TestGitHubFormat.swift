import DraftModel

/// Results as GitHub's workflow commands, which annotate the lines of a pull request.
///
///     ::error file=tests/intro/case.yml,line=7,col=5,title=intro::untouched: /t/0: it is gone
public struct TestGitHubFormat: Sendable {
  /// Makes the format.
  public init() {}

  /// One command a failure, and one that counts.
  public func rendering(_ result: SuiteResult) -> String {
    let failures = result.cases.flatMap { test in test.failures.map { command($0, of: test) } }
    let accepted = result.cases.filter { !$0.accepted.isEmpty }.map { test in
      let names = test.accepted.joined(separator: ", ")
      return command("notice", "accepted \(names)", at: FilePlace(file: test.file), test.name)
    }
    let sentence = result.sentence.escapedForWorkflowCommand(isProperty: false)
    return (failures + accepted + ["::notice title=roughcut test::\(sentence)\n"]).joined()
  }

  private func command(_ failure: CaseFailure, of test: CaseResult) -> String {
    let words = ([failure.message] + failure.details).joined(separator: "\n")
    return command("error", words, at: failure.place ?? FilePlace(file: test.file), test.name)
  }

  private func command(
    _ level: String, _ words: String, at place: FilePlace, _ title: String
  ) -> String {
    var properties = ["file=\(place.file.escapedForWorkflowCommand(isProperty: true))"]
    if let line = place.line { properties.append("line=\(line)") }
    if let column = place.column { properties.append("col=\(column)") }
    properties.append("title=\(title.escapedForWorkflowCommand(isProperty: true))")
    let message = words.escapedForWorkflowCommand(isProperty: false)
    return "::\(level) \(properties.joined(separator: ","))::\(message)\n"
  }
}
