import JSONTree

/// One thing that validation looks for in a draft.
///
/// A rule is a plain value: what it says of itself is its documentation, and its two examples are its
/// tests.
public protocol Rule: Sendable {
  /// The name under which reports and configuration know it.
  var id: RuleID { get }
  /// How much its findings matter unless a configuration says otherwise.
  var severity: Severity { get }
  /// What is found, one sentence without a full stop.
  var summary: String { get }
  /// Why it matters, one or two sentences.
  var reason: String { get }
  /// A draft in which the rule finds nothing.
  var good: RuleExample { get }
  /// A draft in which it finds something.
  var bad: RuleExample { get }

  /// What it finds, in any order.
  func findings(in context: ValidationContext) -> [Finding]
  /// The changes that settle findings and leave the draft's meaning as it is.
  func fixes(in context: ValidationContext) -> [Fix]
}

extension Rule {
  /// Nothing, as most rules cannot tell what was meant.
  public func fixes(in context: ValidationContext) -> [Fix] { [] }
}

extension Rule {
  /// A finding of this rule at a node.
  func finding(at node: JSONNode, _ message: String, advice: String? = nil) -> Finding {
    Finding(id, severity, at: node, message, advice: advice)
  }
}
