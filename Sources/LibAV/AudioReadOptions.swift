/// How an audio stream is read.
public struct AudioReadOptions: Sendable {
  /// How much is read before giving up.
  public var limits = ReadLimits.standard
  /// The place of the stream to read among the file's sound streams, from 0; `nil` for its default one, or else its
  /// first.
  public var stream: Int?

  /// The usual limits.
  public init() {}
}
