/// Why a configuration of rules cannot be taken.
public struct ValidationConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// There is no rule of this name.
    case unknownRule
    /// There is no grade of this name.
    case unknownGrade(String)
  }

  /// The rule as the configuration names it.
  public let rule: String
  /// What is wrong.
  public let reason: Reason

  /// One sentence: what is wrong and what is known.
  public var description: String {
    switch reason {
    case .unknownRule:
      let known = RuleCatalog.all.map(\.id.rawValue).joined(separator: ", ")
      return "there is no rule \"\(rule)\"; the rules are \(known)"
    case .unknownGrade(let word):
      let known = ValidationConfiguration.Grade.allCases.map(\.rawValue).joined(separator: ", ")
      return "the rule \"\(rule)\" cannot be \"\(word)\"; use one of \(known)"
    }
  }
}
