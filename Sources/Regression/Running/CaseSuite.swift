/// Runs cases, several at once, and gives their results in the cases' own order.
public struct CaseSuite: Sendable {
  private let entries: [CaseTree.Entry]
  private let settings: RunSettings

  /// Prepares to run cases.
  public init(_ entries: [CaseTree.Entry], settings: RunSettings = RunSettings()) {
    self.entries = entries
    self.settings = settings
  }

  /// Runs all cases; none stops another.
  ///
  /// - Parameters:
  ///   - jobs: How many are run at once, at least one.
  ///   - report: Called with each result as soon as it and all before it are there.
  /// - Throws: `CancellationError` where the task was cancelled; nothing of any program runs then any more.
  @discardableResult
  public func run(
    jobs: Int, report: (CaseResult) -> Void = { _ in }
  ) async throws -> SuiteResult {
    try await withThrowingTaskGroup(of: (Int, CaseResult).self) { group in
      var waiting = entries.indices.makeIterator()
      func startNext() {
        guard let index = waiting.next() else { return }
        group.addTask { (index, try await CaseRunner.run(entries[index], settings)) }
      }
      for _ in 0..<max(1, jobs) { startNext() }
      var early: [Int: CaseResult] = [:]
      var results: [CaseResult] = []
      while let (index, result) = try await group.next() {
        startNext()
        early[index] = result
        while let next = early.removeValue(forKey: results.count) {
          results.append(next)
          report(next)
        }
      }
      return SuiteResult(cases: results)
    }
  }
}
