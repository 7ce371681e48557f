/// What checking one kind of the cache's entries found.
public struct CacheCheck: Hashable, Sendable, Encodable {
  /// One entry that is not what it should be.
  public struct Fault: Hashable, Sendable, Encodable {
    /// Where it is.
    public let path: String
    /// What is wrong with it, in words.
    public let reason: String
    /// Whether it was removed.
    public let isRemoved: Bool

    private enum CodingKeys: String, CodingKey {
      case path, reason
      case isRemoved = "removed"
    }
  }

  /// What was checked.
  public let kind: CacheKind
  /// How many entries were looked at.
  public private(set) var checked = 0
  /// Those that are broken, in order of path.
  public private(set) var faults: [Fault] = []

  /// Looks at every entry of a folder.
  ///
  /// - Parameters:
  ///   - removes: Whether to remove what is broken.
  ///   - progress: Called after each entry.
  ///   - fault: What is wrong with an entry; nothing where it is sound, or gone by now.
  /// - Throws: `CancellationError` when cancelled.
  public init(
    _ kind: CacheKind, in folder: CacheFolder, removing removes: Bool,
    progress: (_ done: Int, _ total: Int) -> Void, fault: (CacheFolder.Entry) -> String?
  ) throws {
    self.kind = kind
    let entries = folder.entries
    for entry in entries {
      try Task.checkCancellation()
      if let reason = fault(entry) {
        // Reading it was no use of it.
        let isGone = removes && folder.remove(entry)
        faults.append(Fault(path: entry.path, reason: reason, isRemoved: isGone))
      }
      checked += 1
      progress(checked, entries.count)
    }
  }
}
