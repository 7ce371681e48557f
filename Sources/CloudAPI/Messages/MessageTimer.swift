/// Applies the published limits to the moments at which a stream's bytes and events arrive.
struct MessageTimer: Sendable {
  private let waits: PublishedWaits
  private let start: Duration
  private var lastSubstance: Duration
  private var lastNotice: Duration

  init(waits: PublishedWaits, start: Duration) {
    self.waits = waits
    self.start = start
    lastSubstance = start
    lastNotice = start
  }

  /// Notes an event other than a heartbeat.
  mutating func noteSubstance(at now: Duration) { lastSubstance = now }

  /// Notes that the user was shown something.
  mutating func noteShown(at now: Duration) { lastNotice = now }

  /// Whether it's time to say that the work goes on; says so once for each interval.
  mutating func isNoticeDue(at now: Duration) -> Bool {
    guard now - lastNotice >= waits.notice else { return false }
    lastNotice = now
    return true
  }

  /// The limit that has been reached, if any.
  func limit(at now: Duration) -> MessageOutcome.Ending? {
    if now - start >= waits.wholeStream { return .timedOutOnLength }
    if now - lastSubstance >= waits.heartbeatsOnly { return .timedOutOnHeartbeats }
    return nil
  }
}
