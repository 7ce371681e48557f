/// A kind of file that the cache keeps; each has a folder of its own.
public enum CacheKind: String, Hashable, Sendable, CaseIterable, Encodable {
  /// Encoded pieces of previews.
  case chunks
  /// Reduced pictures of large media.
  case proxies
  /// Where the pictures of media are.
  case indexes
  /// Media that were fetched.
  case media
  /// What is known of media files.
  case facts

  /// The kind's folder in a cache.
  public func folder(in cache: String) -> String {
    let name =
      switch self {
      case .chunks, .proxies, .media: rawValue
      case .indexes: "pictures"
      case .facts: "index"
      }
    return cache + "/" + name
  }
}
