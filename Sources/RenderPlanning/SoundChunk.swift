import DraftModel

/// A run of AAC packets: the unit of sound that is encoded, kept and reused.
public struct SoundChunk: Hashable, Sendable {
  /// Samples in a packet of AAC.
  public static let packetLength: Int64 = 1024
  /// Packets encoded before a chunk and thrown away, so that the encoder has settled where it joins.
  public static let runIn: Int64 = 4
  /// Packets encoded after a chunk and thrown away: the last one kept overlaps with its follower.
  public static let runOut: Int64 = 2

  /// The sample, on the timeline's clock, at which its first packet is presented.
  public var first: Int64
  /// How many packets it keeps.
  public var packetCount: Int64
  /// What decides its bytes, and nothing else: two chunks of one key hold the same packets.
  public var key: ChunkKey

  /// The samples, on the timeline's clock, to feed to the encoder.
  public var feed: Range<Int64> { Self.feed(first: first, packetCount: packetCount) }

  fileprivate static func feed(first: Int64, packetCount: Int64) -> Range<Int64> {
    let end = first + (packetCount + runOut) * packetLength
    return (first - runIn * packetLength)..<end
  }
}

extension RenderPlan {
  /// The pieces the sound is encoded in, in order, without gaps.
  ///
  /// The first packet is presented one to two packets before the sound begins, as AAC needs a packet to start
  /// from and the grid of packets follows the content; the file's edit list hides what comes before.
  public func soundChunks() -> [SoundChunk] {
    var namer = SoundNamer(plan: self)
    let cuts = sound.packetCuts()
    return zip(cuts, cuts.dropFirst()).map { first, end in
      let count = (end - first) / SoundChunk.packetLength
      let feed = SoundChunk.feed(first: first, packetCount: count)
      return SoundChunk(first: first, packetCount: count, key: namer.key(feeding: feed, count))
    }
  }
}
