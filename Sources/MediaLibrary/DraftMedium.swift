public import DraftModel
public import JSONTree
public import RenderPlanning

/// One source that a draft names: what it stands for on this machine, or why it stands for nothing.
public struct DraftMedium: Hashable, Sendable {
  /// The source as the draft names it.
  public let source: String
  /// The segments that play it, in painting order.
  public let segments: [JSONPointer]
  /// Where it leads.
  public let state: State

  /// Where a source leads.
  public enum State: Hashable, Sendable {
    /// To a file that can be played.
    case here(MediaItem, SourceFacts)
    /// To nothing; the words say why and what to do.
    case missing(reason: String)
  }

  /// Whether nothing can be played.
  public var isMissing: Bool { if case .missing = state { true } else { false } }
}

extension MediaShelf {
  /// Every source of a timeline, once each, in the order of first use.
  public func media(of timeline: Timeline) -> [DraftMedium] {
    var order: [String] = []
    var segments: [String: [JSONPointer]] = [:]
    for segment in timeline.tracks.flatMap(\.segments) {
      guard case .media(let use) = segment.content else { continue }
      if segments[use.source] == nil { order.append(use.source) }
      segments[use.source, default: []].append(segment.pointer)
    }
    return order.map { source in
      let state: DraftMedium.State =
        switch entry(for: source) {
        case .available(let item): .here(item, SourceFacts(item))
        case .unavailable(let reason): .missing(reason: reason)
        }
      return DraftMedium(source: source, segments: segments[source] ?? [], state: state)
    }
  }
}

extension DraftMedium: Encodable {
  private enum CodingKeys: String, CodingKey {
    case source, segments, reason
    case path, kind, bytes, duration, width, height, hash, hasSound
  }

  /// Encodes what is known: the file's size in bytes, its length in milliseconds, its picture's sides in
  /// pixels as shown; of a missing one the reason alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    try container.encode(segments.map(\.description), forKey: .segments)
    switch state {
    case .missing(let reason): try container.encode(reason, forKey: .reason)
    case .here(let item, let facts):
      try container.encode(item.path, forKey: .path)
      try container.encode(facts.kind.rawValue, forKey: .kind)
      try container.encodeIfPresent(facts.bytes, forKey: .bytes)
      try container.encodeIfPresent(facts.duration, forKey: .duration)
      try container.encodeIfPresent(facts.size?.width, forKey: .width)
      try container.encodeIfPresent(facts.size?.height, forKey: .height)
      try container.encode(item.hash, forKey: .hash)
      try container.encode(facts.hasSound, forKey: .hasSound)
    }
  }
}
