/// Pictures of a file, kept reduced and decodable on their own: H.264 in memory, on the file's own clock.
///
/// The first picture is the one on screen when the run begins, even where it began before; the last is the one
/// after it, which is on screen a little before its time where the file's clock rounds.
public struct PictureRun: Hashable, Sendable {
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// The width of a pixel over its height.
  public let sampleAspect: Ratio
  /// The seconds of one tick of the packets' times.
  public let tick: Ratio
  /// The instant of the file's clock that is its time zero.
  public let origin: MediaTime
  /// The decoder's configuration (ISO/IEC 14496-15, 5.3.3.1).
  public let parameterSets: [UInt8]
  /// The pictures in the order in which they are both decoded and shown, the first a key frame.
  public let packets: [EncodedPacket]
  /// The time after the file's origin from which on it tells what is on screen.
  public let start: MediaTime
  /// The first time after the file's origin of which it does not tell.
  public let end: MediaTime

  /// Whether it tells what is on screen at a time after the file's origin.
  public func covers(_ time: MediaTime) -> Bool { start <= time && time < end }

  /// A run of packets that an encoder gave.
  public init(
    width: Int, height: Int, sampleAspect: Ratio, tick: Ratio, origin: MediaTime,
    parameterSets: [UInt8], packets: [EncodedPacket], start: MediaTime, end: MediaTime
  ) {
    self.width = width
    self.height = height
    self.sampleAspect = sampleAspect
    self.tick = tick
    self.origin = origin
    self.parameterSets = parameterSets
    self.packets = packets
    self.start = start
    self.end = end
  }

  /// The place in ``packets`` of the picture on screen at `time` after the file's origin; the first
  /// one before it.
  func index(at time: MediaTime) -> Int {
    let ticks = (time + origin).lastTick(of: tick)
    var (low, high) = (0, packets.count)
    while low < high {
      let middle = (low + high) / 2
      if packets[middle].presentationTicks <= ticks { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }
}
