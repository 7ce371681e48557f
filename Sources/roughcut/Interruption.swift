import Dispatch
import Foundation
import Synchronization

/// Runs work that SIGINT and SIGTERM cancel, so that what it staged is removed before the end.
///
/// Outside of such work the signals end the program at once, as is their default.
enum Interruption {
  /// Does the work.
  ///
  /// - Throws: What `work` throws; ``CommandFailure`` with the status of the signal where
  ///   one came.
  static func guarding<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await work() }
    let caught = Caught()
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        caught.note(number)
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      sources.forEach { $0.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    do {
      return try await task.value
    } catch {
      // Whatever failed after a signal failed because of it.
      guard let number = caught.signal else { throw error }
      throw CommandFailure("interrupted; nothing was written", status: .interrupted(signal: number))
    }
  }

  /// The first signal that came; written by the signal queue, read when the work has ended.
  private final class Caught: Sendable {
    private let number = Mutex<Int32?>(nil)

    var signal: Int32? { number.withLock { $0 } }

    func note(_ signal: Int32) { number.withLock { $0 = $0 ?? signal } }
  }
}
