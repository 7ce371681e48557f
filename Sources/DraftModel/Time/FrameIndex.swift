/// The number of a picture on a frame grid, counted from 0.
public struct FrameIndex: Hashable, Comparable, Sendable, Encodable {
  /// The count of frames before this one.
  public let rawValue: Int64

  /// Makes an index from a count of frames.
  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Orders by position.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The frame `count` places later.
  public static func + (lhs: Self, count: Int64) -> Self { FrameIndex(lhs.rawValue &+ count) }

  /// The number of frames from `rhs` to `lhs`.
  public static func - (lhs: Self, rhs: Self) -> Int64 { lhs.rawValue &- rhs.rawValue }

  /// Encodes as a bare number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
