import JSONTree

/// What an edit is done to: one segment, or all of a track.
public enum EditTarget: Hashable, Sendable {
  /// One segment.
  case segment(SegmentReference)
  /// A track and what is on it.
  case track(TrackReference)

  /// Reads a reference; nothing for empty text and for a malformed pointer.
  ///
  /// `video 1` and `track 2` are tracks; a pointer is a track if it ends in the place of one (`/t/0`);
  /// anything else is a segment.
  public init?(_ text: String) {
    switch TrackReference(text) {
    case .kind(_, _?), .number:
      self = TrackReference(text).map { .track($0) } ?? .segment(.id(text))
    case .pointer(let pointer) where pointer.isTrackPlace: self = .track(.pointer(pointer))
    default:
      guard let segment = SegmentReference(text) else { return nil }
      self = .segment(segment)
    }
  }

  /// The segments that are meant, with their tracks.
  func places(in draft: Draft, _ timeline: Timeline) throws(TransformError) -> [SegmentPlace] {
    switch self {
    case .segment(let reference): return [try reference.resolved(in: draft, timeline)]
    case .track(let reference):
      let track = try reference.resolved(in: draft, timeline)
      return track.segments.map { SegmentPlace(track: track, segment: $0) }
    }
  }
}

extension JSONPointer {
  /// Whether the pointer ends in the place of a track: an array of tracks and a number, and no segment below.
  fileprivate var isTrackPlace: Bool {
    guard tokens.count >= 2, Int(tokens[tokens.count - 1]) != nil else { return false }
    return DraftKey.tracks.spellings.contains { $0.name == tokens[tokens.count - 2] }
  }
}
