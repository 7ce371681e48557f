extension ValidationContext {
  /// Everything that is heard, in order of start.
  ///
  /// A clip of which nothing is known is taken to have sound, unless its name says that it is a still.
  var sounds: [Sounding] { heard.value { findSounds() } }

  /// Whether anything is heard.
  var makesSound: Bool {
    let tracks = soundingTracks
    return tracks.contains { track in
      track.segments.contains { sounding($0, on: track) != nil }
    }
  }

  private var soundingTracks: [Timeline.Track] {
    timeline.tracks.filter { $0.kind.isDrawn && !$0.isMuted && !$0.isHidden }
  }

  private func findSounds() -> [Sounding] {
    let found = soundingTracks.flatMap { track in
      track.segments.compactMap { sounding($0, on: track) }
    }
    // A sounding holds a whole segment; places are moved about more quickly.
    let order = found.indices.sorted {
      (found[$0].span.start, found[$0].track, $0) < (found[$1].span.start, found[$1].track, $1)
    }
    return order.map { found[$0] }
  }

  private func sounding(_ segment: Timeline.Segment, on track: Timeline.Track) -> Sounding? {
    guard let use = segment.mediaUse, !segment.sound.isMuted else { return nil }
    let changes = segment.keyframes.compactMap(\.volume)
    let gain = (changes.max() ?? segment.sound.volume) * track.volume
    let whole = TimeSpan(start: .zero, length: timeline.duration)
    guard gain > 0, let span = whole.intersection(segment.span), hasSound(use.source) else {
      return nil
    }
    return Sounding(track: track.index, segment: segment, span: span, gain: gain)
  }

  private func hasSound(_ source: String) -> Bool {
    if let facts = facts(of: source) { return facts.hasSound }
    return kind(of: source) != .image && FileName(source).fileExtension != "gif"
  }
}
