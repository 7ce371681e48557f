/// Which rules are in force, and how much their findings matter.
public struct ValidationConfiguration: Hashable, Sendable {
  /// What a configuration can say about a rule.
  public enum Grade: String, Hashable, Sendable, CaseIterable {
    /// The rule is not asked.
    case off
    /// Its findings are notes.
    case note
    /// Its findings are warnings.
    case warning
    /// Its findings are errors.
    case error

    /// The severity of the rule's findings; nothing for a rule that is off.
    public var severity: Severity? { Severity(rawValue: rawValue) }
  }

  /// What is said about some rules; the others have their own severity.
  public var grades: [RuleID: Grade]

  /// Makes a configuration.
  public init(grades: [RuleID: Grade] = [:]) { self.grades = grades }

  /// Every rule, with its own severity.
  public static let standard = ValidationConfiguration()

  /// Reads what a project's configuration says: rules' names, each with a grade's name.
  ///
  /// - Throws: ``ValidationConfigurationError`` for a rule or a grade that does not exist.
  public init(words: [String: String]) throws(ValidationConfigurationError) {
    grades = [:]
    for (name, word) in words.sorted(by: { $0.key < $1.key }) {
      let id = RuleID(rawValue: name)
      guard RuleCatalog.rule(id) != nil else {
        throw ValidationConfigurationError(rule: name, reason: .unknownRule)
      }
      guard let grade = Grade(rawValue: word) else {
        throw ValidationConfigurationError(rule: name, reason: .unknownGrade(word))
      }
      grades[id] = grade
    }
  }

  /// Whether a rule is asked.
  func isInForce(_ id: RuleID) -> Bool { grades[id] != .off }

  /// The finding with the severity that is said for its rule.
  func graded(_ finding: Finding) -> Finding {
    guard let severity = grades[finding.rule]?.severity else { return finding }
    return Finding(
      rule: finding.rule, severity: severity, message: finding.message, advice: finding.advice,
      pointer: finding.pointer, location: finding.location)
  }
}
