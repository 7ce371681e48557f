/// A half-open stretch of the timeline: it holds its start and not its end.
public struct TimeSpan: Hashable, Sendable {
  /// The first instant of the span.
  public let start: Milliseconds
  /// The first instant after the span; the span doesn't contain it.
  public let end: Milliseconds

  /// Makes a span, or nothing where `end` lies before `start`.
  public init?(start: Milliseconds, end: Milliseconds) {
    guard start <= end else { return nil }
    self.start = start
    self.end = end
  }

  /// Makes a span from its start and a length; a negative length counts as zero.
  public init(start: Milliseconds, length: Milliseconds) {
    self.start = start
    self.end = max(start, start + length)
  }

  /// The length, in milliseconds, never negative.
  public var length: Milliseconds { end - start }

  /// Whether the span holds no instant.
  public var isEmpty: Bool { start == end }

  /// Whether `time` lies in the span.
  public func contains(_ time: Milliseconds) -> Bool { start <= time && time < end }

  /// The part both spans share, or nothing where they share no instant.
  public func intersection(_ other: TimeSpan) -> TimeSpan? {
    let start = max(start, other.start)
    let end = min(end, other.end)
    return start < end ? TimeSpan(start: start, end: end) : nil
  }
}

extension TimeSpan: CustomStringConvertible {
  /// Both ends in seconds: `0-2.5s`.
  public var description: String { "\(start)-\(end)s" }
}
