import DraftModel
import LibAV
public import RenderPlanning

/// Mixes the sounds of a plan, any stretch at a time.
///
/// What it gives for a stretch depends on the plan and the stretch alone, so that pieces mixed apart join
/// without a seam. One per worker.
public final class SoundMixer {
  private let plan: SoundPlan
  private let media: [ContentHash: MediaItem]
  private let ducking: Ducking
  private let limiter = Limiter()
  private var readers: [(hash: ContentHash, reader: AudioReader)] = []
  /// Files that failed to open or decode: each is tried once, and is silent.
  private var failures: Set<ContentHash> = []
  private var scratch: [Float] = []
  private var stretched: [Float] = []

  /// Readers kept open at most.
  private static let capacity = 6

  /// Prepares to mix the sounds of `plan`.
  public init(plan: RenderPlan) {
    self.plan = plan.sound
    media = plan.media
    ducking = Ducking(clips: plan.sound.clips)
  }

  /// Mixes the stretch from `start`, in samples on the timeline's clock, limited to −1 dBFS.
  ///
  /// - Parameter samples: Filled whole with interleaved stereo at 48 kHz.
  public func mix(from start: Int64, into samples: inout [Float]) {
    let margin = Limiter.reach
    var wide = [Float](repeating: 0, count: samples.count + 4 * margin)
    sum(from: start - Int64(margin), into: &wide)
    limiter.limit(wide, into: &samples)
  }

  /// The plain sum, before the limiter.
  func sum(from start: Int64, into samples: inout [Float]) {
    for index in samples.indices { samples[index] = 0 }
    let end = start + Int64(samples.count / 2)
    for clip in plan.clips where clip.first < end && clip.end > start {
      add(clip, from: max(clip.first, start), to: min(clip.end, end), at: start, onto: &samples)
    }
  }

  private func add(
    _ clip: SoundClip, from first: Int64, to last: Int64, at start: Int64, onto mix: inout [Float]
  ) {
    guard let item = media[clip.media], !failures.contains(clip.media) else { return }
    let count = Int(last - first)
    if scratch.count < count * 2 { scratch = [Float](repeating: 0, count: count * 2) }
    do {
      try read(clip, of: item, from: first, count: count)
    } catch {
      failures.insert(clip.media)
      return
    }
    let gains = Gains(clip: clip, ducking: ducking, from: first, to: last)
    let offset = Int(first - start) * 2
    for index in 0..<count {
      let gain = gains.steady ?? gains.gain(at: first + Int64(index))
      mix[offset + index * 2] += scratch[index * 2] * gain * gains.left
      mix[offset + index * 2 + 1] += scratch[index * 2 + 1] * gain * gains.right
    }
  }

  /// Reads a clip's source for a stretch of the timeline into `scratch`, starting over where it loops.
  private func read(
    _ clip: SoundClip, of item: MediaItem, from first: Int64, count: Int
  ) throws(FFmpegError) {
    let reader = try reader(for: item)
    guard clip.source.speed == .one else {
      return try readStretched(clip, by: reader, from: first, count: count)
    }
    var done = 0
    while done < count {
      var place = clip.sourceSample(at: first + Int64(done))
      var run = count - done
      if let loop = clip.loopSamples, loop > 0, place >= 0 {
        place %= loop
        run = min(run, Int(loop - place))
      }
      try scratch.withUnsafeMutableBufferPointer { buffer throws(FFmpegError) in
        let part = UnsafeMutableBufferPointer(rebasing: buffer[(done * 2)..<((done + run) * 2)])
        _ = try reader.read(startingAt: place, into: part)
      }
      done += run
    }
  }

  /// Reads a clip that does not play at its own speed: each sample lies between two of the source.
  ///
  /// The pitch changes with the speed; the fidelity report says so.
  private func readStretched(
    _ clip: SoundClip, by reader: AudioReader, from first: Int64, count: Int
  ) throws(FFmpegError) {
    let speed = clip.source.speed.doubleValue
    let head = clip.sourceSample(at: clip.origin)
    var done = 0
    while done < count {
      // A stretch of bounded length at a time, however fast the source runs.
      let run = min(count - done, 4096)
      let start = Double(first + Int64(done) - clip.origin) * speed
      let lowest = Int64(start.rounded(.down))
      let needed = Int((Double(run) * speed).rounded(.up)) + 2
      if stretched.count < needed * 2 { stretched = [Float](repeating: 0, count: needed * 2) }
      try stretched.withUnsafeMutableBufferPointer { buffer throws(FFmpegError) in
        let part = UnsafeMutableBufferPointer(rebasing: buffer[0..<(needed * 2)])
        _ = try reader.read(startingAt: head + lowest, into: part)
      }
      for index in 0..<run {
        let place = start - Double(lowest) + Double(index) * speed
        let below = min(Int(place), needed - 2)
        let share = Float(place - Double(below))
        for channel in 0..<2 {
          let (a, b) = (stretched[below * 2 + channel], stretched[below * 2 + 2 + channel])
          scratch[(done + index) * 2 + channel] = a + (b - a) * share
        }
      }
      done += run
    }
  }

  private func reader(for item: MediaItem) throws(FFmpegError) -> AudioReader {
    if let index = readers.firstIndex(where: { $0.hash == item.hash }) {
      let found = readers.remove(at: index)
      readers.append(found)
      return found.reader
    }
    let reader = try AudioReader(path: item.path)
    if readers.count >= Self.capacity { readers.removeFirst() }
    readers.append((item.hash, reader))
    return reader
  }
}

/// The gains of one clip over one stretch, with what does not change worked out once.
private struct Gains {
  let clip: SoundClip
  let ducking: Ducking
  let left: Float
  let right: Float
  /// The one gain of the whole stretch; nothing where it changes.
  let steady: Float?

  init(clip: SoundClip, ducking: Ducking, from first: Int64, to last: Int64) {
    self.clip = clip
    self.ducking = ducking
    // Balance: each side falls as the other is turned to (format section 2, *Meanings*).
    left = Float(min(1, 1 - clip.pan))
    right = Float(min(1, 1 + clip.pan))
    let isDucked = clip.duck > 0 && ducking.isActive(from: first, to: last, besides: clip.track)
    steady = !isDucked && clip.isSteady(from: first, to: last) ? Float(clip.gain(at: first)) : nil
  }

  func gain(at sample: Int64) -> Float {
    var gain = clip.gain(at: sample)
    if clip.duck > 0 { gain *= 1 - clip.duck * ducking.share(at: sample, besides: clip.track) }
    return Float(gain)
  }
}
