public import Foundation

/// What time it is, and waiting: handed in, so that a test can let a week pass.
public protocol SandboxClock: Sendable {
  /// The moment.
  func now() -> Date

  /// Waits.
  ///
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  func sleep(seconds: Double) async throws
}

/// The machine's own time.
public struct SystemSandboxClock: SandboxClock {
  /// Makes the clock.
  public init() {}

  /// The moment.
  public func now() -> Date { Date() }

  /// Waits.
  public func sleep(seconds: Double) async throws {
    guard seconds > 0 else { return await Task.yield() }
    try await Task.sleep(for: .seconds(seconds))
  }
}
