/// What became of all cases.
public struct SuiteResult: Hashable, Sendable {
  /// The results in the order of the cases' names.
  public let cases: [CaseResult]

  /// Gathers results.
  public init(cases: [CaseResult]) { self.cases = cases }

  /// How many came out so.
  public func count(_ status: CaseResult.Status) -> Int {
    cases.filter { $0.status == status }.count
  }

  /// `12 cases: 10 passed, 1 failed, 1 broken`, with what was accepted.
  public var sentence: String {
    let counts = CaseResult.Status.allCases.compactMap { status in
      let count = count(status)
      return count == 0 && status != .passed ? nil : "\(count) \(status.rawValue)"
    }
    let accepted = cases.filter { !$0.accepted.isEmpty }.count
    let total = cases.count == 1 ? "1 case" : "\(cases.count) cases"
    return "\(total): "
      + (counts + (accepted == 0 ? [] : ["\(accepted) accepted"]))
      .joined(separator: ", ")
  }
}
