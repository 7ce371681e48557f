import Foundation
public import LibAV
public import MediaLibrary
public import RenderPlanning

/// Encoded pieces kept from render to render, by their keys.
///
/// Each entry is a file of its own, written whole and checked when read: a store can be deleted, truncated,
/// corrupted or shared by several processes at any moment, and a render then costs more and is still right.
public struct ChunkStore: Hashable, Sendable {
  /// The folder that holds the entries.
  public let folder: String
  /// The size above which ``tidy(now:)`` removes entries; nothing for a store that may grow.
  public let limit: ByteCount?

  /// The limit of a store that names none: 4 GB.
  public static let standardLimit = ByteCount(4_000_000_000)

  /// Uses a folder, made when the first entry is written.
  public init(folder: String, limit: ByteCount? = standardLimit) {
    self.folder = folder
    self.limit = limit
  }

  /// Whether there is an entry of this name; only reading it shows whether it is sound.
  public func contains(_ key: ChunkKey) -> Bool { access(path(of: key), F_OK) == 0 }

  /// The packets of an entry; nothing where there is none, or where it does not hold what it should.
  public func packets(for key: ChunkKey) -> [EncodedPacket]? {
    let path = path(of: key)
    guard let bytes = try? WholeFile.readRegular(path) else { return nil }
    CacheFolder.touch(path)
    return ChunkFile.packets(in: bytes, key: key)
  }

  /// Keeps packets under a key.
  ///
  /// - Throws: ``FileError`` where the folder cannot be written to; nothing half-written is left.
  public func keep(_ packets: [EncodedPacket], for key: ChunkKey) throws(FileError) {
    let path = path(of: key)
    let parent = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw FileError(path: parent, reason: "the folder cannot be made")
    }
    let bytes = ChunkFile.bytes(of: packets, key: key)
    try WholeFile.write(bytes, to: path)
    if limit != nil { GrowthLog(in: folder).note(bytes.count) }
  }

  /// Entries are spread over 256 folders, so that none grows long.
  func path(of key: ChunkKey) -> String {
    "\(folder)/\(key.hex.prefix(2))/\(key.hex)"
  }
}
