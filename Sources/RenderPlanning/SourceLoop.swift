public import DraftModel

/// A part of a source that is played over and over: `[start, end)`, then from `start` again (format rule 3, *A loop*).
public struct SourceLoop: Hashable, Sendable, Encodable {
  /// The source time at which every turn begins, in seconds: the segment's in-point.
  public let start: Ratio
  /// The source time at which a turn ends, in seconds.
  public let end: Ratio
  /// The number of the last turn that is begun, from 0; `nil` where one turn follows the other as long as the
  /// segment lasts.
  public let lastTurn: Int64?

  /// The shortest time for which a source starts over, on the timeline.
  static let shortestTurn = Milliseconds(250)

  /// The length of a turn, in source seconds.
  public var length: Ratio { end.subtracting(start) ?? .zero }

  /// Makes a loop; `nil` where the end is not behind the start.
  public init?(from start: Ratio, to end: Ratio, lastTurn: Int64? = nil) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
    self.lastTurn = lastTurn
  }

  /// Makes the loop of what a segment plays: the last turn is not begun where less than 250 ms of it would be heard
  /// or seen.
  ///
  /// A source that is itself shorter than that turns until its segment ends, if it turns at all.
  ///
  /// - Parameters:
  ///   - end: The end of what there is of the source, in seconds.
  ///   - span: The segment's place on the timeline.
  init?(of use: Timeline.MediaUse, to end: Ratio, over span: TimeSpan) {
    let start = Ratio(use.inPoint.rawValue, 1000) ?? .zero
    guard let whole = SourceLoop(from: start, to: end) else { return nil }
    self.init(from: start, to: end, lastTurn: whole.lastTurn(of: use, over: span))
  }

  private func lastTurn(of use: Timeline.MediaUse, over span: TimeSpan) -> Int64? {
    guard let played = Ratio(span.length.rawValue, 1000)?.multiplied(by: use.speed),
      let shortest = Ratio(Self.shortestTurn.rawValue, 1000)?.multiplied(by: use.speed),
      let afterFirst = played.subtracting(length), afterFirst > .zero
    else { return nil }
    if afterFirst < shortest { return 0 }
    let turns = turns(in: played)
    let rest = played.subtracting(length.multiplied(by: Ratio(turns)) ?? .zero) ?? .zero
    return length >= shortest && rest > .zero && rest < shortest ? turns - 1 : nil
  }

  /// How many whole turns a length of source time has.
  private func turns(in time: Ratio) -> Int64 {
    guard let quotient = length.inverse.flatMap({ time.multiplied(by: $0) }), quotient > .zero
    else { return 0 }
    return quotient.numerator / quotient.denominator
  }

  /// The number of the turn in which a time falls, counted as if the source went on instead of starting over; 0
  /// also before the loop.
  func turn(at time: Ratio) -> Int64 {
    guard time >= end, let elapsed = time.subtracting(start) else { return 0 }
    let turn = turns(in: elapsed)
    return lastTurn.map { min($0, turn) } ?? turn
  }

  /// The source time to play at a time counted as if the source went on instead of starting over.
  ///
  /// Behind the last turn it is not before ``end``: there is nothing more to play.
  func sourceTime(at time: Ratio) -> Ratio {
    let turn = turn(at: time)
    guard turn > 0 else { return time }
    return length.multiplied(by: Ratio(-turn)).flatMap { time.adding($0) } ?? time
  }

  /// When a segment's source starts over, on the timeline.
  ///
  /// - Parameters:
  ///   - speed: Source seconds per timeline second.
  ///   - limit: How many times are given at most; all are counted.
  func restarts(
    at speed: Ratio, over span: TimeSpan, limit: Int
  ) -> (times: [Milliseconds], count: Int) {
    guard let turn = speed.inverse.flatMap({ length.multiplied(by: $0) }), turn > .zero,
      let whole = Ratio(span.length.rawValue, 1000),
      let turns = turn.inverse.flatMap({ whole.multiplied(by: $0) })
    else { return ([], 0) }
    // A turn that would begin where the segment ends is not begun.
    let full = turns.numerator / turns.denominator
    var last = turns.denominator == 1 ? full - 1 : full
    if let lastTurn { last = min(last, lastTurn) }
    guard last > 0 else { return ([], 0) }
    let times = (1...min(last, Int64(limit))).map { number in
      span.start
        + Milliseconds(
          turn.numerator.scaled(by: number * 1000, over: turn.denominator))
    }
    return (times, Int(clamping: last))
  }

  /// Whether all turns are over at a time counted as if the source went on instead of starting over.
  func isOver(at time: Ratio) -> Bool {
    guard let lastTurn, let over = length.multiplied(by: Ratio(lastTurn + 1))?.adding(start) else {
      return false
    }
    return time >= over
  }
}
