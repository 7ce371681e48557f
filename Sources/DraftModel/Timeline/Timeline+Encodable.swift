import JSONTree

// Timelines are printed as data (`summary --json`, `preview --plan`); nothing reads them back, so only
// the writing half exists.

extension TimeSpan: Encodable {
  private enum CodingKeys: String, CodingKey { case start, end }

  /// Encodes both ends, in milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(start, forKey: .start)
    try container.encode(end, forKey: .end)
  }
}

extension Timeline.Segment: Encodable {
  private enum CodingKeys: String, CodingKey {
    case pointer, id, name, span, content, picture, sound, keyframes, kenBurns, transition, effects
  }

  /// Encodes everything but what is absent.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pointer, forKey: .pointer)
    try container.encodeIfPresent(id, forKey: .id)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(span, forKey: .span)
    try container.encode(content, forKey: .content)
    try container.encode(picture, forKey: .picture)
    try container.encode(sound, forKey: .sound)
    if !keyframes.isEmpty { try container.encode(keyframes, forKey: .keyframes) }
    try container.encodeIfPresent(kenBurns, forKey: .kenBurns)
    try container.encodeIfPresent(transition, forKey: .transition)
    if !effects.isEmpty { try container.encode(effects, forKey: .effects) }
  }
}
