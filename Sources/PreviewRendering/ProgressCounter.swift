import Synchronization

/// Adds up what workers have done and reports it.
final class ProgressCounter: Sendable {
  private let total: Int64
  private let done = Mutex<Int64>(0)
  private let report: @Sendable (RenderProgress) -> Void

  init(total: Int64, report: @escaping @Sendable (RenderProgress) -> Void) {
    self.total = total
    self.report = report
  }

  func add(_ amount: Int64) {
    let sum = done.withLock { sum in
      sum += amount
      return sum
    }
    report(RenderProgress(done: sum, total: total))
  }
}
