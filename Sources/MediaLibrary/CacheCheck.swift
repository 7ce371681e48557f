import Foundation

/// What checking one kind of the cache's files found.
public struct CacheCheck: Hashable, Sendable, Encodable {
  /// One file that is not what it should be.
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
  /// How many files were looked at.
  public var checked = 0
  /// Those that are broken, in order of path.
  public private(set) var faults: [Fault] = []

  /// Starts a check that has seen nothing yet.
  public init(kind: CacheKind) { self.kind = kind }

  /// Notes a broken file, and removes it where that is wanted.
  public mutating func note(_ file: CacheFolder.File, _ reason: String, removing removes: Bool) {
    let isGone = removes && unlink(file.path) == 0
    faults.append(Fault(path: file.path, reason: reason, isRemoved: isGone))
  }
}
