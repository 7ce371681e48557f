import Foundation
public import LibAV
public import RenderPlanning

/// What the media library keeps beside media files: their proxies, and where their pictures are.
///
/// All of it is keyed by content and can be deleted at any moment.
public struct MediaCache: Hashable, Sendable {
  /// The proxies.
  public let proxies: ProxyStore
  /// The folder of the indexes.
  public let indexes: String

  /// Uses a cache folder.
  public init(folder: String) {
    proxies = ProxyStore(folder: CacheKind.proxies.folder(in: folder))
    indexes = CacheKind.indexes.folder(in: folder)
  }

  static let mark: [UInt8] = Array("roughcut pindex3".utf8)

  /// Where a file's pictures are: kept, or found out now and kept; nothing where the file does not tell.
  public func pictureIndex(of item: MediaItem) -> PictureIndex? {
    guard let facts = item.picture, !facts.isStill else { return nil }
    let path = "\(indexes)/\(item.hash.hex)"
    if let bytes = try? WholeFile.readRegular(path),
      let content = SealedFile.content(of: bytes, mark: Self.mark, name: item.hash.hex)
    {
      CacheFolder.touch(path)
      return PictureIndex(bytes: content)
    }
    let stamp = try? FileStamp(of: item.path)
    guard let index = try? PictureIndex(scanning: item.path) else { return nil }
    // An index of a file that was overwritten meanwhile is of neither content.
    guard stamp == (try? FileStamp(of: item.path)) else { return nil }
    keep(index, of: item.hash)
    return index
  }

  /// Keeping is a convenience: where the cache cannot be written to, the next run looks again.
  func keep(_ index: PictureIndex, of hash: ContentHash) {
    try? FileManager.default.createDirectory(atPath: indexes, withIntermediateDirectories: true)
    try? WholeFile.write(
      SealedFile.sealed(Self.mark + index.bytes, name: hash.hex), to: "\(indexes)/\(hash.hex)")
  }
}
