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
    let entry = try index.entry(for: path) { entry in
      // A draft that names the file as a medium gets the same answer as from probing it.
      entry.failure = "it is not a media file"
    }
    if let hash = ContentHash(hex: entry.hash) { return hash }
    return try ContentHash(ofFile: path)
  }
}
