public import Foundation

/// A folder of files that can all be made again: measured, and kept below a size.
///
/// Files are removed in the order of their last use, which is their time of change: whoever uses one
/// touches it. Other processes may write, read and remove at any moment: a file that is gone when its turn
/// comes was somebody else's to remove, and one that was touched since it was measured stays.
public struct CacheFolder: Hashable, Sendable {
  /// The folder; one that is not there holds nothing.
  public let path: String

  /// Names a folder.
  public init(path: String) { self.path = path }

  /// One file.
  public struct File: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// Its size.
    public let size: ByteCount
    /// When it was last used, in nanoseconds since 1970.
    public let lastUse: Int64
  }

  /// What keeping a folder small came to.
  public struct Trimming: Hashable, Sendable, Encodable {
    /// Files that were removed.
    public var removed = 0
    /// What removing them freed, in bytes.
    public var freed = ByteCount.zero
    /// Files that stay.
    public var kept = 0
    /// What they take, in bytes.
    public var size = ByteCount.zero

    /// Nothing was there.
    public init() {}

    /// Counts a file that went.
    mutating func count(removed file: File) {
      removed += 1
      freed = ByteCount(freed.rawValue + file.size.rawValue)
    }

    /// Counts a file that stays.
    mutating func count(kept file: File) {
      kept += 1
      size = ByteCount(size.rawValue + file.size.rawValue)
    }

    /// Takes back that a file stays.
    fileprivate mutating func uncount(kept file: File) {
      kept -= 1
      size = ByteCount(size.rawValue - file.size.rawValue)
    }
  }

  /// Nobody takes so long to write one file, in nanoseconds: what is older was left by a process that died.
  private static let abandonment: Int64 = 3_600_000_000_000

  /// The files at any depth, in no order; hidden ones and what is not yet whole left out.
  public var files: [File] { walk { !$0.hasPrefix(".") } }

  /// Files begun and never finished, which only a process that was killed leaves.
  public func abandoned(now: Date = Date()) -> [File] {
    let latest = Self.nanoseconds(now) - Self.abandonment
    return walk { $0.hasPrefix(WholeFile.stagingPrefix) }.filter { $0.lastUse < latest }
  }

  /// Removes what was used longest ago until the folder is small enough, and everything abandoned.
  ///
  /// - Parameters:
  ///   - limit: The size above which anything is removed.
  ///   - target: The size that is then reached, at most `limit`; the limit itself by default.
  ///   - removes: Whether to remove at all, or only to say what would be.
  public func trim(
    above limit: ByteCount, to target: ByteCount? = nil, removes: Bool = true, now: Date = Date()
  ) -> Trimming {
    Self.trim([self], above: limit, to: target, removes: removes, now: now).first ?? Trimming()
  }

  /// Removes what was used longest ago, in whichever of some folders it lies, until all of them together
  /// are small enough; and everything abandoned.
  ///
  /// - Returns: What that came to in each folder, in their order.
  public static func trim(
    _ folders: [CacheFolder], above limit: ByteCount, to target: ByteCount? = nil,
    removes: Bool = true, now: Date = Date()
  ) -> [Trimming] {
    var results: [Trimming] = []
    var all: [(folder: Int, file: File)] = []
    for (index, folder) in folders.enumerated() {
      var result = Trimming()
      for file in folder.abandoned(now: now) where !removes || unlink(file.path) == 0 {
        result.count(removed: file)
      }
      let files = folder.files
      files.forEach { result.count(kept: $0) }
      all += files.map { (index, $0) }
      results.append(result)
    }
    var size = all.reduce(0) { $0 + $1.file.size.rawValue }
    guard size > limit.rawValue else { return results }
    let goal = min(target ?? limit, limit).rawValue
    for (folder, file) in all.sorted(by: { Self.isBefore($0.file, $1.file) }) {
      guard size > goal else { break }
      if removes, !remove(file) { continue }
      size -= file.size.rawValue
      results[folder].count(removed: file)
      results[folder].uncount(kept: file)
    }
    return results
  }

  private static func isBefore(_ one: File, _ other: File) -> Bool {
    (one.lastUse, one.path) < (other.lastUse, other.path)
  }

  /// Whether the file is gone now; one that was touched since stays.
  private static func remove(_ file: File) -> Bool {
    var facts = stat()
    guard lstat(file.path, &facts) == 0 else { return true }
    guard lastUse(facts) == file.lastUse else { return false }
    return unlink(file.path) == 0 || errno == ENOENT
  }

  /// The regular files whose names are wanted; links are not followed.
  private func walk(_ isWanted: (Substring) -> Bool) -> [File] {
    guard let names = FileManager.default.enumerator(atPath: path) else { return [] }
    var result: [File] = []
    for case let name as String in names {
      guard let last = name.split(separator: "/").last, isWanted(last) else { continue }
      let place = path + "/" + name
      var facts = stat()
      guard lstat(place, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { continue }
      result.append(
        File(path: place, size: ByteCount(Int64(facts.st_size)), lastUse: Self.lastUse(facts)))
    }
    return result
  }

  private static func lastUse(_ facts: stat) -> Int64 {
    #if canImport(Darwin)
      let time = facts.st_mtimespec
    #else
      let time = facts.st_mtim
    #endif
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func nanoseconds(_ date: Date) -> Int64 {
    Int64(date.timeIntervalSince1970) * 1_000_000_000
  }
}
