import DraftModel

/// Names chunks of sound, from the first to the last, looking at each sound only while it is near.
struct SoundNamer {
  /// The version of everything that turns a plan into samples and packets; raised whenever they change.
  private static let version = "roughcut-sound-5"

  private let plan: RenderPlan
  private let ducking: Ducking
  /// The sounds to come, by where they begin.
  private var waiting: ArraySlice<Int>
  /// The sounds near the chunk named last, in the draft's order.
  private var near: [Int] = []

  init(plan: RenderPlan) {
    self.plan = plan
    ducking = Ducking(clips: plan.sound.clips)
    let clips = plan.sound.clips
    waiting =
      clips.indices.filter { clips[$0].isAudible }
      .sorted { clips[$0].first < clips[$1].first }[...]
  }

  /// The name of the next chunk: all that is heard through what is fed to the encoder, and around it so far
  /// as the limiter looks.
  ///
  /// Each sound is told by its content, where its source is by then, and its gain. The place on the timeline
  /// is not in it, and silence has one name for each length.
  mutating func key(feeding feed: Range<Int64>, _ packetCount: Int64) -> ChunkKey {
    let clips = plan.sound.clips
    let from = feed.lowerBound - SoundPlan.lookAround
    let to = feed.upperBound + SoundPlan.lookAround
    near.removeAll { clips[$0].end <= from }
    while let index = waiting.first, clips[index].first < to {
      waiting.removeFirst()
      guard clips[index].end > from else { continue }
      near.insert(index, at: near.firstIndex { $0 > index } ?? near.count)
    }
    var writer = KeyWriter()
    writer.write("sound")
    writer.write(Self.version)
    writer.write(plan.format.quality.soundQuality)
    writer.write(Int(packetCount))
    var heard: Range<Int64>?
    for index in near {
      let clip = clips[index]
      let (start, stop) = (max(clip.first, from), min(clip.end, to))
      guard start < stop else { continue }
      let gains = clip.gainCurve(from: start, to: stop, ducking: ducking)
      guard gains.steady != 0 else { continue }
      heard = min(heard?.lowerBound ?? start, start)..<max(heard?.upperBound ?? stop, stop)
      writer.write(clip.media.hex)
      writer.write(clip.source.speed)
      writer.write(clip.stream)
      writer.write(Int(clip.turns?.start ?? 0))
      writer.write(clip.source.loop?.length ?? .zero)
      writer.write(Int(clip.silence(before: stop) ?? -1))
      writer.write(Int(clip.ownSample(at: start)))
      writer.write(Int(start - from))
      writer.write(clip.pan)
      writer.write(gains)
    }
    if let heard {
      // What sounds before the first sample or after the last is cut off there.
      let (first, end) = (plan.sound.firstSample, plan.sound.endSample)
      writer.write(Int(heard.lowerBound < first ? first - from : 0))
      writer.write(Int(heard.upperBound > end ? end - from : to - from))
    }
    return ChunkKey(writer)
  }
}

extension KeyWriter {
  fileprivate mutating func write(_ gains: GainCurve) {
    write(Int(gains.length))
    write(gains.points.count)
    for point in gains.points {
      write(Int(point.place))
      write(point.level)
      write(point.ease.rawValue)
    }
    write(gains.ramps.count)
    for ramp in gains.ramps {
      write(Int(ramp.silent))
      write(Int(ramp.full))
    }
    write(gains.dips.count)
    for dip in gains.dips {
      write(Int(dip.first))
      write(Int(dip.end))
    }
    write(gains.depth)
  }
}
