/// Room for the index of an MP4 file before its media, by what the file will hold.
///
/// What is left of it stays in the file as free space.
public struct IndexRoom: Hashable, Sendable {
  /// Pictures in the file, at most.
  public let pictures: Int
  /// Packets of sound in the file, at most.
  public let sounds: Int

  /// Room for a file of so many packets.
  public init(pictures: Int, sounds: Int) {
    self.pictures = pictures
    self.sounds = sounds
  }

  /// Bytes that the index takes, at most (ISO/IEC 14496-12): 4 a packet for its size, 4 a key frame,
  /// 20 a run of packets of one stream for its place and length, and the rest.
  ///
  /// There are no more runs than twice the rarer packets, and one more for each mebibyte.
  var byteCount: Int {
    let packets = pictures + sounds
    let runs = min(2 * (min(pictures, sounds) + 1) + packets / 16, packets)
    return 64 * 1024 + 4 * packets + 4 * pictures + 20 * runs
  }
}
