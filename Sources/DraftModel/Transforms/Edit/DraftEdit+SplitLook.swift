import JSONTree

// What runs across the place where a segment is split.
extension DraftEdit {
  /// The time over which a title's own animation comes and goes, and how far below its place a rising one starts, as
  /// they are drawn (`LayerState`).
  private static let animationLength = Milliseconds(400)
  private static let animationRise = 0.06
  private static let lettersPerSecond: Int64 = 20

  /// Writes a title's animation as fades and keyframes, which can be cut, where it says the same; commits.
  ///
  /// - Returns: The segment as it is then.
  mutating func settlingAnimation(
    of place: SegmentPlace, before cut: Milliseconds
  ) throws(TransformError) -> SegmentPlace {
    let segment = place.segment
    guard case .text(let use) = segment.content, use.animation != .none else { return place }
    let length = segment.span.length
    let span = min(Self.animationLength, Milliseconds(length.rawValue / 2))
    let metadata = try metadata(of: segment.pointer)
    switch use.animation {
    case .none: return place
    case .fade, .slideUp:
      let isRising = use.animation == .slideUp
      guard segment.picture.fadeIn == .zero, segment.picture.fadeOut == .zero,
        !isRising || !segment.keyframes.contains(where: { $0.y != nil })
      else {
        say(
          "\(timeline.words(for: place)): both parts keep the animation \"\(use.animation.rawValue)\", which cannot go "
            + "on across the cut beside the segment's own fades and keyframes")
        return place
      }
      clear(.animation, in: metadata)
      set(.fadeIn, in: metadata, to: span)
      set(.fadeOut, in: metadata, to: span)
      if isRising {
        let start = EasedStretch.Point(
          at: .zero, value: segment.picture.y + Self.animationRise, ease: .easeOut)
        let end = EasedStretch.Point(at: span, value: segment.picture.y, ease: .linear)
        try addKeyframes(
          [start, end].map { KeyframeCut.Addition(key: .keyframeY, point: $0) }, to: segment)
      }
    case .typewriter:
      // The pace follows from the length, unless the slowest one is quick enough; the second part could not begin in the
      // middle of the text.
      let first = cut - segment.span.start
      let letters = Int64(use.text.count)
      let isTyped = letters * 1000 <= first.rawValue * Self.lettersPerSecond * 3 / 5
      guard isTyped else {
        say(
          "\(timeline.words(for: place)): both parts keep the animation \"typewriter\", so each types the whole text at "
            + "a pace of its own")
        return place
      }
      // Cleared in the second part once there is one.
      return place
    }
    try commit()
    let track = timeline.tracks[place.track.index]
    return track.segments.first { $0.pointer == segment.pointer }.map {
      SegmentPlace(track: track, segment: $0)
    } ?? place
  }

  /// Lets fades that the cut runs through go on: a part keeps a fade that begins or ends with it, longer than itself,
  /// and gets keyframes for one that it holds the middle of.
  ///
  /// - Parameter cut: Counted from the segment's start.
  mutating func continueFades(
    of place: SegmentPlace, at cut: Milliseconds, _ first: Timeline.Segment,
    _ second: Timeline.Segment
  ) throws(TransformError) {
    let whole = place.segment
    let length = whole.span.length
    let (fadeIn, fadeOut) = (whole.picture.fadeIn, whole.picture.fadeOut)
    if case .text(let use) = whole.content, use.animation == .typewriter,
      Int64(use.text.count) * 1000 <= cut.rawValue * Self.lettersPerSecond * 3 / 5
    {
      clear(.animation, in: try metadata(of: second.pointer))
    }
    if fadeIn > cut {
      let end = min(fadeIn, length)
      try ramp(
        second, of: place, "fade in",
        from: (at: .zero, share: cut.share(of: fadeIn)),
        to: (at: end - cut, share: end.share(of: fadeIn)))
    }
    let fall = length - fadeOut
    if fadeOut > .zero, cut > fall {
      let start = max(.zero, fall)
      try ramp(
        first, of: place, "fade out",
        from: (at: start, share: (length - start).share(of: fadeOut)),
        to: (at: cut, share: (length - cut).share(of: fadeOut)))
    }
  }

  /// Gives a part keyframes for what it has of a fade.
  private mutating func ramp(
    _ part: Timeline.Segment, of place: SegmentPlace, _ name: String,
    from start: (at: Milliseconds, share: Double), to end: (at: Milliseconds, share: Double)
  ) throws(TransformError) {
    var additions: [KeyframeCut.Addition] = []
    var left: [String] = []
    for (property, base) in fadedProperties(of: part, on: place.track) {
      guard !part.keyframes.contains(where: property.sets) else {
        left.append(property.key.canonical)
        continue
      }
      additions += [start, end].map { at, share in
        KeyframeCut.Addition(
          key: property.key, point: EasedStretch.Point(at: at, value: base * share, ease: .linear))
      }
    }
    try addKeyframes(additions, to: part)
    if !left.isEmpty {
      say(
        "\(timeline.words(for: place)): its \(name) does not go on across the cut in \(left.joined(separator: " and ")), "
          + "which has keyframes of its own")
    }
  }

  /// What a fade works on, with the value that it leads to.
  private func fadedProperties(
    of segment: Timeline.Segment, on track: Timeline.Track
  ) -> [(KeyframedProperty, Double)] {
    let opacity = (KeyframedProperty(key: .keyframeOpacity, path: \.opacity), segment.picture.opacity)
    let volume = (KeyframedProperty(key: .keyframeVolume, path: \.volume), segment.sound.volume)
    switch track.kind {
    case .audio: return [volume]
    case .video where segment.playsThroughTime && !segment.sound.isMuted: return [opacity, volume]
    default: return [opacity]
    }
  }

  /// Reports what of the whole the two parts cannot show together.
  mutating func sayWhatBreaks(of place: SegmentPlace, at cut: Milliseconds) {
    let whole = place.segment
    let words = timeline.words(for: place)
    let transitions = [
      whole.transition.map { ($0, "its transition", cut - whole.span.start) },
      place.track.segments.first { $0.span.start == whole.span.end }?.transition
        .map { ($0, "the next segment's transition", whole.span.end - cut) },
    ]
    for (transition, name, room) in transitions.compactMap({ $0 })
    where transition.length.rawValue > room.rawValue * 2 {
      say(
        "\(words): \(name) (\(transition.length)s) reaches beyond the cut, and is squeezed into the part beside it")
    }
    guard case .media(let use) = whole.content else { return }
    if use.loops == true {
      say("\(words): the second part loops from its own in-point, not from the first part's")
    } else if use.loops == nil, whole.isBed(on: place.track, of: timeline) {
      say("\(words): where its source ends, the second part starts over at its own in-point")
    }
  }
}

extension Milliseconds {
  /// The quotient, 0 to 1.
  fileprivate func share(of whole: Milliseconds) -> Double {
    whole > .zero ? min(max(Double(rawValue) / Double(whole.rawValue), 0), 1) : 1
  }
}
