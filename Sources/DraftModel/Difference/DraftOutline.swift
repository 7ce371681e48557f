import JSONTree

/// A draft laid out for comparing: every segment with its absolute place, nothing else resolved.
///
/// Resolving whole timelines would read some sixty members of every segment, most of which are the same on
/// both sides; comparing reads only those of segments whose text differs.
struct DraftOutline {
  struct Track {
    let raw: DraftTrack
    let kind: TrackKind
    let identifier: String?
    let name: String?
    /// The track's part of ``DraftOutline/segments``, in array order.
    let segments: Range<Int>
  }

  struct Segment {
    let node: JSONNode
    let kind: TrackKind
    /// The number of its track, from 0.
    let track: Int
    let identifier: String?
    let start: Milliseconds
    let length: Milliseconds

    var end: Milliseconds { start + length }
    var span: TimeSpan { TimeSpan(start: start, length: length) }
  }

  let draft: Draft
  let frameRate: FrameRate
  /// The length that the draft declares, where it does.
  let declaredDuration: Milliseconds?
  let tracks: [Track]
  let segments: [Segment]

  init(_ draft: Draft) {
    self.draft = draft
    var reader = FieldReader(keys: draft.keys)
    declaredDuration = reader.time(.draftDuration, in: draft.node)
    frameRate =
      draft.keys.field(.draftMetadata, in: draft.node)
      .flatMap { draft.keys.field(.frameRate, in: $0.node) }?.node.number
      .flatMap { FrameRate(decimal: $0.text) } ?? .thirty
    var tracks: [Track] = []
    var segments: [Segment] = []
    for raw in draft.tracks {
      let first = segments.count
      var cursor = Milliseconds.zero
      let kind = raw.kind
      for segment in raw.segments {
        let start = reader.time(.segmentStart, in: segment.node) ?? cursor
        let length = reader.time(.segmentDuration, in: segment.node) ?? .zero
        segments.append(
          Segment(
            node: segment.node, kind: kind, track: raw.index, identifier: segment.identifier,
            start: start, length: length))
        cursor = start + length
      }
      tracks.append(
        Track(
          raw: raw, kind: kind, identifier: raw.identifier,
          name: raw.metadata.flatMap { draft.keys.field(.trackName, in: $0)?.node.stringValue },
          segments: first..<segments.count))
    }
    self.tracks = tracks
    self.segments = segments
  }

  /// The end of the draft: where it says, else the end of its last segment.
  var duration: Milliseconds { declaredDuration ?? segments.map(\.end).max() ?? .zero }

  /// What a segment plays.
  func playing(_ segment: Segment) -> Playing { Playing(segment.node, keys: draft.keys) }
}
