import JSONTree

// Time taken out of, or put into, the whole draft, so that pictures, text and sound stay in step.
extension DraftEdit {
  /// Cuts a stretch of time out of the draft.
  ///
  ///     |  A  |  B  |  C  |        |  A  |  C  |
  ///        | title |          ->      |title|
  ///     |       bed       |        |    bed    |
  ///
  /// What lies in the stretch goes, what reaches into it is trimmed, what follows moves up. What spans it is
  /// shortened where nobody can tell (text, stills, beds); a clip or a voice is cut through, so that what
  /// follows in it stays in step with the pictures.
  mutating func cutOut(_ span: TimeSpan) throws(TransformError) {
    guard !span.isEmpty else { return }
    try splitWhatSpans(span)
    for track in timeline.tracks {
      var places: [JSONPointer: TimeSpan] = [:]
      var removed: Set<JSONPointer> = []
      for segment in track.segments {
        guard let place = try place(of: segment, without: span) else {
          removed.insert(segment.pointer)
          say("removed \(timeline.words(for: SegmentPlace(track: track, segment: segment)))")
          continue
        }
        places[segment.pointer] = place
      }
      self.place(places, on: track, removing: removed)
    }
    try commit()
  }

  /// Moves everything that starts at or after `time`; beds that reach it grow or shrink along.
  ///
  /// - Parameter given: Segments that are given a place of their own meanwhile, and are not moved.
  mutating func shift(
    from time: Milliseconds, by change: Milliseconds, placing given: [JSONPointer: TimeSpan] = [:]
  ) {
    for track in timeline.tracks {
      var places = given
      for segment in track.segments where given[segment.pointer] == nil {
        let span = segment.span
        if span.start >= time {
          places[segment.pointer] = TimeSpan(start: span.start + change, length: span.length)
        } else if span.end >= time, segment.isBed(on: track, of: timeline) {
          places[segment.pointer] = TimeSpan(start: span.start, length: span.length + change)
        }
      }
      place(places, on: track)
    }
  }

  /// Where a segment sits once `span` is cut out; nothing where it goes with it.
  private mutating func place(
    of segment: Timeline.Segment, without span: TimeSpan
  ) throws(TransformError) -> TimeSpan? {
    let old = segment.span
    if old.end <= span.start { return old }
    if old.start >= span.end {
      return TimeSpan(start: old.start - span.length, length: old.length)
    }
    if old.start >= span.start, old.end <= span.end { return nil }
    if old.start >= span.start {
      try trimContent(of: segment, head: span.end - old.start, tail: .zero)
      return TimeSpan(start: span.start, length: old.end - span.end)
    }
    if old.end <= span.end {
      try trimContent(of: segment, head: .zero, tail: old.end - span.start)
      return TimeSpan(start: old.start, length: span.start - old.start)
    }
    try trimContent(of: segment, head: .zero, tail: span.length)
    return TimeSpan(start: old.start, length: old.length - span.length)
  }

  /// Splits what plays through the whole stretch and more, at the stretch's start.
  private mutating func splitWhatSpans(_ span: TimeSpan) throws(TransformError) {
    // Splitting one segment moves those after it in its array, so each is found anew.
    for _ in 0..<timeline.tracks.reduce(0, { $0 + $1.segments.count }) {
      guard let place = firstToSplit(by: span) else { return }
      _ = try split(place, at: span.start)
      say("\(timeline.words(for: place)) is cut through, to stay in step")
    }
  }

  private func firstToSplit(by span: TimeSpan) -> SegmentPlace? {
    for track in timeline.tracks {
      for segment in track.segments
      where segment.span.start < span.start && segment.span.end > span.end
        && segment.playsThroughTime && !segment.isBed(on: track, of: timeline)
      {
        return SegmentPlace(track: track, segment: segment)
      }
    }
    return nil
  }
}
