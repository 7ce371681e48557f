/// How an audio stream is read.
public struct AudioReadOptions: Sendable {
  /// How much is read before giving up.
  public var limits = ReadLimits.standard

  /// The usual limits.
  public init() {}
}
