import LibAV
public import RenderPlanning

/// Mixes the sounds of a plan, any stretch at a time.
///
/// What it gives for a stretch depends on the plan and the stretch alone, so that pieces mixed apart join
/// without a seam. One per worker.
public final class SoundMixer {
  private let plan: SoundPlan
  private let ducking: Ducking
  private let sources: SoundSources
  private let limiter = Limiter()
  private var wide: [Float] = []
  private var scratch: [Float] = []
  private var gains: [Float] = []

  /// Prepares to mix the sounds of `plan`.
  public init(plan: RenderPlan) {
    self.plan = plan.sound
    ducking = Ducking(clips: plan.sound.clips)
    sources = SoundSources(media: plan.media)
  }

  /// How many files were opened so far.
  package var openedFiles: Int { sources.opened }

  /// Mixes the stretch from `start`, in samples on the timeline's clock, limited to −1 dBFS.
  ///
  /// - Parameter samples: Filled whole with interleaved stereo at 48 kHz.
  public func mix(from start: Int64, into samples: inout [Float]) {
    let length = samples.count / 2 + 2 * Limiter.reach
    wide = [Float](repeating: 0, count: 2 * length)
    let first = start - Int64(Limiter.reach)
    let end = first + Int64(length)
    sources.begin(with: plan.clips.lazy.filter { $0.first < end && $0.end > first })
    for clip in plan.clips {
      let (from, to) = (max(clip.first, first), min(clip.end, end))
      if from < to { add(clip, from: from, to: to, at: Int(from - first)) }
    }
    wide.withUnsafeMutableBufferPointer { wide in
      samples.withUnsafeMutableBufferPointer { limiter.limit(wide, into: $0) }
    }
  }

  /// Adds what is heard of a clip between two samples to the sum, from the place `offset` on.
  private func add(_ clip: SoundClip, from first: Int64, to last: Int64, at offset: Int) {
    let curve = clip.gainCurve(from: first, to: last, ducking: ducking)
    let count = Int(last - first)
    guard curve.steady != 0 else { return }
    if scratch.count < 2 * count { scratch = [Float](repeating: 0, count: 2 * count) }
    if gains.count < count { gains = [Float](repeating: 0, count: count) }
    // Balance: each side falls as the other is turned to (format section 2, *Meanings*).
    let (left, right) = (Float(min(1, 1 - clip.pan)), Float(min(1, 1 + clip.pan)))
    scratch.withUnsafeMutableBufferPointer { buffer in
      let sound = UnsafeMutableBufferPointer(rebasing: buffer[..<(2 * count)])
      guard sources.read(clip, from: clip.ownSample(at: first), into: sound) else { return }
      wide.withUnsafeMutableBufferPointer { sum in
        let target = UnsafeMutableBufferPointer(
          rebasing: sum[(2 * offset)..<(2 * (offset + count))])
        if let gain = curve.steady {
          target.add(sound, left: Float(gain) * left, right: Float(gain) * right)
          return
        }
        gains.withUnsafeMutableBufferPointer { buffer in
          let gains = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
          curve.fill(gains)
          target.add(sound, gains: gains, left: left, right: right)
        }
      }
    }
  }
}
