/// The bounds within which a document is read; what lies beyond them is refused with a location.
public struct JSONLimits: Hashable, Sendable {
  /// The deepest nesting that any limits can allow.
  ///
  /// Reading is iterative, but walks over a finished tree (canonical form, materialising) recurse
  /// once a level; this keeps them within the smallest stack that a thread has.
  public static let deepestNesting = 512

  /// The longest document that any limits can allow, in bytes: offsets are kept in 31 bits.
  public static let longestDocument = Int(Int32.max)

  /// How many objects and arrays may stand inside each other, from 1 through ``deepestNesting``.
  public let maxDepth: Int

  /// How long a document may be, in bytes.
  ///
  /// The standard is 256 MiB: a thousand times a long draft, and small enough that the document and
  /// its index fit beside a render.
  public let maxBytes: Int

  /// How many values a document may hold, containers included.
  ///
  /// Each costs 24 bytes of index, so that the standard of 16,777,216 bounds the index at 384 MiB
  /// even for `[1,1,1,…]`, whose index is twelve times the size of its text.
  public let maxNodes: Int

  /// 512 levels, 256 MiB, 16,777,216 values.
  public static let standard = JSONLimits()

  /// Makes limits; values outside the ranges that can be honoured are brought into them.
  public init(
    maxDepth: Int = deepestNesting, maxBytes: Int = 256 << 20, maxNodes: Int = 1 << 24
  ) {
    self.maxDepth = min(max(maxDepth, 1), Self.deepestNesting)
    self.maxBytes = min(max(maxBytes, 0), Self.longestDocument)
    self.maxNodes = min(max(maxNodes, 1), Int(Int32.max))
  }
}
