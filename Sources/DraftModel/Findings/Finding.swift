public import JSONTree

/// How much a finding matters.
public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable, Encodable {
  /// Worth knowing; the draft means what it says.
  case note
  /// Probably not what was meant; the draft still renders.
  case warning
  /// The draft cannot be drawn or exported as written.
  case error

  /// Orders from note to error.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// The stable name of a rule, as configuration and reports spell it: `time-negative`.
public struct RuleID: Hashable, Sendable, RawRepresentable, Comparable, CustomStringConvertible {
  /// The name, lower-case words joined by hyphens.
  public let rawValue: String

  /// Names a rule.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Orders by name.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The name itself.
  public var description: String { rawValue }
}

/// One questionable thing in a draft: what, where, how bad, and what to do about it.
public struct Finding: Hashable, Sendable {
  /// The rule that found it.
  public let rule: RuleID
  /// How much it matters.
  public let severity: Severity
  /// What is wrong, one sentence without a full stop.
  public let message: String
  /// What to do next, one sentence without a full stop; nothing where the message says it all.
  public let advice: String?
  /// Where in the document.
  public let pointer: JSONPointer
  /// Line and column of the place, where the document is at hand.
  public let location: JSONLocation?

  /// Makes a finding.
  public init(
    rule: RuleID, severity: Severity, message: String, advice: String? = nil,
    pointer: JSONPointer, location: JSONLocation? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.advice = advice
    self.pointer = pointer
    self.location = location
  }

  /// Makes a finding at a node.
  public init(
    _ rule: RuleID, _ severity: Severity, at node: JSONNode, _ message: String,
    advice: String? = nil
  ) {
    self.init(
      rule: rule, severity: severity, message: message, advice: advice,
      pointer: node.pointer, location: node.location)
  }
}
