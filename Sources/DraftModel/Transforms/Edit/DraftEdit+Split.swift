import JSONTree

extension DraftEdit {
  /// Splits a segment in two at a time strictly inside it, and commits.
  ///
  /// Both parts together look and sound as the whole did: the second part gets an id of its own where the first has one;
  /// the transition stays with the first; motion, fades and a title's animation go on across the cut. What cannot go on
  /// is reported.
  ///
  /// - Returns: The second part.
  mutating func split(
    _ place: SegmentPlace, at time: Milliseconds
  ) throws(TransformError) -> SegmentPlace {
    guard time > place.segment.span.start, time < place.segment.span.end,
      let index = place.segment.pointer.tokens.last.flatMap({ Int($0) })
    else { throw TransformError(.outsideSegment(time, place.segment.span), at: place.segment.pointer) }
    let place = try settlingAnimation(of: place, before: time)
    let whole = place.segment
    guard let node = draft.document.node(at: whole.pointer) else {
      throw TransformError(.refusedEdit("the segment is not there"), at: whole.pointer)
    }
    let array = segmentsPointer(of: place.track)
    insert(node.value, into: array, at: index + 1)
    try commit()
    let position = place.track.segments.firstIndex { $0.pointer == whole.pointer } ?? 0
    let track = timeline.tracks[place.track.index]
    guard track.segments.indices.contains(position + 1) else {
      throw TransformError(.refusedEdit("the second part is no segment"), at: whole.pointer)
    }
    let (first, second) = (track.segments[position], track.segments[position + 1])
    try cutContent(of: first, head: .zero, tail: whole.span.end - time)
    try cutContent(of: second, head: time - whole.span.start, tail: .zero)
    var places: [JSONPointer: TimeSpan] = [
      first.pointer: TimeSpan(start: whole.span.start, length: time - whole.span.start),
      second.pointer: TimeSpan(start: time, length: whole.span.end - time),
    ]
    // The copy moved those whose place follows from it; they go back to where they were.
    for (old, new) in zip(
      place.track.segments.dropFirst(position + 1), track.segments.dropFirst(position + 2))
    { places[new.pointer] = old.span }
    self.place(places, on: track)
    for (part, keys) in [
      (first, [DraftKey.fadeOut]), (second, [.fadeIn, .transition]),
    ] {
      guard let metadata = field(.segmentMetadata, in: part.pointer)?.node.pointer else { continue }
      for key in keys { clear(key, in: metadata) }
    }
    if let id = whole.id {
      set(.segmentIdentifier, in: second.pointer, to: .string(unusedIdentifier(like: id)))
    }
    try commit()
    let parts = timeline.tracks[place.track.index].segments
    try continueFades(of: place, at: time - whole.span.start, parts[position], parts[position + 1])
    sayWhatBreaks(of: place, at: time)
    try commit()
    let settled = timeline.tracks[place.track.index]
    return SegmentPlace(track: settled, segment: settled.segments[position + 1])
  }

  /// An id that no segment has: the one given, with a number.
  func unusedIdentifier(like id: String) -> String {
    let used = Set(timeline.tracks.flatMap(\.segments).compactMap(\.id))
    var number = 2
    while used.contains("\(id)-\(number)") { number += 1 }
    return "\(id)-\(number)"
  }
}
