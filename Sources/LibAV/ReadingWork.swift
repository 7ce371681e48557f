/// The work that a reader of pictures has done so far.
public struct ReadingWork: Hashable, Sendable {
  /// Pictures that its decoder gave.
  public var decoded = 0
  /// How often it began or went on elsewhere in the file, which costs the way from the key frame before.
  public var repositions = 0

  /// No work.
  public init() {}

  /// The work done since an earlier state of the same reader.
  public static func - (later: Self, earlier: Self) -> Self {
    var work = later
    work.decoded -= earlier.decoded
    work.repositions -= earlier.repositions
    return work
  }

  /// Adds the work of another reader.
  public static func += (sum: inout Self, other: Self) {
    sum.decoded += other.decoded
    sum.repositions += other.repositions
  }
}
