/// Every wait, interval and limit that the service publishes, and no other.
public struct PublishedWaits: Hashable, Sendable {
  /// Between two looks at a render.
  public let renderPoll: Duration

  /// The most looks at one render.
  public let renderPolls = 10

  /// Whether the waits are shorter than published.
  public let areShortened: Bool

  /// Before the one retry after a 429.
  public let rateLimited: Duration

  /// Between two notices that the work goes on.
  public let notice: Duration

  /// How long heartbeats alone may come before a message counts as timed out; 5 s at least.
  public let heartbeatsOnly: Duration

  /// How long a message's stream may last; 10 s at least.
  public let wholeStream: Duration

  /// Before the first look at the state after a disconnection.
  public let recoveryStart: Duration

  /// Between the looks that follow.
  public let recoveryInterval: Duration

  /// The most looks that follow the first.
  public let recoveryLooks = 5

  /// The published waits, multiplied.
  ///
  /// - Parameter scale: 1 for the service itself; less to try a whole flow against a sandbox in seconds.
  public init(scale: Double = 1) {
    func scaled(seconds: Double) -> Duration { .seconds(seconds * scale) }
    areShortened = scale < 1
    renderPoll = scaled(seconds: 30)
    rateLimited = scaled(seconds: 30)
    notice = scaled(seconds: 120)
    // Waits can be as short as one likes; the work that these bound is real, and takes its seconds.
    heartbeatsOnly = max(scaled(seconds: 600), .seconds(5))
    wholeStream = max(scaled(seconds: 900), .seconds(10))
    recoveryStart = scaled(seconds: 30)
    recoveryInterval = scaled(seconds: 60)
  }
}
