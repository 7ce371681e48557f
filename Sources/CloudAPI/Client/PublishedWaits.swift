/// Every wait, interval and limit that the service publishes, and no other.
public struct PublishedWaits: Hashable, Sendable {
  /// Between two looks at a render.
  public let renderPoll: Duration

  /// The most looks at one render.
  public let renderPolls = 10

  /// Before the one retry after a 429.
  public let rateLimited: Duration

  /// Between two notices that the work goes on.
  public let notice: Duration

  /// How long heartbeats alone may come before a message counts as timed out.
  public let heartbeatsOnly: Duration

  /// How long a message's stream may last.
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
    renderPoll = scaled(seconds: 30)
    rateLimited = scaled(seconds: 30)
    notice = scaled(seconds: 120)
    heartbeatsOnly = scaled(seconds: 600)
    wholeStream = scaled(seconds: 900)
    recoveryStart = scaled(seconds: 30)
    recoveryInterval = scaled(seconds: 60)
  }
}
