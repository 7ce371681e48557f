extension ValidationContext {
  /// Everything that is heard, in order of start.
  ///
  /// A clip of which nothing is known is taken to have sound, unless its name says that it is a still.
  var sounds: [Sounding] {
    let end = timeline.duration
    return timeline.tracks.filter { $0.kind.isDrawn && !$0.isMuted && !$0.isHidden }
      .flatMap { track in
        track.segments.compactMap { segment -> Sounding? in
          let changes = segment.keyframes.compactMap(\.volume)
          let gain = (changes.max() ?? segment.sound.volume) * track.volume
          guard let use = segment.mediaUse, !segment.sound.isMuted, gain > 0, hasSound(use.source),
            let span = TimeSpan(start: .zero, length: end).intersection(segment.span)
          else { return nil }
          return Sounding(track: track.index, segment: segment, span: span, gain: gain)
        }
      }
      .sorted { ($0.span.start, $0.track) < ($1.span.start, $1.track) }
  }

  /// Where the gains of what is heard add up to more than is safe.
  var clippingStretches: ClippingStretches { ClippingStretches(of: sounds) }

  private func hasSound(_ source: String) -> Bool {
    if let facts = facts(of: source) { return facts.hasSound }
    return kind(of: source) != .image && FileName(source).fileExtension != "gif"
  }
}
