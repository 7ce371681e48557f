/// The way of one property from one keyframe to the next.
struct EasedStretch {
  /// A value at a time, and the ease of the way to the next point.
  struct Point: Hashable {
    var at: Milliseconds
    var value: Double
    var ease: Timeline.Ease
  }

  /// The times of both keyframes, from the segment's start.
  let span: TimeSpan
  /// The values at both.
  let from: Double
  let to: Double
  let ease: Timeline.Ease

  /// The straight pieces that stand for a curve no ease goes on along; more would crowd the draft, and eight keep to
  /// half a percent of the change.
  private static let mostPieces: Int64 = 8

  /// The value at a time within the stretch.
  func value(at time: Milliseconds) -> Double {
    guard !span.isEmpty else { return to }
    let share = Double((time - span.start).rawValue) / Double(span.length.rawValue)
    return from + (to - from) * ease.progress(min(max(share, 0), 1))
  }

  /// The points from which the part between two times runs as the whole does: exactly where an ease allows it, else in
  /// straight pieces.
  ///
  /// A quarter of a parabola that begins or ends level is an ease again: the beginning of `in`, the end of `out`, and
  /// each half of `in_out`. Other pieces begin and end steep, and no ease does.
  ///
  /// - Returns: The points at and after `start` and before `end`.
  func points(from start: Milliseconds, to end: Milliseconds) -> [Point] {
    guard start < end else { return [] }
    switch ease {
    case .linear, .hold: return [Point(at: start, value: value(at: start), ease: ease)]
    case .easeIn where start == span.start, .easeOut where end == span.end:
      return [Point(at: start, value: value(at: start), ease: ease)]
    case .easeIn, .easeOut: return pieces(from: start, to: end)
    case .easeInOut:
      if start == span.start, end == span.end {
        return [Point(at: start, value: from, ease: .easeInOut)]
      }
      let middle = Milliseconds(span.start.rawValue + span.length.rawValue / 2)
      let half = from + (to - from) / 2
      let halves = [
        EasedStretch(
          span: TimeSpan(start: span.start, length: middle - span.start), from: from, to: half,
          ease: .easeIn),
        EasedStretch(
          span: TimeSpan(start: middle, length: span.end - middle), from: half, to: to,
          ease: .easeOut),
      ]
      return halves.flatMap {
        $0.points(from: max(start, $0.span.start), to: min(end, $0.span.end))
      }
    }
  }

  private func pieces(from start: Milliseconds, to end: Milliseconds) -> [Point] {
    let length = (end - start).rawValue
    let count = min(Self.mostPieces, max(1, length))
    return (0..<count).map { index in
      let at = start + Milliseconds(length * index / count)
      return Point(at: at, value: value(at: at), ease: .linear)
    }
  }

  /// How far the points are from the stretch at most, as a share of its change.
  func error(of points: [Point], upTo end: Milliseconds) -> Double {
    guard from != to, ease != .hold else { return 0 }
    var greatest = 0.0
    for (index, point) in points.enumerated() {
      let next =
        index + 1 < points.count
        ? points[index + 1] : Point(at: end, value: value(at: end), ease: .linear)
      let part = EasedStretch(
        span: TimeSpan(start: point.at, length: next.at - point.at), from: point.value,
        to: next.value, ease: point.ease)
      for step: Int64 in 0...16 {
        let at = point.at + Milliseconds(part.span.length.rawValue * step / 16)
        greatest = max(greatest, abs(part.value(at: at) - value(at: at)))
      }
    }
    return greatest / abs(to - from)
  }
}
