/// The sounds that play at one instant, while it moves on from start to start.
struct SoundMix {
  private let byEnd: [Sounding]
  private var ended = 0
  private var plain = 0.0
  private var ducked = 0.0

  /// How many sounds play.
  private(set) var count = 0

  /// - Parameter sounds: All that will be added.
  init(of sounds: [Sounding]) { byEnd = sounds.sorted { $0.span.end < $1.span.end } }

  /// What the gains add up to, those that duck lowered where another plays.
  var sum: Double { count > 1 ? ducked : plain }

  /// Ends what ends at or before `time`; all of it has been added, as it started earlier.
  mutating func advance(to time: Milliseconds) {
    while ended < byEnd.count, byEnd[ended].span.end <= time {
      count(byEnd[ended], times: -1)
      ended += 1
    }
  }

  /// Starts a sound.
  mutating func add(_ sound: Sounding) { count(sound, times: 1) }

  private mutating func count(_ sound: Sounding, times factor: Int) {
    count += factor
    plain += Double(factor) * sound.gain
    ducked += Double(factor) * sound.gain * (1 - sound.segment.sound.duck)
  }
}
