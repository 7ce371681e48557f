/// A kind of file that the cache keeps; each has a folder of its own.
public enum CacheKind: String, Hashable, Sendable, CaseIterable, Encodable {
  /// Encoded pieces of previews.
  case chunks
  /// Small stand-ins for large media.
  case proxies
  /// Media that were fetched.
  case media
  /// What is known of media files.
  case facts

  /// The kind's folder in a cache.
  public func folder(in cache: String) -> String {
    cache + "/" + (self == .facts ? "index" : rawValue)
  }
}
