import Foundation
import Synchronization

/// Runs work that SIGINT and SIGTERM cancel, so that what it staged is removed before the end.
///
/// Outside of such work the signals end the program at once, as is their default.
enum Interruption {
  /// Does the work.
  ///
  /// - Parameters:
  ///   - words: What is said where a signal came: what is so now, and what to do next.
  ///   - ignored: Signals that mean nothing after the work, until a listener is there again.
  /// - Throws: What `work` throws; ``CommandFailure`` with the status of the signal where
  ///   one came.
  static func guarding<Result: Sendable>(
    saying words: () -> String = { "interrupted; nothing was written" },
    ignoring ignored: [Int32] = [],
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let caught = Caught()
    // The signals are met before the work begins, so that none falls in between.
    let listener = try SignalListener([SIGINT, SIGTERM]) { caught.note($0) }
    defer { listener.stop(ignoring: ignored) }
    let task = Task { try await work() }
    caught.onSignal { task.cancel() }
    do {
      return try await task.value
    } catch {
      // Whatever failed after a signal failed because of it.
      guard let number = caught.signal else { throw error }
      throw CommandFailure(words(), status: .interrupted(signal: number))
    }
  }

  /// The first signal that came, and what is to be done when one comes.
  ///
  /// Shared by the signal queue, which writes, and the task that waits for the work.
  private final class Caught: Sendable {
    private struct State {
      var signal: Int32?
      var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var signal: Int32? { state.withLock(\.signal) }

    func note(_ signal: Int32) {
      let action = state.withLock { state in
        state.signal = state.signal ?? signal
        return state.action
      }
      action?()
    }

    /// Sets what is done on a signal; at once where one has come already.
    func onSignal(_ action: @escaping @Sendable () -> Void) {
      let isLate = state.withLock { state in
        state.action = action
        return state.signal != nil
      }
      if isLate { action() }
    }
  }
}
