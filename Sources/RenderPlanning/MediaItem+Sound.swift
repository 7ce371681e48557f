public import DraftModel

extension MediaItem {
  /// What is known of a file's sound.
  public struct SoundFacts: Hashable, Sendable, Encodable {
    /// The sound streams in the file's order, one at least.
    public let streams: [SoundStreamFacts]
    /// The place in ``streams`` of the one that is heard unless a draft asks for another: the file's default, or
    /// else its first.
    public let main: Int

    /// The end of the main stream, in seconds, where it is known.
    public var duration: Ratio? { streams[main].duration }

    /// Makes the facts of a file with one sound stream.
    public init(duration: Ratio? = nil) {
      streams = [SoundStreamFacts(duration: duration)]
      main = 0
    }

    /// Makes the facts of a file; `nil` without streams.
    public init?(streams: [SoundStreamFacts], main: Int) {
      guard streams.indices.contains(main) else { return nil }
      self.streams = streams
      self.main = main
    }

    /// The places of the streams that a draft asks for; none where the file has no such stream.
    func places(heard choice: Timeline.SoundStreams?) -> [Int] {
      switch choice {
      case nil: [main]
      case .all: Array(streams.indices)
      case .one(let place): streams.indices.contains(place) ? [place] : []
      }
    }
  }

  /// What is known of one sound stream.
  public struct SoundStreamFacts: Hashable, Sendable, Encodable {
    /// The end of the sound on the file's clock, in seconds: as measured, where it was.
    public let duration: Ratio?
    /// The end that the file states, in seconds, where that is later and so a part of the sound is missing.
    public let statedDuration: Ratio?
    /// What the file calls it: its language, its title.
    public let name: String?
    /// How many channels it has, where that is known.
    public let channels: Int?

    /// Makes the facts of a stream.
    public init(
      duration: Ratio? = nil, statedDuration: Ratio? = nil, name: String? = nil,
      channels: Int? = nil
    ) {
      self.duration = duration
      self.statedDuration = statedDuration
      self.name = name
      self.channels = channels
    }
  }
}
