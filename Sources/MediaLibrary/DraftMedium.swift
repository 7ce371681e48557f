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
    case here(MediaItem, SourceFacts, Proxy)
    /// To nothing; the words say why and what to do.
    case missing(reason: String)
  }

  /// Whether reduced pictures of a file are kept.
  public enum Proxy: String, Hashable, Sendable, Encodable {
    /// They are.
    case kept
    /// They are not, and would spare decoding it.
    case absent
    /// They would spare nothing: it is small, stands still, or is sound.
    case unneeded
  }

  /// The same once its reduced pictures are kept.
  public var withProxy: DraftMedium {
    guard case .here(let item, let facts, _) = state else { return self }
    return DraftMedium(source: source, segments: segments, state: .here(item, facts, .kept))
  }

  /// The same source where it leads to nothing.
  public func missing(because reason: String) -> DraftMedium {
    DraftMedium(source: source, segments: segments, state: .missing(reason: reason))
  }

  /// Whether nothing can be played.
  public var isMissing: Bool { if case .missing = state { true } else { false } }
}

extension MediaShelf {
  /// Every source of a timeline, once each, in the order of first use.
  ///
  /// - Parameter proxies: Where reduced pictures are kept.
  public func media(of timeline: Timeline, proxies: ProxyStore) -> [DraftMedium] {
    var order: [String] = []
    var segments: [ExactText: [JSONPointer]] = [:]
    for segment in timeline.tracks.flatMap(\.segments) {
      guard case .media(let use) = segment.content else { continue }
      let key = ExactText(use.source)
      if segments[key] == nil { order.append(use.source) }
      segments[key, default: []].append(segment.pointer)
    }
    return order.map { medium($0, playedBy: segments[ExactText($0)] ?? [], proxies: proxies) }
  }

  /// What one source stands for.
  ///
  /// - Parameters:
  ///   - segments: Who plays it.
  ///   - proxies: Where reduced pictures are kept.
  public func medium(
    _ source: String, playedBy segments: [JSONPointer] = [], proxies: ProxyStore
  ) -> DraftMedium {
    let state: DraftMedium.State
    switch entry(for: source) {
    case .unavailable(let reason): state = .missing(reason: reason)
    case .available(let item):
      let isKept = proxies.contains(item.hash)
      let isWanted = isKept || ProxyMaker(store: proxies, threads: 1).suits(item)
      state = .here(item, SourceFacts(item), isKept ? .kept : isWanted ? .absent : .unneeded)
    }
    return DraftMedium(source: source, segments: segments, state: state)
  }
}

extension DraftMedium: Encodable {
  private enum CodingKeys: String, CodingKey {
    case source, segments, reason
    case path, kind, bytes, duration, width, height, hash, hasSound, sounds, proxy
  }

  /// Encodes what is known: the file's size in bytes, its length in milliseconds, its picture's sides in
  /// pixels as shown, its sound streams if there are several; of a missing one the reason alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    try container.encode(segments, forKey: .segments)
    switch state {
    case .missing(let reason): try container.encode(reason, forKey: .reason)
    case .here(let item, let facts, let proxy):
      try container.encode(item.path, forKey: .path)
      try container.encode(facts.kind.rawValue, forKey: .kind)
      try container.encodeIfPresent(facts.bytes, forKey: .bytes)
      try container.encodeIfPresent(facts.duration, forKey: .duration)
      try container.encodeIfPresent(facts.size?.width, forKey: .width)
      try container.encodeIfPresent(facts.size?.height, forKey: .height)
      try container.encode(item.hash, forKey: .hash)
      try container.encode(facts.hasSound, forKey: .hasSound)
      let sounds = SoundListing.streams(of: item)
      if sounds.count > 1 { try container.encode(sounds, forKey: .sounds) }
      try container.encode(proxy, forKey: .proxy)
    }
  }
}
