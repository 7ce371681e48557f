import PreviewRendering
import Synchronization

/// A bar on standard error for work that lasts over a second: how far, how fast, how long still.
final class ProgressBar: Sendable {
  private struct State {
    var isDrawn = false
    var drawnAt: ContinuousClock.Instant
  }

  private let isShown: Bool
  private let unit: ProgressLine.Unit
  private let start: ContinuousClock.Instant
  /// Written by every worker that finishes a piece.
  private let state: Mutex<State>

  /// Time after which the bar appears, and between two drawings of it.
  private static let patience = Duration.seconds(1)
  private static let pause = Duration.milliseconds(100)

  convenience init(isShown: Bool, unit: String) { self.init(isShown: isShown, unit: .things(unit)) }

  init(isShown: Bool, unit: ProgressLine.Unit = .share) {
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
      let line = ProgressLine(progress, unit: unit, after: now - start)
      let columns = StandardStream.errors.columns ?? 80
      StandardStream.errors.write("\r\u{1B}[K\(line.text(columns: columns))")
    }
  }

  /// Takes the bar away again.
  func finish() {
    state.withLock { state in
      if state.isDrawn { StandardStream.errors.write("\r\u{1B}[K") }
      state.isDrawn = false
    }
  }
}
