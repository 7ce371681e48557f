/// The findings a result may have: as many of each kind as there were before.
struct FindingBudget {
  private var counts: [RuleID: Int] = [:]
  private var errors = 0

  /// Warnings that mean a value is not taken as written; a transform must not write such values.
  private static let strictRules: Set<RuleID> = [.outOfRange, .unknownWord, .twoSpellings]

  init(_ findings: [Finding]) { allow(findings) }

  mutating func allow(_ findings: [Finding]) {
    for finding in findings where Self.counts(finding) { counts[finding.rule, default: 0] += 1 }
    errors += findings.filter { $0.severity == .error }.count
  }

  /// The first finding that was not there before.
  ///
  /// An edit can turn one error into another (an overlap moved to a neighbour), so errors are counted
  /// together, and the rule that gained is named.
  func firstBeyond(_ findings: [Finding]) -> Finding? {
    var left = counts
    let gained = findings.filter { finding in
      guard Self.counts(finding) else { return false }
      left[finding.rule, default: 0] -= 1
      return left[finding.rule, default: 0] < 0
    }
    if let strict = gained.first(where: { Self.strictRules.contains($0.rule) }) { return strict }
    guard findings.filter({ $0.severity == .error }).count > errors else { return nil }
    return gained.first { $0.severity == .error }
  }

  private static func counts(_ finding: Finding) -> Bool {
    finding.severity == .error || strictRules.contains(finding.rule)
  }
}
