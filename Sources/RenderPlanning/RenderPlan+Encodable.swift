import DraftModel
import JSONTree

// A plan is printed as data (`preview --plan`); nothing reads it back, so only the writing half exists.

extension RenderPlan: Encodable {
  private enum CodingKeys: String, CodingKey {
    case title, canvas, background, format, firstFrame, endFrame, intervals, sound, media, fidelity
  }

  /// Encodes everything; frames as numbers on the output's grid, the media in order of their paths.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(canvas, forKey: .canvas)
    try container.encode(background, forKey: .background)
    try container.encode(format, forKey: .format)
    try container.encode(firstFrame, forKey: .firstFrame)
    try container.encode(endFrame, forKey: .endFrame)
    try container.encode(intervals, forKey: .intervals)
    try container.encode(sound, forKey: .sound)
    try container.encode(
      media.values.sorted { ($0.path, $0.hash) < ($1.path, $1.hash) }, forKey: .media)
    try container.encode(fidelity.entries, forKey: .fidelity)
  }
}

extension RenderPlan.Interval: Encodable {
  private enum CodingKeys: String, CodingKey { case first, end, stack }

  /// Encodes all three members.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(first, forKey: .first)
    try container.encode(end, forKey: .end)
    try container.encode(stack, forKey: .stack)
  }
}

extension SoundPlan: Encodable {
  private enum CodingKeys: String, CodingKey { case firstSample, endSample, clips }

  /// Encodes all three members; places in samples at 48 kHz.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(firstSample, forKey: .firstSample)
    try container.encode(endSample, forKey: .endSample)
    try container.encode(clips, forKey: .clips)
  }
}

extension StackElement: Encodable {
  private enum CodingKeys: String, CodingKey { case layer, transition }

  /// Encodes as an object with one member, which names the kind of element.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .layer(let layer): try container.encode(layer, forKey: .layer)
    case .transition(let change): try container.encode(change, forKey: .transition)
    }
  }
}

extension EarlierChange: Encodable {
  private enum CodingKeys: String, CodingKey { case from, kind, first, end }

  /// Encodes all but what it goes to, which the later change comes from.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(from, forKey: .from)
    try container.encode(kind, forKey: .kind)
    try container.encode(first, forKey: .first)
    try container.encode(end, forKey: .end)
  }
}

extension TransitionLayer: Encodable {
  private enum CodingKeys: String, CodingKey { case from, to, kind, first, end, earlier }

  /// Encodes all members; `earlier` only if there is such a change.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(from, forKey: .from)
    try container.encode(to, forKey: .to)
    try container.encode(kind, forKey: .kind)
    try container.encode(first, forKey: .first)
    try container.encode(end, forKey: .end)
    try container.encodeIfPresent(earlier, forKey: .earlier)
  }
}

extension Layer: Encodable {
  private enum CodingKeys: String, CodingKey {
    case segment, content, first, end, placement, keyframes, kenBurns, effects
  }

  /// Encodes everything but what is absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(segment, forKey: .segment)
    try container.encode(content, forKey: .content)
    try container.encode(first, forKey: .first)
    try container.encode(end, forKey: .end)
    try container.encode(placement, forKey: .placement)
    if !keyframes.isEmpty { try container.encode(keyframes, forKey: .keyframes) }
    try container.encodeIfPresent(kenBurns, forKey: .kenBurns)
    if !effects.isEmpty { try container.encode(effects, forKey: .effects) }
  }
}

extension Layer.Content: Encodable {
  private enum CodingKeys: String, CodingKey { case kind, media, source, text, slate }

  /// Encodes the kind and what belongs to it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .video(let hash, let map):
      try container.encode("video", forKey: .kind)
      try container.encode(hash, forKey: .media)
      try container.encode(map, forKey: .source)
    case .still(let hash):
      try container.encode("still", forKey: .kind)
      try container.encode(hash, forKey: .media)
    case .text(let use):
      try container.encode("text", forKey: .kind)
      try container.encode(use, forKey: .text)
    case .slate(let slate):
      try container.encode("slate", forKey: .kind)
      try container.encode(slate, forKey: .slate)
    }
  }
}

extension SoundClip: Encodable {
  private enum CodingKeys: String, CodingKey {
    case segment, media, stream, track, first, end, origin, length, source, volume, trackVolume
    case fadeIn, fadeOut, crossfadeIn, crossfadeOut, pan, duck, keyframes
  }

  /// Encodes everything; places and lengths in samples at 48 kHz.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(segment, forKey: .segment)
    try container.encode(media, forKey: .media)
    try container.encode(stream, forKey: .stream)
    try container.encode(track, forKey: .track)
    try container.encode(first, forKey: .first)
    try container.encode(end, forKey: .end)
    try container.encode(origin, forKey: .origin)
    try container.encode(length, forKey: .length)
    try container.encode(source, forKey: .source)
    try container.encode(volume, forKey: .volume)
    try container.encode(trackVolume, forKey: .trackVolume)
    try container.encode(fadeIn, forKey: .fadeIn)
    try container.encode(fadeOut, forKey: .fadeOut)
    try container.encode(crossfadeIn, forKey: .crossfadeIn)
    try container.encode(crossfadeOut, forKey: .crossfadeOut)
    try container.encode(pan, forKey: .pan)
    try container.encode(duck, forKey: .duck)
    if !keyframes.isEmpty { try container.encode(keyframes, forKey: .keyframes) }
  }
}
