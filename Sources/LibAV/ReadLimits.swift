/// How much of a file is read and held to find out what is in it.
public struct ReadLimits: Hashable, Sendable {
  /// Bytes read, at most, to recognise the container and its streams.
  public var probeBytes: Int64 = 20_000_000
  /// Media time read, at most, to measure the streams, in microseconds.
  public var analysisMicroseconds: Int64 = 5_000_000
  /// Streams in a file, at most.
  public var streams: Int32 = 64
  /// Pixels of one picture, at most: 16384 by 8192.
  public var pixels: Int64 = 134_217_728
  /// Bytes of an animated image that is held as a whole, at most.
  public var animationBytes: Int64 = 268_435_456
  /// Pictures of an animated image that is held as a whole, at most.
  public var animationFrames = 65_536
  /// Packets, at most, that are fed to a decoder in a row without its giving anything.
  public var packetsWithoutOutput = 3000

  /// The limits in force unless others are given.
  public static let standard = ReadLimits()

  /// Limits to adjust.
  public init() {}
}
