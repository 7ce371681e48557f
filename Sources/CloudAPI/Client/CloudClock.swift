/// Time, handed in: so that a flow of fifteen minutes is tested in none.
public protocol CloudClock: Sendable {
  /// The time since some fixed moment; it never goes back.
  func now() -> Duration

  /// Waits; a cancelled task stops waiting at once.
  func sleep(for duration: Duration) async throws(CancellationError)
}

/// The machine's own time, which goes on while the machine sleeps.
public struct SystemCloudClock: CloudClock {
  private let start = ContinuousClock.now

  /// Makes a clock that starts at zero.
  public init() {}

  /// The time since the clock was made.
  public func now() -> Duration { ContinuousClock.now - start }

  /// Waits for `duration`.
  public func sleep(for duration: Duration) async throws(CancellationError) {
    do { try await Task.sleep(for: duration) } catch { throw CancellationError() }
  }
}
