import JSONTree

/// One segment's place in a track as it is to be.
enum ArrangedSegment {
  /// A segment of the track, at a place that may be new.
  case kept(Timeline.Segment, TimeSpan)
  /// A segment to be put in, whose value says its own start and length.
  case added(JSONValue, TimeSpan)
}

// Where segments sit. A segment without a start begins where the one before it in the array ends, so a
// place can only be written for a track as a whole.
extension DraftEdit {
  /// Gives some segments of a track new places; the others stay where they are on the timeline.
  mutating func place(
    _ places: [JSONPointer: TimeSpan], on track: Timeline.Track, removing: Set<JSONPointer> = []
  ) {
    let entries = track.segments.filter { !removing.contains($0.pointer) }.map {
      ArrangedSegment.kept($0, places[$0.pointer] ?? $0.span)
    }
    arrange(track, entries)
  }

  /// Arranges a track: the segments of `entries`, in their array order, and no others.
  ///
  /// Kept segments keep their order in the array. A start is written only where the segment would not
  /// begin there by itself.
  mutating func arrange(_ track: Timeline.Track, _ entries: [ArrangedSegment]) {
    let array = segmentsPointer(of: track)
    var cursor = Milliseconds.zero
    var nextIndex = 0
    var kept: Set<JSONPointer> = []
    for entry in entries {
      switch entry {
      case .kept(let segment, let span):
        write(span, of: segment, following: cursor)
        kept.insert(segment.pointer)
        nextIndex = 1 + (segment.pointer.tokens.last.flatMap { Int($0) } ?? nextIndex)
        cursor = span.end
      case .added(let value, let span):
        insert(value, into: array, at: nextIndex)
        cursor = span.end
      }
    }
    for segment in track.segments where !kept.contains(segment.pointer) {
      remove(element: segment.pointer)
    }
    dropStrandedTransitions(on: track, entries)
  }

  /// The array of a track's segments.
  func segmentsPointer(of track: Timeline.Track) -> JSONPointer {
    let pointer = draft.pointer(of: track)
    return field(.segments, in: pointer)?.node.pointer
      ?? pointer.appending(DraftKey.segments.canonical)
  }

  private mutating func write(
    _ span: TimeSpan, of segment: Timeline.Segment, following cursor: Milliseconds
  ) {
    if (time(.segmentStart, in: segment.pointer) ?? cursor) != span.start {
      set(.segmentStart, in: segment.pointer, to: span.start)
    }
    if (time(.segmentDuration, in: segment.pointer) ?? .zero) != span.length {
      set(.segmentDuration, in: segment.pointer, to: span.length)
    }
  }

  /// Takes away the transitions of segments that no longer start where another ends.
  private mutating func dropStrandedTransitions(
    on track: Timeline.Track, _ entries: [ArrangedSegment]
  ) {
    let oldEnds = Set(track.segments.map(\.span.end))
    let newEnds = Set(
      entries.map { entry in
        switch entry {
        case .kept(_, let span), .added(_, let span): span.end
        }
      })
    for case .kept(let segment, let span) in entries
    where segment.transition != nil && oldEnds.contains(segment.span.start)
      && !newEnds.contains(span.start)
    {
      guard let metadata = field(.segmentMetadata, in: segment.pointer)?.node.pointer else {
        continue
      }
      clear(.transition, in: metadata)
      let place = SegmentPlace(track: track, segment: segment)
      say("\(timeline.words(for: place)): its transition is gone, as nothing ends where it starts")
    }
  }
}
