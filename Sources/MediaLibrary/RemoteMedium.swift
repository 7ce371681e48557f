public import DraftModel
import HTTPTransport
import RenderPlanning

/// One source of a draft that is not on this machine, and where it can be had.
public struct RemoteMedium: Hashable, Sendable {
  /// The source as the draft names it.
  public let source: String
  /// Addresses of scheme `http` or `https`, best first; never empty.
  public let addresses: [String]
  /// What the state says of its content.
  let hash: ListedHash?
  /// The content by name, where the state gives it: what need not be fetched when it is here.
  let content: ContentHash?
}

extension MediaShelf {
  /// The sources of a timeline that are not here and can be fetched, in the order of first use.
  ///
  /// What is here and does not play stays: fetching it again would bring the same.
  public func remoteMedia(of timeline: Timeline) -> [RemoteMedium] {
    var seen: Set<ExactText> = []
    return timeline.tracks.flatMap(\.segments).compactMap { segment in
      guard case .media(let use) = segment.content, seen.insert(ExactText(use.source)).inserted,
        !isHere(use.source)
      else { return nil }
      return finder.remoteMedium(use.source)
    }
  }
}

extension MediaFinder {
  /// Where a source can be had, by itself or by what the state lists under it; nothing where nowhere.
  func remoteMedium(_ source: String) -> RemoteMedium? {
    var addresses: [String] = []
    var listed: MediaListing.Entry?
    if case .entry(let entry) = listing.match(source) {
      addresses = entry.addresses
      listed = entry
    }
    if !addresses.contains(source) { addresses.append(source) }
    addresses.removeAll { HTTPOrigin(url: $0) == nil }
    guard !addresses.isEmpty else { return nil }
    return RemoteMedium(
      source: source, addresses: addresses, hash: listed?.hash.flatMap(ListedHash.init),
      content: listed?.hash.flatMap(ContentHash.init(hex:)))
  }
}
