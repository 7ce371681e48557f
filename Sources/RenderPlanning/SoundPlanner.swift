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
        if let clip = clip(for: segment, on: track) { clips.append(clip) }
      }
      result += withTransitions(clips, on: track)
    }
    return result
  }

  private mutating func clip(
    for segment: Timeline.Segment, on track: Timeline.Track
  ) -> SoundClip? {
    guard case .media(let use) = segment.content,
      case .available(let item) = catalog[use.source], let sound = item.sound
    else { return nil }
    media[item.hash] = item
    let first = SoundPlan.samples(in: segment.span.start)
    let end = SoundPlan.samples(in: segment.span.end)
    let inPoint = Ratio(use.inPoint.rawValue, 1000) ?? .zero
    return SoundClip(
      media: item.hash, track: track.index, first: first, end: end, origin: first,
      length: end - first,
      source: SourceMap(
        inPoint: inPoint, speed: use.speed,
        loopLength: use.loopsSound(of: sound.duration, over: segment.span, on: track.kind)
          ? sound.duration : nil),
      volume: segment.sound.volume, trackVolume: track.volume,
      fadeIn: SoundPlan.samples(in: segment.sound.fadeIn),
      fadeOut: SoundPlan.samples(in: segment.sound.fadeOut),
      crossfadeIn: 0, crossfadeOut: 0, pan: segment.sound.pan, duck: segment.sound.duck,
      keyframes: segment.keyframes.filter { $0.volume != nil }, segment: segment.pointer)
  }

  /// Both sides of a cut sound through its transition, one falling while the other rises.
  private func withTransitions(_ clips: [SoundClip], on track: Timeline.Track) -> [SoundClip] {
    guard track.segments.contains(where: { $0.transition != nil }) else { return clips }
    var result = clips
    let ending = Dictionary(result.indices.map { (result[$0].origin + result[$0].length, $0) }) {
      $1
    }
    let owner = Dictionary(result.indices.map { (result[$0].segment, $0) }) { first, _ in first }
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
      if let index = ending[cut] {
        result[index].end = cut + tail
        result[index].crossfadeOut = head + tail
      }
      if let index = owner[segment.pointer] {
        result[index].first = cut - head
        result[index].crossfadeIn = head + tail
      }
    }
    return result
  }
}
