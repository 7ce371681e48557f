import DraftModel

/// The forms in which the results of cases can be written.
public enum TestReportFormat: String, Hashable, Sendable, CaseIterable {
  /// Lines for people.
  case text
  /// `roughcut.test/1`.
  case json
  /// JUnit's XML, as build servers read it.
  case junit
  /// Workflow commands that GitHub shows beside the lines.
  case github
  /// One page with all pictures in it.
  case html

  /// The results in this form, with a line feed at the end.
  public func rendering(_ result: SuiteResult) -> String {
    switch self {
    case .text: TestTextFormat().rendering(result)
    case .json: TestJSONFormat().rendering(result)
    case .junit: TestJUnitFormat().rendering(result)
    case .github: TestGitHubFormat().rendering(result)
    case .html: TestPage().rendering(result)
    }
  }
}
