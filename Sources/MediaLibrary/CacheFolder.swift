public import Foundation

/// A folder of files that can all be made again: measured, and kept below a size.
///
/// Entries are removed in the order of their last use, which is their time of change: whoever uses one touches
/// it. Other processes may write, read and remove at any moment: an entry that is gone when its turn comes was
/// somebody else's to remove, and one that was touched since it was measured stays.
public struct CacheFolder: Hashable, Sendable {
  /// The folder; one that is not there holds nothing.
  public let path: String
  /// How many of its folders lead to an entry that is a folder itself, whose files stay or go together;
  /// nothing where each file is an entry.
  public let depth: Int?

  /// Names a folder.
  public init(path: String, depth: Int? = nil) {
    self.path = path
    self.depth = depth
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

  /// The entries, in order of path; hidden ones and what is not yet whole left out.
  public var entries: [Entry] {
    var entries: [String: Entry] = [:]
    for file in files(where: { !$0.hasPrefix(".") }) {
      let name = file.path.dropFirst(path.count + 1)
      let place =
        depth.map { path + "/" + name.split(separator: "/").prefix($0 + 1).joined(separator: "/") }
        ?? file.path
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
    return files { $0.hasPrefix(WholeFile.stagingPrefix) }.filter { $0.lastUse < latest }
  }

  /// The regular files that are wanted by their names; links are not followed.
  private func files(where isWanted: (Substring) -> Bool) -> [Entry] {
    guard let names = FileManager.default.enumerator(atPath: path) else { return [] }
    var result: [Entry] = []
    for case let name as String in names {
      guard let last = name.split(separator: "/").last, isWanted(last) else { continue }
      let place = path + "/" + name
      guard let file = Self.file(at: place) else { continue }
      result.append(file)
    }
    return result
  }

  private static func file(at path: String) -> Entry? {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = facts.st_mtimespec
    #else
      let time = facts.st_mtim
    #endif
    return Entry(
      path: path, size: ByteCount(Int64(facts.st_size)),
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
    guard depth != nil else {
      guard let file = Self.file(at: entry.path) else { return true }
      guard file.lastUse == entry.lastUse else { return false }
      return unlink(entry.path) == 0 || errno == ENOENT
    }
    let now = CacheFolder(path: entry.path).entries.map(\.lastUse).max() ?? entry.lastUse
    return now == entry.lastUse && Self.removeFolder(entry.path)
  }

  /// Removes a folder with all that is in it; under another name first, so that nobody meets half of it.
  static func removeFolder(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: path)
    let unique = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let doomed = url.deletingLastPathComponent().path + "/\(WholeFile.stagingPrefix)\(unique)"
    guard rename(path, doomed) == 0 else { return errno == ENOENT }
    try? FileManager.default.removeItem(atPath: doomed)
    return true
  }
}
