import Crypto
import Foundation
import HTTPTransport
public import RenderPlanning

/// Media that were fetched: each content once, found again by the address it came from.
///
/// In the cache's folder of media lie `content/HASH`, the files; `addresses/HASH`, sealed notes of which content an
/// address brought, named by the hash of the address, which may be signed and so is kept nowhere; and
/// `incoming/HASH`, what is still on its way. Each of them can be deleted at any moment.
public struct FetchedMedia: Hashable, Sendable {
  /// The folder of all of it.
  public let folder: String

  /// Uses a cache folder.
  public init(cache: String) { folder = CacheKind.media.folder(in: cache) }

  static let mark: [UInt8] = Array("roughcut address".utf8)

  /// The file that an address brought; nothing where it brought none, or that is gone.
  public func path(ofAddress address: String) -> String? {
    let note = notePath(of: address)
    guard let hash = Self.noted(at: note), let path = path(of: hash) else { return nil }
    // The note last: what was used longest ago goes first, and a note alone says nothing.
    CacheFolder.touch(note)
    return path
  }

  /// The file of a content; nothing where it was not fetched, or is gone.
  public func path(of hash: ContentHash) -> String? {
    let path = contentPath(of: hash)
    guard FileStatus(named: path)?.isRegular == true else { return nil }
    CacheFolder.touch(path)
    return path
  }

  /// The content that a path in this folder is named after; nothing for a path elsewhere.
  public func hash(ofContentAt path: String) -> ContentHash? {
    let hash = path.split(separator: "/").last.flatMap { ContentHash(hex: String($0)) }
    return hash.flatMap { path.utf8.elementsEqual(contentPath(of: $0).utf8) ? $0 : nil }
  }

  // MARK: Taking in

  /// Where a download from an address is to arrive; its folder is made.
  ///
  /// - Throws: ``FileError`` where the cache cannot be written to.
  func arrival(of address: String) throws(FileError) -> String {
    let place = folder + "/incoming"
    try Self.makeFolder(place)
    return "\(place)/\(Self.key(of: address))"
  }

  /// Takes an address in hand, or waits while another process or task has it.
  ///
  /// - Parameters:
  ///   - patience: How long the other's download may bring no byte.
  ///   - onWait: Called once if the wait lasts over a second.
  /// - Returns: The lock, whose file ``release(_:of:)`` removes; nil if the other still has it.
  func turn(
    at address: String, patience: Duration, onWait: () -> Void
  ) async throws -> FileLock? {
    let arrival = try arrival(of: address)
    return try await FileLock.waiting(
      for: lockPath(of: address), patience: patience,
      progress: { FileStatus(at: arrival + ".part")?.size ?? -1 }, onWait: onWait)
  }

  /// Lets go of an address.
  func release(_ lock: FileLock, of address: String) {
    lock.removeFile(at: lockPath(of: address))
  }

  /// Hidden, and removed with other leftovers if its process is killed.
  private func lockPath(of address: String) -> String {
    "\(folder)/incoming/\(WholeFile.stagingPrefix)\(Self.key(of: address)).lock"
  }

  /// Moves a file that arrived to its place and notes which address brought it.
  ///
  /// - Returns: Where it is now.
  /// - Throws: ``FileError`` where it cannot be moved or noted.
  func adopt(
    _ arrival: String, hash: ContentHash, from address: String
  ) throws(FileError) -> String {
    let path = contentPath(of: hash)
    try Self.makeFolder(folder + "/content")
    guard rename(arrival, path) == 0 else {
      throw FileError(path: path, reason: FileError.words(errno))
    }
    try note(hash, for: address)
    return path
  }

  /// Notes that an address brings a content that is here.
  package func note(_ hash: ContentHash, for address: String) throws(FileError) {
    let note = notePath(of: address)
    try Self.makeFolder(folder + "/addresses")
    try WholeFile.write(
      SealedFile.sealed(Self.mark + Array(hash.hex.utf8), name: Self.key(of: address)), to: note)
  }

  private static func makeFolder(_ path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(path: path, reason: "the folder cannot be made")
    }
  }

  // MARK: Names

  private func contentPath(of hash: ContentHash) -> String { "\(folder)/content/\(hash.hex)" }

  private func notePath(of address: String) -> String {
    "\(folder)/addresses/\(Self.key(of: address))"
  }

  private static func key(of address: String) -> String {
    ContentHash(SHA256.hash(data: Array(address.utf8))).hex
  }

  /// The content that a note names; nothing where it is damaged.
  static func noted(at path: String) -> ContentHash? {
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard let bytes = try? WholeFile.readRegular(path, limit: 4096),
      let content = SealedFile.content(of: bytes, mark: mark, name: name)
    else { return nil }
    return ContentHash(hex: String(decoding: content, as: UTF8.self))
  }
}
