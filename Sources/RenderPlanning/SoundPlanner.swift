import DraftModel

/// Turns segments into sounds placed to the sample.
struct SoundPlanner {
  let timeline: Timeline
  let catalog: MediaCatalog
  /// The files that the sounds name.
  private(set) var media: [ContentHash: MediaItem] = [:]

  init(timeline: Timeline, catalog: MediaCatalog) {
    self.timeline = timeline
    self.catalog = catalog
  }

  /// The sounds in the draft's order; muted and hidden tracks leave none, and no muted segment does.
  mutating func clips() -> [SoundClip] {
    var result: [SoundClip] = []
    for track in timeline.tracks where !track.isMuted && !track.isHidden {
      guard track.kind == .audio || track.kind == .video else { continue }
      var clips: [SoundClip] = []
      for segment in track.segments where !segment.sound.isMuted && !segment.span.isEmpty {
        clips += self.clips(for: segment, on: track)
      }
      result += withTransitions(clips, on: track)
    }
    return result
  }

  /// The sounds of a segment: one for each stream of its file that is heard.
  private mutating func clips(
    for segment: Timeline.Segment, on track: Timeline.Track
  ) -> [SoundClip] {
    guard case .media(let use) = segment.content,
      case .available(let item) = catalog[use.source], let sound = item.sound
    else { return [] }
    media[item.hash] = item
    return sound.places(heard: use.soundStreams).map { place in
      clip(for: segment, on: track, playing: use, from: item, place, sound.streams[place])
    }
  }

  private func clip(
    for segment: Timeline.Segment, on track: Timeline.Track, playing use: Timeline.MediaUse,
    from item: MediaItem, _ place: Int, _ stream: MediaItem.SoundStreamFacts
  ) -> SoundClip {
    let first = SoundPlan.samples(in: segment.span.start)
    let end = SoundPlan.samples(in: segment.span.end)
    let inPoint = Ratio(use.inPoint.rawValue, 1000) ?? .zero
    var clip = SoundClip(
      media: item.hash, stream: place, track: track.index, first: first, end: end, sourceEnd: end,
      origin: first, length: end - first,
      source: SourceMap(
        inPoint: inPoint, speed: use.speed,
        loop: use.soundLoop(
          of: item, lasting: stream.duration, over: segment.span, on: track.kind)),
      volume: segment.sound.volume, trackVolume: track.volume,
      fadeIn: SoundPlan.samples(in: segment.sound.fadeIn),
      fadeOut: SoundPlan.samples(in: segment.sound.fadeOut),
      crossfadeIn: 0, crossfadeOut: 0, pan: segment.sound.pan, duck: segment.sound.duck,
      keyframes: segment.keyframes.filter { $0.volume != nil }, segment: segment.pointer)
    if let place = clip.source.loop == nil
      ? stream.duration.map({
        $0.numerator.scaled(by: SoundPlan.sampleRate, over: $0.denominator)
      }) : clip.silence(before: end)
    {
      clip.sourceEnd = min(max(clip.sample(atSourcePlace: place), first), end)
    }
    return clip
  }

  /// Both sides of a cut sound through its transition, one falling while the other rises.
  private func withTransitions(_ clips: [SoundClip], on track: Timeline.Track) -> [SoundClip] {
    guard track.segments.contains(where: { $0.transition != nil }) else { return clips }
    var result = clips
    // Of segments that end together the last one goes on; a segment can have several sounds.
    let ending = Dictionary(result.map { ($0.origin + $0.length, $0.segment) }) { $1 }
    let owned = Dictionary(grouping: result.indices) { result[$0].segment }
    let touching = Dictionary(
      track.segments.filter { !$0.span.isEmpty }.map { ($0.span.end, $0.span.length) }
    ) { $1 }
    for segment in track.segments {
      guard let transition = segment.transition, let before = touching[segment.span.start] else {
        continue
      }
      let half = transition.length.rawValue.scaled(by: SoundPlan.sampleRate, over: 2000)
      let cut = SoundPlan.samples(in: segment.span.start)
      // The half on each side is limited by the segment there, as it is for the picture.
      let head = min(half, SoundPlan.samples(in: before))
      let tail = min(half, SoundPlan.samples(in: segment.span.length))
      guard head + tail > 0 else { continue }
      for index in ending[cut].flatMap({ owned[$0] }) ?? [] {
        result[index].end = cut + tail
        result[index].crossfadeOut = head + tail
      }
      for index in owned[segment.pointer] ?? [] {
        result[index].first = cut - head
        result[index].crossfadeIn = head + tail
      }
    }
    return result
  }
}
