import Foundation
import Sandbox
import Synchronization

/// A sandbox's clock whose waits last until a test opens the gate, or the waiting task is cancelled.
final class GateClock: SandboxClock {
  private typealias Waiter = CheckedContinuation<Void, Never>

  private struct State {
    var isOpen = false
    var waiting: [UUID: Waiter] = [:]
    var cancelled: Set<UUID> = []
    var watchers: [(count: Int, waiter: Waiter)] = []

    /// Those who watch for as many waiters as there are.
    mutating func satisfiedWatchers() -> [Waiter] {
      let satisfied = watchers.filter { $0.count <= waiting.count }.map(\.waiter)
      watchers.removeAll { $0.count <= waiting.count }
      return satisfied
    }
  }

  private let state = Mutex(State())

  func now() -> Date { Date(timeIntervalSince1970: 1_700_000_000) }

  func sleep(seconds: Double) async throws {
    let id = UUID()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let resumed = state.withLock { state -> [Waiter] in
          if state.isOpen || state.cancelled.contains(id) { return [continuation] }
          state.waiting[id] = continuation
          return state.satisfiedWatchers()
        }
        resumed.forEach { $0.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.cancelled.insert(id)
        return state.waiting.removeValue(forKey: id)
      }
      waiter?.resume()
    }
    try Task.checkCancellation()
  }

  /// Returns when so many tasks wait.
  func waiters(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let resumed = state.withLock { state in
        state.watchers.append((count, continuation))
        return state.satisfiedWatchers()
      }
      resumed.forEach { $0.resume() }
    }
  }

  /// Lets all waits end, those to come too.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    waiting.forEach { $0.resume() }
  }
}
