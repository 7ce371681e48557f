public import JSONTree

/// How a person names a segment: its id, `/t/0/sg/2`, or `video 1, segment 3`.
public enum SegmentReference: Hashable, Sendable {
  /// The segment's `id`.
  case id(String)
  /// The place in the draft, from the draft or from the document's root.
  case pointer(JSONPointer)
  /// A segment of a track, counted from 1 in array order.
  case ordinal(TrackReference, Int)

  /// Reads a reference; nothing for empty text and for a malformed pointer.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    if text.first == "/" {
      guard let pointer = JSONPointer(text) else { return nil }
      self = .pointer(pointer)
      return
    }
    let words = text.split(separator: " ")
    if words.count >= 3, words[words.count - 2].lowercased() == "segment",
      let number = Int(words[words.count - 1]), number > 0
    {
      var trackText = words.dropLast(2).joined(separator: " ")
      if trackText.last == "," { trackText.removeLast() }
      if let track = TrackReference(trackText) {
        self = .ordinal(track, number)
        return
      }
    }
    self = .id(text)
  }

  /// Where the one segment that is meant stands in the document.
  ///
  /// - Throws: ``TransformError`` where no segment or several are meant.
  public func pointer(in draft: Draft) throws(TransformError) -> JSONPointer {
    try resolved(in: draft, draft.resolved().timeline).segment.pointer
  }

  /// The one segment that is meant, with its track.
  func resolved(in draft: Draft, _ timeline: Timeline) throws(TransformError) -> SegmentPlace {
    let found: [SegmentPlace]
    switch self {
    case .id(let id): found = timeline.places { $0.id == id }
    case .pointer(let pointer):
      let wanted = draft.absolute(pointer)
      found = timeline.places { $0.pointer == wanted }
    case .ordinal(let reference, let number):
      let track = try reference.resolved(in: draft, timeline)
      found =
        track.segments.indices.contains(number - 1)
        ? [SegmentPlace(track: track, segment: track.segments[number - 1])] : []
    }
    guard let place = found.first else { throw TransformError(.noSuchSegment(self)) }
    guard found.count == 1 else {
      throw TransformError(.ambiguousSegment(self, candidates: found.map(\.segment.pointer)))
    }
    return place
  }
}

extension SegmentReference: CustomStringConvertible {
  /// The reference as it could be typed.
  public var description: String {
    switch self {
    case .id(let id): "\"\(id)\""
    case .pointer(let pointer): pointer.description
    case .ordinal(let track, let number): "\(track), segment \(number)"
    }
  }
}

/// A segment and the track it is on.
struct SegmentPlace {
  let track: Timeline.Track
  let segment: Timeline.Segment
}

extension Timeline {
  func places(where isMeant: (Segment) -> Bool) -> [SegmentPlace] {
    tracks.flatMap { track in
      track.segments.filter(isMeant).map { SegmentPlace(track: track, segment: $0) }
    }
  }

  /// The place of a track among those of its kind, counted from 1, in words: `video 1`.
  func words(for track: Track) -> String {
    guard track.kind.isDrawn else { return "track \(track.index + 1)" }
    let before = tracks.filter { $0.kind == track.kind && $0.index <= track.index }.count
    return "\(track.kind.name) \(before)"
  }

  /// The place of a segment in words, with its label: `video 1, segment 3 "city"`.
  func words(for place: SegmentPlace) -> String {
    let number = place.track.position(of: place.segment)
    let label = place.segment.label.map { " \"\($0)\"" } ?? ""
    return "\(words(for: place.track)), segment \(number + 1)\(label)"
  }
}

extension Timeline.Track {
  /// Where a segment stands among those that could be read, from 0; found by halving, as they stand in
  /// array order and a track may be named segment by segment.
  fileprivate func position(of segment: Timeline.Segment) -> Int {
    let place = { (segment: Timeline.Segment) in
      segment.pointer.tokens.last.flatMap { Int($0) } ?? 0
    }
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if place(segments[middle]) < place(segment) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
