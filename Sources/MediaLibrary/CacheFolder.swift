public import Foundation
import HTTPTransport

/// The files of one kind in a cache, which can all be made again: measured, and kept below a size.
///
/// Whatever else is in the folder is not this program's, and is neither counted nor removed.
///
/// Entries are removed in the order of their last use, which is their time of change: whoever uses one touches
/// it. Other processes may write, read and remove at any moment: an entry that is gone when its turn comes was
/// somebody else's to remove, and one that was touched since it was measured stays.
public struct CacheFolder: Hashable, Sendable {
  /// The folder; one that is not there holds nothing.
  public let path: String
  /// What it holds.
  public let kind: CacheKind

  /// Names a folder.
  public init(path: String, kind: CacheKind) {
    self.path = path
    self.kind = kind
  }

  /// The folder of a kind in a cache.
  public init(_ kind: CacheKind, in cache: String) {
    self.init(path: kind.folder(in: cache), kind: kind)
  }

  /// One file, or one folder whose files stay or go together.
  public struct Entry: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// The size of all of it.
    public var size: ByteCount
    /// When any of it was last used, in nanoseconds since 1970.
    public var lastUse: Int64
  }

  /// Nobody takes so long to write one file, in nanoseconds: what is older was left by a process that died.
  private static let abandonment: Int64 = 3_600_000_000_000

  /// Says that a file is used now: what is used stays longest.
  package static func touch(_ path: String) { utimes(path, nil) }

  /// The entries, in order of path; what is not yet whole is left out.
  public var entries: [Entry] {
    var entries: [String: Entry] = [:]
    let found = files { kind.entryDepth(of: $0) }
    for (file, components, depth) in found {
      let place = path + "/" + components.prefix(depth).joined(separator: "/")
      if var known = entries[place] {
        known.size = known.size + file.size
        known.lastUse = max(known.lastUse, file.lastUse)
        entries[place] = known
      } else {
        entries[place] = Entry(path: place, size: file.size, lastUse: file.lastUse)
      }
    }
    return entries.values.sorted { $0.path < $1.path }
  }

  /// Files begun and never finished, which only a process that was killed leaves.
  public func abandoned(now: Date = Date()) -> [Entry] {
    let latest = Int64(now.timeIntervalSince1970) * 1_000_000_000 - Self.abandonment
    return files { kind.isUnfinished($0) ? true : nil }.map(\.0).filter { $0.lastUse < latest }
  }

  /// No file of a cache is deeper.
  private static let deepest = 3

  /// The regular files of which something is known by their names; links are not followed.
  private func files<Fact>(
    _ fact: ([Substring]) -> Fact?
  ) -> [(file: Entry, components: [Substring], fact: Fact)] {
    guard let names = FileManager.default.enumerator(atPath: path) else { return [] }
    var result: [(Entry, [Substring], Fact)] = []
    for case let name as String in names {
      let components = name.split(separator: "/")
      if components.count >= Self.deepest { names.skipDescendants() }
      guard let fact = fact(components), let file = Self.file(at: path + "/" + name) else {
        continue
      }
      result.append((file, components, fact))
    }
    return result
  }

  private static func file(at path: String) -> Entry? {
    guard let status = FileStatus(named: path), status.isRegular else { return nil }
    let facts = status.facts
    #if canImport(Darwin)
      let time = facts.st_mtimespec
    #else
      let time = facts.st_mtim
    #endif
    return Entry(
      path: path, size: ByteCount(status.size),
      lastUse: nanoseconds(Int64(time.tv_sec), Int64(time.tv_nsec)))
  }

  /// Nanoseconds since 1970, which end in the year 2262: file systems and archives have later times.
  private static func nanoseconds(_ seconds: Int64, _ rest: Int64) -> Int64 {
    let limit = Int64.max / 1_000_000_000 - 1
    return min(max(seconds, -limit), limit) * 1_000_000_000 + rest
  }

  /// Removes an entry, unless it was used since it was measured.
  ///
  /// - Returns: Whether it is gone now.
  func remove(_ entry: Entry) -> Bool {
    guard kind == .proxies else {
      guard let file = Self.file(at: entry.path) else { return true }
      guard file.lastUse == entry.lastUse else { return false }
      return unlink(entry.path) == 0 || errno == ENOENT
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: entry.path)) ?? []
    let files = names.filter { ProxyStore.isPart($0) }.map { entry.path + "/" + $0 }
    let now = files.compactMap { Self.file(at: $0)?.lastUse }.max() ?? entry.lastUse
    guard now == entry.lastUse else { return false }
    // The facts first: without them no part is used.
    let facts = entry.path + "/" + ProxyStore.factsName
    for file in [facts] + files where unlink(file) != 0 && errno != ENOENT { return false }
    // Whatever else is in it is not ours, and keeps the folder.
    rmdir(entry.path)
    return true
  }
}
