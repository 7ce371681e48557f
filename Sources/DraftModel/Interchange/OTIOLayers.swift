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
  /// What was left out, and why.
  private(set) var notes: [ConversionNote] = []

  /// Deeper nesting than any editor makes; what is deeper is left out.
  private static let mostDepth = 32

  /// Lays out an item of a timeline's stack, or that stack.
  ///
  /// - Parameter isAudio: Whether the item is sound, unless it says so itself.
  init(of item: JSONNode, isAudio: Bool = false, depth: Int = 0) {
    guard depth < Self.mostDepth else {
      notes = [
        ConversionNote(
          item.pointer.description,
          "what is nested deeper than \(Self.mostDepth) levels is left out")
      ]
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
        notes += inner.notes
        length = max(length, inner.length)
      }
      trim(to: OTIO.object(OTIO.sourceRange, in: item))
    case "Transition": notes = [OTIOFade.leftOut(item, "is in no track")]
    default: break
    }
    // A track of the timeline itself is hidden as a track.
    if depth > 0, item[OTIO.enabled]?.booleanValue == false { change { $0.isDisabled = true } }
  }

  /// No layers, which last no time.
  private init() {}

  private mutating func layTrack(_ track: JSONNode, isAudio: Bool, _ depth: Int) {
    var pending: JSONNode?
    for child in track.list(OTIO.children) {
      if OTIO.schemaName(of: child) == "Transition" {
        if let pending { notes.append(OTIOFade.leftOut(pending, "is followed by another")) }
        pending = child
        continue
      }
      var inner = OTIOLayers(of: child, isAudio: isAudio, depth: depth + 1)
      notes += inner.notes
      // What lasts no time separates no clips.
      guard inner.length != .zero else { continue }
      join(&inner, by: pending, isAudio: isAudio)
      pending = nil
      place(inner.layers, at: length)
      length += inner.length
    }
    if let pending {
      var end = OTIOLayers()
      join(&end, by: pending, isAudio: isAudio)
    }
    // A transition at either end counts with the half that lies outside, as `Track.available_range` has it.
    let children = track.list(OTIO.children)
    for (end, offset) in [(children.first, "in_offset"), (children.last, "out_offset")] {
      if let end, OTIO.schemaName(of: end) == "Transition" { length += OTIOInstant(end[offset]) }
    }
    trim(to: OTIO.object(OTIO.sourceRange, in: track))
  }

  /// Notes at the cut before the next child which clips touch there, and what the transition between them is to be.
  ///
  /// - Parameter next: The child's layers, before they are placed.
  private mutating func join(
    _ next: inout OTIOLayers, by transition: JSONNode?, isAudio: Bool
  ) {
    let ending = layers.indices.filter { layers[$0].clips.last?.end.isNear(length) ?? false }
    let starting = next.layers.indices.filter { next.layers[$0].clips.first?.start == .zero }
    let before = layers.firstIndex { $0.isAudio == isAudio }.flatMap {
      ending.contains($0) ? $0 : nil
    }
    let after = next.layers.firstIndex { $0.isAudio == isAudio }.flatMap {
      starting.contains($0) ? $0 : nil
    }
    if let before, let last = layers[before].clips.indices.last, after != nil {
      // Clips that touch but for the rounding of another program do so in milliseconds, too.
      let start = layers[before].clips[last].start
      layers[before].clips[last].length = length - start
    }
    if let after { next.layers[after].clips[0].follows = before != nil }
    guard let transition else { return }
    let others = ending.count + starting.count - (before == nil ? 0 : 1) - (after == nil ? 0 : 1)
    if others > 0 {
      notes.append(
        ConversionNote(
          transition.pointer.description,
          "what is nested has several layers; only the lowest takes part in the transition"))
    }
    if let after, before != nil {
      next.layers[after].clips[0].transition = transition
    } else if let after {
      notes += next.layers[after].clips[0].put(
        OTIOFade(transition: transition, edge: .start, isReported: others > 0))
    } else if let before, let last = layers[before].clips.indices.last {
      notes += layers[before].clips[last].put(
        OTIOFade(transition: transition, edge: .end, isReported: others > 0))
    } else {
      notes.append(OTIOFade.leftOut(transition, "joins no clips"))
    }
  }

  /// Puts the layers of a child on this track's own, picture on picture and sound on sound.
  private mutating func place(_ inner: [Layer], at start: OTIOInstant) {
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
          layers[places[level]].clips.append(moved)
        }
      }
    }
  }

  /// Keeps what lies in a range and counts it from the range's start.
  mutating func trim(to range: JSONNode?) {
    guard let range else { return }
    let start = OTIOInstant(range["start_time"])
    let kept = max(.zero, OTIOInstant(range["duration"]))
    let window = start..<(start + kept)
    for index in layers.indices {
      var trimmed: [OTIOPlacedClip] = []
      for clip in layers[index].clips {
        var clip = clip
        notes += clip.trim(to: window)
        if clip.length > .zero { trimmed.append(clip) }
      }
      layers[index].clips = trimmed
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
