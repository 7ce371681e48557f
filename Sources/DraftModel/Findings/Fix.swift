public import JSONTree

/// A change that settles a finding and leaves what the draft means as it is.
public struct Fix: Hashable, Sendable {
  /// The rule whose finding it settles.
  public let rule: RuleID
  /// What is done, in the past tense, without a full stop: `rounded "d" to 1500`.
  public let summary: String
  /// The place of the finding.
  public let pointer: JSONPointer
  /// The change, in order.
  public let edits: [JSONEdit]

  /// Makes a fix.
  public init(_ rule: RuleID, at pointer: JSONPointer, _ edits: [JSONEdit], summary: String) {
    self.rule = rule
    self.summary = summary
    self.pointer = pointer
    self.edits = edits
  }
}
