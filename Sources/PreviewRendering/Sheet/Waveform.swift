import Compositing
import DraftModel
import Foundation
import RenderPlanning

/// How loud one track is at every column of a lane.
struct Waveform: Sendable {
  /// The largest sample of either channel, 0 to 1.
  private(set) var peaks: [Float]
  /// The root of the mean square of both, 0 to 1.
  private(set) var levels: [Float]

  /// The level, in decibels below full scale, that is as high as silence.
  private static let floor: Float = 48

  /// How high a value stands, 0 to 1: in decibels, as a bed under a voice would be a bare line otherwise.
  static func height(of value: Float) -> Float {
    guard value > 0 else { return 0 }
    return min(max(1 + 20 * log10(value) / floor, 0), 1)
  }

  /// Samples mixed at once: two seconds.
  private static let block: Int64 = 96_000

  /// Mixes a track alone, as it would sound neither muted nor hidden.
  ///
  /// - Parameters:
  ///   - columns: Over how many columns the whole timeline goes.
  ///   - each: Called after each block, with how many columns are done.
  /// - Throws: `CancellationError` when cancelled.
  init(
    of track: Timeline.Track, in timeline: Timeline, catalog: MediaCatalog, columns: Int,
    _ each: (Int) -> Void
  ) throws {
    var heard = track
    heard.isMuted = false
    // A hidden track is silent.
    heard.isHidden = false
    var alone = timeline
    alone.tracks = [heard]
    // The picture is not wanted: the smallest there is.
    let plan = RenderPlan(
      alone, media: catalog, request: RenderRequest(size: .exact(width: 16, height: 16)))
    peaks = [Float](repeating: 0, count: columns)
    levels = peaks
    var counts = [Int](repeating: 0, count: columns)
    let total = max(plan.sound.sampleCount, 1)
    let mixer = SoundMixer(plan: plan)
    var samples: [Float] = []
    var first: Int64 = 0
    while first < total {
      try Task.checkCancellation()
      let end = min(first + Self.block, total)
      if plan.sound.clips.contains(where: { $0.first < end && $0.end > first }) {
        samples = [Float](repeating: 0, count: Int(end - first) * 2)
        mixer.mix(from: first, into: &samples)
        add(samples, from: first, of: total, counting: &counts)
      }
      first = end
      each(Int(first * Int64(columns) / total))
    }
    for column in levels.indices where counts[column] > 0 {
      levels[column] = (levels[column] / Float(counts[column])).squareRoot()
    }
  }

  private mutating func add(
    _ samples: [Float], from first: Int64, of total: Int64, counting counts: inout [Int]
  ) {
    let columns = Int64(peaks.count)
    var sample = first
    let end = first + Int64(samples.count / 2)
    while sample < end {
      let column = sample * columns / total
      // The first sample of the next column.
      let stop = min(((column + 1) * total + columns - 1) / columns, end)
      var (peak, sum): (Float, Float) = (0, 0)
      for index in Int(sample - first) * 2..<Int(stop - first) * 2 {
        let value = samples[index]
        peak = max(peak, abs(value))
        sum += value * value
      }
      peaks[Int(column)] = max(peaks[Int(column)], peak)
      levels[Int(column)] += sum
      counts[Int(column)] += Int(stop - sample) * 2
      sample = stop
    }
  }
}
