import DraftModel

extension LayerPlanner {
  /// Puts each transition over the cut it belongs to (format rule 3, *A transition of length `d`*).
  ///
  ///     |      A      |      B      |   ->   |   A   | A to B |   B   |
  ///                   c                         c − d/2    c + d/2
  mutating func withTransitions(_ cells: [LaneCell], on track: Timeline.Track) -> [LaneCell] {
    guard track.segments.contains(where: { $0.transition != nil }) else { return cells }
    let starting = Dictionary(cells.map { ($0.first, $0) }) { first, _ in first }
    let ending = Dictionary(cells.map { ($0.end, $0) }) { _, last in last }
    var changes: [TransitionLayer] = []
    for segment in track.segments {
      guard let transition = segment.transition else { continue }
      let cut = format.rate.frame(nearest: segment.span.start)
      guard let after = starting[cut], after.layer?.segment == segment.pointer,
        let before = ending[cut],
        let change = change(from: before, to: after, by: transition, at: segment)
      else { continue }
      changes.append(change)
    }
    return Self.overlaying(
      overlapping(changes.sorted { $0.first < $1.first }).map { change in
        LaneCell(
          first: change.first, end: change.end, element: .transition(change), coversCanvas: false)
      }, on: cells)
  }

  /// Lets each change that begins before the one ahead of it has ended begin from what that one shows, and reports it.
  private mutating func overlapping(_ changes: [TransitionLayer]) -> [TransitionLayer] {
    var result = changes
    for index in changes.indices.dropFirst() {
      let (earlier, later) = (changes[index - 1], changes[index])
      guard later.first < earlier.end else { continue }
      result[index].earlier = EarlierChange(earlier)
      departures.append(
        FidelityReport.Entry(
          grade: .approximated, span: span(from: later.first, to: earlier.end),
          message: "two transitions overlap; the later one begins from what is shown",
          pointer: later.to.segment))
    }
    return result
  }

  private func span(from first: FrameIndex, to end: FrameIndex) -> TimeSpan {
    let start = format.rate.time(of: first)
    return TimeSpan(start: start, length: format.rate.time(of: end) - start)
  }

  private mutating func change(
    from before: LaneCell, to after: LaneCell, by transition: Timeline.Transition,
    at segment: Timeline.Segment
  ) -> TransitionLayer? {
    guard let from = before.layer, let to = after.layer else { return nil }
    // Half a length can be half a millisecond: both edges are found from doubled times.
    let doubled = segment.span.start + segment.span.start
    let rate = format.rate.ratio
    let head = (doubled - transition.length).rawValue
      .scaled(by: rate.numerator, over: rate.denominator * 2000)
    let tail = (doubled + transition.length).rawValue
      .scaled(by: rate.numerator, over: rate.denominator * 2000)
    // Never beyond the neighbours themselves.
    let first = max(FrameIndex(head), before.first)
    let end = min(FrameIndex(tail), after.end)
    guard first < end else { return nil }
    if first > FrameIndex(head) || end < FrameIndex(tail) {
      let span = span(from: first, to: end)
      departures.append(
        FidelityReport.Entry(
          grade: .approximated, span: span,
          message: "the transition \"\(transition.kind.rawValue)\" of "
            + "\(transition.length.rawValue) ms takes "
            + "\(span.length.rawValue) ms, because a clip beside it is shorter",
          pointer: segment.pointer))
    }
    return TransitionLayer(from: from, to: to, kind: transition.kind, first: first, end: end)
  }

  /// Cuts transitions into a lane; if two overlap, the later one takes over at its first frame.
  ///
  /// Both lists are in order.
  private static func overlaying(_ changes: [LaneCell], on cells: [LaneCell]) -> [LaneCell] {
    var covers = changes
    for index in covers.indices.dropLast() {
      covers[index].end = min(covers[index].end, covers[index + 1].first)
    }
    covers.removeAll { $0.first >= $0.end }
    var result: [LaneCell] = []
    var next = 0
    for cell in cells {
      var rest = cell
      while next < covers.count, covers[next].first < rest.end {
        let cover = covers[next]
        if rest.first < cover.first {
          var head = rest
          head.end = cover.first
          result.append(head)
        }
        rest.first = max(rest.first, cover.end)
        // A cover that reaches into the next cell is met again there.
        if cover.end > cell.end { break }
        next += 1
      }
      if rest.first < rest.end { result.append(rest) }
    }
    return (result + covers).sorted { $0.first < $1.first }
  }
}

extension LaneCell {
  /// The one layer of the cell; nothing for a transition.
  var layer: Layer? {
    if case .layer(let layer) = element { layer } else { nil }
  }
}
