import DraftModel

/// A run of AAC packets: the unit of sound that is encoded, kept and reused.
public struct SoundChunk: Hashable, Sendable {
  /// Samples in a packet of AAC.
  public static let packetLength: Int64 = 1024
  /// Packets encoded before a chunk and thrown away, so that the encoder has settled where it joins.
  public static let runIn: Int64 = 4
  /// Packets encoded after a chunk and thrown away: the last one kept overlaps with its follower.
  public static let runOut: Int64 = 2
  /// Packets in a chunk: two seconds.
  static let packets: Int64 = 94

  /// The sample, on the timeline's clock, at which its first packet is presented.
  public var first: Int64
  /// How many packets it keeps.
  public var packetCount: Int64
  /// What decides its bytes.
  public var key: ChunkKey

  /// The first sample to feed to the encoder.
  public var feedStart: Int64 { first - Self.runIn * Self.packetLength }
  /// How many samples to feed to the encoder.
  public var feedCount: Int64 {
    (packetCount + Self.runIn + Self.runOut) * Self.packetLength
  }
}

extension RenderPlan {
  /// The pieces the sound is encoded in, in order, without gaps.
  ///
  /// The first packet is presented one packet before the sound begins, as AAC needs a packet to start from; the
  /// file's edit list hides it.
  public func soundChunks() -> [SoundChunk] {
    let length = SoundChunk.packetLength
    let total = (sound.sampleCount + length - 1) / length + 1
    var result: [SoundChunk] = []
    var done: Int64 = 0
    while done < total {
      let count = Swift.min(SoundChunk.packets, total - done)
      let first = sound.firstSample + (done - 1) * length
      let feed = first - SoundChunk.runIn * length
      let stop = feed + (count + SoundChunk.runIn + SoundChunk.runOut) * length
      result.append(
        SoundChunk(
          first: first, packetCount: count,
          key: ChunkKey(ofSoundFrom: feed, to: stop, packets: count, in: self)))
      done += count
    }
    return result
  }
}

extension ChunkKey {
  /// How far beyond a stretch the mix can depend on what sounds there: the limiter's window, and ducking.
  private static let reach: Int64 = 10_240

  /// Names the sound of a stretch: every clip in reach with its content, its clock and its gain there.
  init(ofSoundFrom start: Int64, to end: Int64, packets: Int64, in plan: RenderPlan) {
    let (from, to) = (start - Self.reach, end + Self.reach)
    let heard = plan.sound.clips.filter { $0.first < to && $0.end > from }
    let ducks = heard.contains { $0.duck > 0 }
    var writer = KeyWriter()
    writer.write("sound")
    writer.write(Self.rendererVersion)
    writer.write(plan.format.quality.soundBitRate)
    writer.write(Int(packets))
    // Before the first sample and after the last there is silence, whatever the clips say.
    writer.write(Int(max(plan.sound.firstSample - start, 0)))
    writer.write(Int(min(plan.sound.endSample - start, end + Self.reach - start)))
    for clip in heard {
      writer.write(clip.media.hex)
      writer.write(clip.source.speed)
      writer.write(clip.source.loopLength ?? .zero)
      writer.write(Int(clip.sourceSample(at: start)))
      writer.write(clip.pan)
      // A clip that sounds evenly through the stretch is told by its gain alone.
      if clip.first <= from, clip.end >= to, clip.isSteady(from: from, to: to) {
        writer.write(clip.gain(at: start))
      } else {
        writer.writeShape(of: clip, from: start)
      }
      if ducks {
        writer.write(clip.duck)
        writer.write(clip.track)
        writer.write(Int(clip.first - start))
        writer.write(Int(clip.end - start))
      }
    }
    self.init(writer)
  }
}

extension KeyWriter {
  fileprivate mutating func writeShape(of clip: SoundClip, from start: Int64) {
    for place in [clip.first, clip.end, clip.origin] { write(Int(place - start)) }
    for length in [
      clip.length, clip.fadeIn, clip.fadeOut, clip.crossfadeIn, clip.crossfadeOut,
    ] { write(Int(length)) }
    write(clip.volume)
    write(clip.trackVolume)
    for keyframe in clip.keyframes {
      write(Int(keyframe.at.rawValue))
      write(keyframe.volume ?? -1)
      write(keyframe.ease.rawValue)
    }
  }
}
