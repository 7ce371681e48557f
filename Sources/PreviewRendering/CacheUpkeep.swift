public import MediaLibrary

/// Looks after a whole cache: checks every byte of it, and keeps it small.
public struct CacheUpkeep: Sendable {
  private let cache: String

  /// Looks after the cache in a folder.
  public init(cache: String) { self.cache = cache }

  /// Called with the kind being checked, how many of its files are done, and how many there are.
  public typealias Progress = (_ kind: CacheKind, _ done: Int, _ total: Int) -> Void

  /// Checks the entries of every kind.
  ///
  /// - Parameter removes: Whether to remove what is broken.
  /// - Throws: `CancellationError` when cancelled.
  public func check(
    removing removes: Bool, progress: Progress = { _, _, _ in }
  ) throws -> [CacheCheck] {
    let media = MediaCache(folder: cache)
    let store = ChunkStore(folder: CacheKind.chunks.folder(in: cache))
    return [
      try store.check(removing: removes) { progress(.chunks, $0, $1) },
      try media.proxies.check(removing: removes) { progress(.proxies, $0, $1) },
      try media.checkIndexes(removing: removes) { progress(.indexes, $0, $1) },
      try FetchedMedia(cache: cache).check(removing: removes) { progress(.media, $0, $1) },
      try MediaShelf.checkFacts(in: cache, removing: removes) { progress(.facts, $0, $1) },
    ]
  }

  /// What making the cache smaller came to, for one kind.
  public struct Collection: Hashable, Sendable, Encodable {
    /// Of what kind.
    public let kind: CacheKind
    /// What was removed and what stays.
    public let result: CacheFolder.Trimming

    private enum CodingKeys: String, CodingKey { case kind }

    /// Encodes the kind beside the members of the result.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(kind, forKey: .kind)
      try result.encode(to: encoder)
    }
  }

  /// Removes what was used longest ago until some kinds together are below a size; and, where facts are
  /// among them, those of files that are gone.
  ///
  /// - Parameter removes: Whether to remove at all, or only to say what would be.
  public func collect(
    _ kinds: [CacheKind], above limit: ByteCount, removes: Bool = true
  ) -> [Collection] {
    let sized = kinds.filter { $0 != .facts }
    let results = CacheFolder.trim(
      sized.map { CacheFolder($0, in: cache) },
      above: limit, removes: removes)
    var collections = zip(sized, results).map { Collection(kind: $0, result: $1) }
    if removes, let chunks = collections.first(where: { $0.kind == .chunks }) {
      GrowthLog(in: CacheKind.chunks.folder(in: cache)).restart(at: chunks.result.size)
    }
    if kinds.contains(.facts) {
      let facts = MediaShelf.forgetOutdatedFacts(in: cache, removes: removes)
      collections.append(Collection(kind: .facts, result: facts))
    }
    return collections
  }
}
