public import DraftModel
public import JSONTree

/// The sounds of a render, placed to the sample at 48 kHz.
public struct SoundPlan: Hashable, Sendable {
  /// Samples a second.
  public static let sampleRate: Int64 = 48_000

  /// The first sample to render, on the timeline's clock.
  public var firstSample: Int64
  /// The first sample not to render.
  public var endSample: Int64
  /// The sounds, in the draft's order.
  public var clips: [SoundClip]

  /// How many samples are rendered.
  public var sampleCount: Int64 { endSample - firstSample }

  /// How far around a sample the mix there depends on what else sounds: the limiter's windows.
  package static let lookAround: Int64 = 480

  /// How many samples a time is: 48 a millisecond, exactly.
  static func samples(in time: Milliseconds) -> Int64 {
    time.rawValue.scaled(by: sampleRate, over: 1000)
  }
}

/// One sound in the mix.
public struct SoundClip: Hashable, Sendable {
  /// The file it plays.
  public var media: ContentHash
  /// The place of the stream that it plays among the file's sound streams, from 0.
  public var stream: Int
  /// The track it sits on, from 0.
  public var track: Int
  /// The first sample at which it is heard; a transition's handle included.
  public var first: Int64
  /// The first sample at which it is no longer heard.
  public var end: Int64
  /// The first sample at which its source has nothing more to give, ``end`` at most.
  public var sourceEnd: Int64
  /// The sample at which its segment starts; source time, fades and keyframes count from here.
  public var origin: Int64
  /// The length of its segment, in samples.
  public var length: Int64
  /// Its clock: the source time at ``origin``, and how it runs.
  public var source: SourceMap
  /// The segment's own gain, which keyframes replace.
  public var volume: Double
  /// The gain of its track.
  public var trackVolume: Double
  /// The linear rise from silence, in samples.
  public var fadeIn: Int64
  /// The linear fall to silence, in samples.
  public var fadeOut: Int64
  /// The linear rise of a transition, as samples from ``first``; 0 for none.
  public var crossfadeIn: Int64
  /// The linear fall of a transition, as samples up to ``end``; 0 for none.
  public var crossfadeOut: Int64
  /// Balance, −1 to 1.
  public var pan: Double
  /// How far it drops while another track sounds, 0 to 1.
  public var duck: Double
  /// Changes of gain over time, in order.
  public var keyframes: [Timeline.Keyframe]
  /// The segment it came from, for reports.
  public var segment: JSONPointer

  /// Whether it is ever more than silence.
  package var isAudible: Bool {
    guard trackVolume > 0 else { return false }
    let levels = keyframes.compactMap(\.volume)
    return levels.isEmpty ? volume > 0 : levels.contains { $0 > 0 }
  }

  /// The timeline sample at which its source's first sample would be heard, at this sound's speed.
  ///
  /// What is trimmed, split or moved along with its neighbours keeps its distance from here.
  package var anchor: Int64 {
    let seconds = source.inPoint
    return origin
      - seconds.numerator.scaled(
        by: SoundPlan.sampleRate * source.speed.denominator,
        over: seconds.denominator * source.speed.numerator)
  }

  /// The sample of its source, played at this sound's speed, that is heard at a sample of the timeline; not
  /// wrapped where the source loops.
  package func ownSample(at sample: Int64) -> Int64 { sample - anchor }

  /// The place of its source that is heard at a sample of the timeline, in samples of the source at 48 kHz; counted
  /// as if the source went on instead of starting over.
  func sourcePlace(at sample: Int64) -> Int64 {
    ownSample(at: sample).scaled(by: source.speed.numerator, over: source.speed.denominator)
  }

  /// The sample of the timeline at which a place of its source is heard.
  func sample(atSourcePlace place: Int64) -> Int64 {
    let distance = place.scaled(by: source.speed.denominator, over: source.speed.numerator)
    let (sample, overflow) = anchor.addingReportingOverflow(distance)
    return overflow ? .max : sample
  }

  /// The place of its source from which on it has nothing more to give, because its last turn is over; `nil` where a
  /// sample of the timeline does not lie behind that.
  func silence(before sample: Int64) -> Int64? { turns?.silence(before: sourcePlace(at: sample)) }
}
