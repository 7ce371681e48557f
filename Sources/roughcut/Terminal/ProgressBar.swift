import MediaLibrary
import PreviewRendering
import Synchronization

/// A bar on standard error for work that lasts over a second: how far, how fast, how long still.
final class ProgressBar: Sendable {
  private struct State {
    var isDrawn = false
    var drawnAt: ContinuousClock.Instant
  }

  /// What is counted.
  enum Unit: Sendable {
    /// What means nothing to people: only the share of it is told.
    case share
    /// Things of this name, which is in the plural.
    case things(String)
    case bytes
  }

  private let isShown: Bool
  private let unit: Unit
  private let start: ContinuousClock.Instant
  /// Written by every worker that finishes a piece.
  private let state: Mutex<State>

  /// The bar's length in characters.
  private static let length: Int64 = 24
  /// Time after which the bar appears, and between two drawings of it.
  private static let patience = Duration.seconds(1)
  private static let pause = Duration.milliseconds(100)

  convenience init(isShown: Bool, unit: String) { self.init(isShown: isShown, unit: .things(unit)) }

  init(isShown: Bool, unit: Unit = .share) {
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
      StandardStream.errors.write("\r\u{1B}[K\(line(progress, after: now - start))")
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
    let speed =
      switch unit {
      case .share: "\(Int(rate * 100 / Double(total)))%/s"
      case .things(let name): "\(Int(rate)) \(name)/s"
      case .bytes: "\(ByteCount(Int64(rate)))/s"
      }
    return "[\(bar)] \(done * 100 / total)%  \(speed)  \(left) left"
  }
}
