import JSONTree

/// What an earlier state of a draft was resolved to, so that only what an edit touched is resolved again.
struct EarlierResolution {
  private let draft: Draft
  private let timeline: Timeline
  /// The segments that something was found in, by track and place: they are resolved again, so that what is found has its
  /// place in the draft as it is now.
  private let questionable: Set<[Int]>

  /// - Returns: `nil` unless the two drafts are read alike.
  init?(_ earlier: Draft, before draft: Draft) {
    let keys = draft.keys
    guard earlier.keys == keys, earlier.envelope == draft.envelope,
      keys.field(.tracks, in: earlier.node)?.alias == keys.field(.tracks, in: draft.node)?.alias
    else { return nil }
    self.draft = earlier
    let resolution = earlier.resolved()
    timeline = resolution.timeline
    let depth = earlier.envelope.draftPointer.tokens.count
    let places = resolution.findings.map(\.pointer) + resolution.fixes.map(\.pointer)
    questionable = Set(
      places.compactMap { pointer in
        let tokens = pointer.tokens.dropFirst(depth)
        guard tokens.count >= 4, let track = Int(tokens[tokens.startIndex + 1]),
          let segment = Int(tokens[tokens.startIndex + 3])
        else { return nil }
        return [track, segment]
      })
  }

  /// The segments of a track that was of the same kind and in the same place.
  func segments(of track: DraftTrack, kind: TrackKind) -> Track? {
    let tracks = draft.tracks
    guard tracks.indices.contains(track.index), timeline.tracks.indices.contains(track.index),
      timeline.tracks[track.index].kind == kind
    else { return nil }
    let raw = draft.keys.field(.segments, in: tracks[track.index].node)
    let segments = timeline.tracks[track.index].segments
    // Elements that are not segments have no counterpart in the timeline.
    guard let raw, raw.node.count == segments.count,
      raw.alias.name == draft.keys.field(.segments, in: track.node)?.alias.name
    else { return nil }
    return Track(
      array: raw.node, segments: segments, index: track.index, questionable: questionable)
  }

  /// The segments of one track.
  struct Track {
    fileprivate let array: JSONNode
    fileprivate let segments: [Timeline.Segment]
    fileprivate let index: Int
    fileprivate let questionable: Set<[Int]>

    /// What a segment was resolved to if it was written alike and nothing was found in it.
    func segment(like raw: DraftSegment) -> Timeline.Segment? {
      guard let old = array[raw.index], old.hasSameBytes(as: raw.node),
        questionable.isEmpty || !questionable.contains([index, raw.index])
      else { return nil }
      return segments[raw.index]
    }
  }
}
