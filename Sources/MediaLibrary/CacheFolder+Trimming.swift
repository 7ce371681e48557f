public import Foundation

extension CacheFolder {
  /// What keeping a folder small came to.
  public struct Trimming: Hashable, Sendable, Encodable {
    /// Entries that were removed.
    public var removed = 0
    /// What removing them freed, in bytes.
    public var freed = ByteCount.zero
    /// Entries that stay.
    public var kept = 0
    /// What they take, in bytes.
    public var size = ByteCount.zero

    /// Nothing was there.
    public init() {}

    /// Counts an entry that went.
    mutating func count(removed entry: Entry) {
      removed += 1
      freed = freed + entry.size
    }

    /// Counts an entry that stays.
    mutating func count(kept entry: Entry) {
      kept += 1
      size = size + entry.size
    }

    /// Takes back that an entry stays.
    fileprivate mutating func uncount(kept entry: Entry) {
      kept -= 1
      size = ByteCount(size.rawValue - entry.size.rawValue)
    }
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
    var all: [(folder: Int, entry: Entry)] = []
    for (index, folder) in folders.enumerated() {
      var result = Trimming()
      for file in folder.abandoned(now: now) where !removes || unlink(file.path) == 0 {
        result.count(removed: file)
      }
      for entry in folder.entries {
        result.count(kept: entry)
        all.append((index, entry))
      }
      results.append(result)
    }
    var size = all.reduce(ByteCount.zero) { $0 + $1.entry.size }.rawValue
    guard size > limit.rawValue else { return results }
    let goal = min(target ?? limit, limit).rawValue
    let oldestFirst = all.sorted {
      ($0.entry.lastUse, $0.entry.path) < ($1.entry.lastUse, $1.entry.path)
    }
    for (index, entry) in oldestFirst {
      guard size > goal else { break }
      if removes, !folders[index].remove(entry) { continue }
      size -= entry.size.rawValue
      results[index].count(removed: entry)
      results[index].uncount(kept: entry)
    }
    return results
  }
}
