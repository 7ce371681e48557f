public import RenderPlanning

/// One of the sound streams of a file, as a list of media names it.
public struct SoundListing: Hashable, Sendable, Encodable {
  /// Its place among the file's sound streams, from 0: the value of `audio_stream` that chooses it.
  public let index: Int
  /// What the file calls it: its language, its title.
  public let name: String?
  /// How many channels it has, where that is known.
  public let channels: Int?
  /// Whether it is heard unless a draft asks for another.
  public let isHeard: Bool

  /// The sound streams of a file, in its order.
  public static func streams(of item: MediaItem) -> [SoundListing] {
    guard let sound = item.sound else { return [] }
    return sound.streams.enumerated().map { index, stream in
      SoundListing(
        index: index, name: stream.name, channels: stream.channels, isHeard: index == sound.main)
    }
  }
}
