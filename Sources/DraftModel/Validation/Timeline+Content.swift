extension Timeline.Segment {
  /// The stretch of a source that it plays; nothing for text and for segments without a source.
  var mediaUse: Timeline.MediaUse? {
    if case .media(let use) = content { use } else { nil }
  }

  /// Its words; nothing for media.
  var textUse: Timeline.TextUse? {
    if case .text(let use) = content { use } else { nil }
  }
}

extension Timeline {
  /// The segments of tracks of one kind that are not hidden, each with its track's place.
  func shown(_ kind: TrackKind) -> [(track: Int, segment: Segment)] {
    tracks.filter { $0.kind == kind && !$0.isHidden }
      .flatMap { track in track.segments.map { (track.index, $0) } }
  }
}
