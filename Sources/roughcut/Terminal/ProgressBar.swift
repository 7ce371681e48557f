import PreviewRendering
import Synchronization

/// A bar on standard error for work that lasts over a second: how far, how fast, how long still.
final class ProgressBar: Sendable {
  private struct State {
    var isDrawn = false
    var drawnAt: ContinuousClock.Instant
  }

  private let isShown: Bool
  /// What is counted, in the plural; nothing where what is counted means nothing to people.
  private let unit: String?
  private let start: ContinuousClock.Instant
  /// Written by every worker that finishes a piece.
  private let state: Mutex<State>

  /// The bar's length in characters.
  private static let length: Int64 = 24
  /// Time after which the bar appears, and between two drawings of it.
  private static let patience = Duration.seconds(1)
  private static let pause = Duration.milliseconds(100)

  init(isShown: Bool, unit: String? = nil) {
    self.isShown = isShown
    self.unit = unit
    start = ContinuousClock.now
    state = Mutex(State(drawnAt: start))
  }

  /// Shows how far the work has come.
  func show(_ progress: RenderProgress) {
    let now = ContinuousClock.now
    guard isShown, now - start > Self.patience else { return }
    state.withLock { state in
      guard now - state.drawnAt > Self.pause || !state.isDrawn else { return }
      state.isDrawn = true
      state.drawnAt = now
      StandardStream.errors.write("\r\u{1B}[K" + line(progress, after: now - start))
    }
  }

  /// Takes the bar away again.
  func finish() {
    state.withLock { state in
      if state.isDrawn { StandardStream.errors.write("\r\u{1B}[K") }
      state.isDrawn = false
    }
  }

  private func line(_ progress: RenderProgress, after elapsed: Duration) -> String {
    let total = max(progress.total, 1)
    let done = min(max(progress.done, 0), total)
    let filled = Int(done * Self.length / total)
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Int(Self.length) - filled)
    let seconds = elapsed / .seconds(1)
    let rate = Double(done) / max(seconds, 0.001)
    let rest = Int((Double(total - done) / max(rate, 0.001)).rounded(.up))
    let left = rest >= 60 ? "\(rest / 60)m \(rest % 60)s" : "\(rest)s"
    let speed = unit.map { "\(Int(rate)) \($0)/s" } ?? "\(Int(rate * 100 / Double(total)))%/s"
    return "[\(bar)] \(done * 100 / total)%  \(speed)  \(left) left"
  }
}
