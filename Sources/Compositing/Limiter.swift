import Foundation
import RenderPlanning

/// Keeps a mix within −1 dBFS by looking ahead (format section 7).
///
/// The gain at a sample is the mean, over a window, of the smallest gain that any sample of a window around
/// needs: it has come down before the peak and leaves it after, and the peak itself never passes. Both windows
/// are finite, so a stretch needs only ``reach`` samples on each side and no memory of the past.
package struct Limiter {
  /// The highest value let through: −1 dBFS.
  package static let ceiling = Float(pow(10, -1.0 / 20))
  /// How many samples on each side of a stretch its gains depend on: both windows' halves.
  static let reach = Int(SoundPlan.lookAround)
  /// Half a window: 5 ms at 48 kHz.
  private static let half = reach / 2

  /// Limits the middle of `wide`, which has ``reach`` samples more than `samples` on each side.
  func limit(
    _ wide: UnsafeMutableBufferPointer<Float>, into samples: UnsafeMutableBufferPointer<Float>
  ) {
    let count = samples.count / 2
    let margin = Self.reach
    let middle = UnsafeMutableBufferPointer(
      rebasing: wide[(margin * 2)..<(margin * 2 + samples.count)])
    _ = samples.update(from: middle)
    if wide.peak <= Self.ceiling { return }
    let needed = (0..<count + 2 * margin).map { index in
      let peak = max(abs(wide[index * 2]), abs(wide[index * 2 + 1]))
      return peak > Self.ceiling ? Self.ceiling / peak : 1
    }
    let gains = Self.smoothed(needed)
    for index in 0..<count {
      let gain = gains[index + margin]
      guard gain < 1 else { continue }
      // Rounding must not lift a sample back above.
      samples[index * 2] = Self.clamped(samples[index * 2] * gain)
      samples[index * 2 + 1] = Self.clamped(samples[index * 2 + 1] * gain)
    }
  }

  /// Gains that change slowly and are nowhere greater than what each sample needs; at either end the need is taken
  /// to be none beyond.
  ///
  /// The mean over a window that lies inside every window whose minimum it averages never exceeds what the middle
  /// sample needs.
  package static func smoothed(_ needed: [Float]) -> [Float] {
    let lowest = slidingMinimum(needed, half: half)
    let count = lowest.count
    var sums = [Double](repeating: 0, count: count + 1)
    for (index, value) in lowest.enumerated() { sums[index + 1] = sums[index] + Double(value) }
    let window = Double(2 * half + 1)
    return lowest.indices.map { index in
      let (first, end) = (max(index - half, 0), min(index + half + 1, count))
      let outside = Double(2 * half + 1 - (end - first))
      return Float((sums[end] - sums[first] + outside) / window)
    }
  }

  private static func clamped(_ sample: Float) -> Float { min(max(sample, -ceiling), ceiling) }

  /// The smallest value within `half` places of each, by a queue of falling candidates: linear time.
  private static func slidingMinimum(_ values: [Float], half: Int) -> [Float] {
    var result = values
    var queue: [Int] = []
    var head = 0
    for index in 0..<values.count + half {
      if index < values.count {
        while queue.count > head, values[queue[queue.count - 1]] >= values[index] {
          queue.removeLast()
        }
        queue.append(index)
      }
      let middle = index - half
      guard middle >= 0 else { continue }
      while queue[head] < middle - half { head += 1 }
      result[middle] = values[queue[head]]
    }
    return result
  }
}
