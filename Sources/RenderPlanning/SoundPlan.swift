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
}

/// One sound in the mix.
public struct SoundClip: Hashable, Sendable {
  /// The file it plays.
  public var media: ContentHash
  /// The track it sits on, from 0.
  public var track: Int
  /// The first sample at which it is heard; a transition's handle included.
  public var first: Int64
  /// The first sample at which it is no longer heard.
  public var end: Int64
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

  /// The gain at a timeline sample, all but ducking and balance.
  ///
  /// Fades are linear in amplitude (format section 2, *Meanings*).
  public func gain(at sample: Int64) -> Double {
    guard sample >= first, sample < end else { return 0 }
    let elapsed = Double(sample - origin)
    let milliseconds = elapsed / Double(SoundPlan.sampleRate) * 1000
    var value = (keyframes.value(of: \.volume, at: milliseconds) ?? volume) * trackVolume
    if fadeIn > 0 { value *= min(max(elapsed / Double(fadeIn), 0), 1) }
    if fadeOut > 0 { value *= min(max((Double(length) - elapsed) / Double(fadeOut), 0), 1) }
    if crossfadeIn > 0 { value *= min(Double(sample - first) / Double(crossfadeIn), 1) }
    if crossfadeOut > 0 { value *= min(Double(end - sample) / Double(crossfadeOut), 1) }
    return value
  }

  /// The source sample, at 48 kHz, heard at a sample of the timeline; not wrapped where the source loops.
  ///
  /// At other speeds than 1, the nearest sample to where the source is by then.
  package func sourceSample(at sample: Int64) -> Int64 {
    let head = source.inPoint.numerator
      .scaled(by: SoundPlan.sampleRate, over: source.inPoint.denominator)
    return head
      + (sample - origin).scaled(by: source.speed.numerator, over: source.speed.denominator)
  }

  /// The length after which the source starts over, in samples; nothing where it does not loop.
  package var loopSamples: Int64? {
    source.loopLength.map {
      $0.numerator.scaled(by: SoundPlan.sampleRate, over: $0.denominator)
    }
  }

  /// Whether the gain never changes between two samples.
  public func isSteady(from start: Int64, to stop: Int64) -> Bool {
    guard !keyframes.contains(where: { $0.volume != nil }) else { return false }
    return start >= max(origin + fadeIn, first + crossfadeIn)
      && stop <= min(origin + length - fadeOut, end - crossfadeOut)
  }
}
