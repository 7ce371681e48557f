import JSONTree

/// A clip laid on the axis of what holds it; times in seconds, as the format's rates may all differ.
struct OTIOPlacedClip {
  var clip: JSONNode
  var start: Double
  var length: Double
  /// Time cut off its head by what it is nested in.
  var headCut = 0.0
  /// The transition that leads into it.
  var transition: JSONNode?
  /// Fades at its ends, where a transition has no clip on its other side.
  var fadeIn = 0.0
  var fadeOut = 0.0

  var end: Double { start + length }
}

/// Lays out what a composition holds, nested compositions included, as layers of clips without overlap.
struct OTIOLayers {
  /// Layers, lowest first, each in order of time.
  private(set) var layers: [[OTIOPlacedClip]] = []
  /// How long the composition lasts, in seconds.
  private(set) var length = 0.0

  /// Deeper nesting than any editor makes; what is deeper is left out.
  private static let mostDepth = 32

  init(of item: JSONNode, depth: Int = 0) {
    guard depth < Self.mostDepth else { return }
    switch OTIO.schemaName(of: item) {
    case "Clip":
      length = Self.clipLength(item)
      layers = length > 0 ? [[OTIOPlacedClip(clip: item, start: 0, length: length)]] : []
    case "Gap": length = item[OTIO.sourceRange].map { Self.seconds($0["duration"]) } ?? 0
    case "Track", "Sequence": layTrack(item, depth: depth)
    case "Stack":
      for child in item.list(OTIO.children) {
        let inner = OTIOLayers(of: child, depth: depth + 1)
        layers += inner.layers
        length = max(length, inner.length)
      }
      trim(to: item[OTIO.sourceRange])
    default: break
    }
  }

  private mutating func layTrack(_ track: JSONNode, depth: Int) {
    var pending: JSONNode?
    for child in track.list(OTIO.children) {
      if OTIO.schemaName(of: child) == "Transition" {
        pending = child
        continue
      }
      let inner = OTIOLayers(of: child, depth: depth + 1)
      let isClip = OTIO.schemaName(of: child) == "Clip" && !inner.layers.isEmpty
      let follows = layers.first?.last.map { abs($0.end - length) < 0.000_5 } ?? false
      for (level, clips) in inner.layers.enumerated() {
        if level == layers.count { layers.append([]) }
        for clip in clips {
          var moved = clip
          moved.start += length
          if let pending, isClip {
            if follows {
              moved.transition = pending
            } else {
              moved.fadeIn = Self.seconds(pending["out_offset"])
            }
          }
          layers[level].append(moved)
        }
      }
      if let pending, !isClip { fadeOutLast(over: pending) }
      pending = nil
      length += inner.length
    }
    if let pending { fadeOutLast(over: pending) }
    trim(to: track[OTIO.sourceRange])
  }

  private mutating func fadeOutLast(over transition: JSONNode) {
    guard let layer = layers.first, let last = layer.last, abs(last.end - length) < 0.000_5 else {
      return
    }
    layers[0][layer.count - 1].fadeOut = Self.seconds(transition["in_offset"])
  }

  private mutating func trim(to range: JSONNode?) {
    guard let range, range.kind == .object else { return }
    let start = Self.seconds(range["start_time"])
    let kept = max(0, Self.seconds(range["duration"]))
    layers = layers.map { layer in
      layer.compactMap { clip in
        let begin = max(clip.start, start)
        let end = min(clip.end, start + kept)
        guard end > begin else { return nil }
        var trimmed = clip
        trimmed.headCut += begin - clip.start
        trimmed.start = begin - start
        trimmed.length = end - begin
        if begin > clip.start { trimmed.transition = nil }
        return trimmed
      }
    }
    length = kept
  }

  /// The trimmed length, else that of the media.
  private static func clipLength(_ clip: JSONNode) -> Double {
    let range = clip[OTIO.sourceRange].flatMap { $0.kind == .object ? $0 : nil }
    return seconds((range ?? mediaReference(of: clip)?["available_range"])?["duration"])
  }

  /// The media reference in use, of a clip of either version.
  static func mediaReference(of clip: JSONNode) -> JSONNode? {
    if let references = clip["media_references"] {
      return references[clip["active_media_reference_key"]?.stringValue ?? OTIO.defaultMedia]
    }
    return clip["media_reference"]
  }

  /// A RationalTime in seconds; 0 for what is none, and within what a draft can say.
  static func seconds(_ time: JSONNode?) -> Double {
    guard let value = time?["value"]?.number?.double, let rate = time?["rate"]?.number?.double,
      rate > 0, (value / rate).isFinite
    else { return 0 }
    let limit = Double(Milliseconds.limit.rawValue) / 4000
    return min(max(value / rate, -limit), limit)
  }
}
