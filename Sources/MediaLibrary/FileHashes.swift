public import RenderPlanning

/// The hashes of whole files that are not media, such as fonts, remembered as those of media are.
public struct FileHashes: Sendable {
  private let index: MediaIndex

  /// Uses a cache folder.
  ///
  /// - Parameter cache: The cache in which hashes are remembered; `nil` to remember none.
  public init(cache: String?) {
    index = MediaIndex(folder: cache.map { CacheKind.facts.folder(in: $0) })
  }

  /// The hash of a file's content, read anew only if the file is not the one it was.
  ///
  /// - Throws: ``FileError`` if the file cannot be read.
  public func hash(ofFile path: String) throws(FileError) -> ContentHash {
    let stamp = try FileStamp(of: path)
    if let found = index.kept(for: path), found.stamp.isSettled(at: found.readAt),
      found.isTrue(of: path, stamp), let hash = ContentHash(hex: found.hash)
    {
      return hash
    }
    let readAt = FileStamp.now
    let edges = try FileEdges(of: path)
    let hash = try ContentHash(ofFile: path)
    // A draft that names the file as a medium gets the same answer as from probing it.
    index.keep(
      MediaIndex.Entry(
        path: path, stamp: stamp, readAt: readAt, edges: edges, hash: hash.hex, facts: nil,
        failure: "it is not a media file"),
      for: path)
    return hash
  }
}
