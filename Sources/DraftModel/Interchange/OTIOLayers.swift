import JSONTree

/// Lays out what a composition holds, nested compositions included, as layers of clips without overlap.
struct OTIOLayers {
  /// Clips that one track of a draft can hold, in order of time.
  struct Layer {
    var isAudio: Bool
    var clips: [OTIOPlacedClip] = []
  }

  /// Lowest first.
  private(set) var layers: [Layer] = []
  /// How long the composition lasts.
  private(set) var length = OTIOInstant.zero
  /// What was left out, as it is nested too deep.
  private(set) var tooDeep: [JSONNode] = []

  /// Deeper nesting than any editor makes; what is deeper is left out.
  private static let mostDepth = 32

  /// Lays out an item of a timeline's stack, or that stack.
  ///
  /// - Parameter isAudio: Whether the item is sound, unless it says so itself.
  init(of item: JSONNode, isAudio: Bool = false, depth: Int = 0) {
    guard depth < Self.mostDepth else {
      tooDeep = [item]
      return
    }
    switch OTIO.schemaName(of: item) {
    case "Clip":
      length = Self.clipLength(item)
      let clip = OTIOPlacedClip(clip: item, start: .zero, length: length)
      layers = length > .zero ? [Layer(isAudio: isAudio, clips: [clip])] : []
    case "Gap": length = OTIOInstant(OTIO.object(OTIO.sourceRange, in: item)?["duration"])
    case "Track", "Sequence":
      layTrack(item, isAudio: item[OTIO.kind]?.stringValue.map { $0 == "Audio" } ?? isAudio, depth)
    case "Stack":
      for child in item.list(OTIO.children) {
        let inner = OTIOLayers(of: child, isAudio: isAudio, depth: depth + 1)
        layers += inner.layers
        tooDeep += inner.tooDeep
        length = max(length, inner.length)
      }
      trim(to: OTIO.object(OTIO.sourceRange, in: item))
    default: break
    }
    // A track of the timeline itself is hidden as a track.
    if depth > 0, item[OTIO.enabled]?.booleanValue == false { change { $0.isDisabled = true } }
  }

  private mutating func layTrack(_ track: JSONNode, isAudio: Bool, _ depth: Int) {
    var pending: JSONNode?
    for child in track.list(OTIO.children) {
      if OTIO.schemaName(of: child) == "Transition" {
        pending = child
        continue
      }
      let inner = OTIOLayers(of: child, isAudio: isAudio, depth: depth + 1)
      tooDeep += inner.tooDeep
      let isClip = OTIO.schemaName(of: child) == "Clip" && !inner.layers.isEmpty
      let base = layers.firstIndex { $0.isAudio == isAudio }
      let follows =
        base.flatMap { layers[$0].clips.last }
        .map { $0.end.isNear(length) } ?? false
      place(inner.layers, at: length) { clip in
        guard isClip else { return }
        clip.follows = follows
        guard let pending else { return }
        if follows {
          clip.transition = pending
        } else {
          clip.fadeIn = OTIOInstant(pending["out_offset"])
        }
      }
      if let pending, !isClip { fadeOutLast(over: pending, isAudio: isAudio) }
      pending = nil
      length += inner.length
    }
    if let pending { fadeOutLast(over: pending, isAudio: isAudio) }
    // A transition at either end counts with the half that lies outside, as `Track.available_range` has it.
    let children = track.list(OTIO.children)
    for (end, offset) in [(children.first, "in_offset"), (children.last, "out_offset")] {
      if let end, OTIO.schemaName(of: end) == "Transition" { length += OTIOInstant(end[offset]) }
    }
    trim(to: OTIO.object(OTIO.sourceRange, in: track))
  }

  /// Puts the layers of a child on this track's own, picture on picture and sound on sound.
  private mutating func place(
    _ inner: [Layer], at start: OTIOInstant, _ settle: (inout OTIOPlacedClip) -> Void
  ) {
    for isAudio in [false, true] {
      var places = layers.indices.filter { layers[$0].isAudio == isAudio }
      for (level, layer) in inner.filter({ $0.isAudio == isAudio }).enumerated() {
        if level == places.count {
          places.append(layers.count)
          layers.append(Layer(isAudio: isAudio))
        }
        for clip in layer.clips {
          var moved = clip
          moved.start += start
          settle(&moved)
          layers[places[level]].clips.append(moved)
        }
      }
    }
  }

  private mutating func fadeOutLast(over transition: JSONNode, isAudio: Bool) {
    guard let layer = layers.firstIndex(where: { $0.isAudio == isAudio }),
      let last = layers[layer].clips.indices.last,
      layers[layer].clips[last].end.isNear(length)
    else { return }
    layers[layer].clips[last].fadeOut = OTIOInstant(transition["in_offset"])
  }

  /// Keeps what lies in a range and counts it from the range's start.
  mutating func trim(to range: JSONNode?) {
    guard let range else { return }
    let start = OTIOInstant(range["start_time"])
    let kept = max(.zero, OTIOInstant(range["duration"]))
    for index in layers.indices {
      layers[index].clips = layers[index].clips.compactMap { clip in
        let begin = max(clip.start, start)
        let end = min(clip.end, start + kept)
        guard end > begin else { return nil }
        var trimmed = clip
        trimmed.headCut += begin - clip.start
        trimmed.start = begin - start
        trimmed.length = end - begin
        if begin > clip.start || begin.isNear(start) { trimmed.follows = false }
        if begin > clip.start {
          trimmed.transition = nil
          trimmed.fadeIn = .zero
        } else if let transition = clip.transition, begin.isNear(start) {
          // What it led from is cut off.
          trimmed.transition = nil
          trimmed.fadeIn = OTIOInstant(transition["out_offset"])
        }
        if end < clip.end { trimmed.fadeOut = .zero }
        return trimmed
      }
    }
    length = kept
  }

  private mutating func change(_ edit: (inout OTIOPlacedClip) -> Void) {
    for layer in layers.indices {
      for clip in layers[layer].clips.indices { edit(&layers[layer].clips[clip]) }
    }
  }

  /// The trimmed length, else that of the media.
  private static func clipLength(_ clip: JSONNode) -> OTIOInstant {
    let range =
      OTIO.object(OTIO.sourceRange, in: clip)
      ?? OTIO.object("available_range", in: OTIO.mediaReference(of: clip))
    return OTIOInstant(range?["duration"])
  }
}
