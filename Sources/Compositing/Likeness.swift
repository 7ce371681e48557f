/// How alike a run of interleaved stereo is to others that begin around a place: normalised correlation.
///
/// Pointers reach as far as the ranges asked for, and the length beyond.
struct Likeness {
  private let pattern: UnsafePointer<Float>
  private let place: UnsafePointer<Float>
  /// Stereo samples.
  private let length: Int
  private let energy: Float

  /// Samples that the first, coarse search takes together.
  private static let coarse = 4
  /// The mean square below which there is nothing to be like.
  private static let silence: Float = 1e-8

  /// Prepares to compare `length` stereo samples at `pattern` with those around `place`.
  init(of pattern: UnsafePointer<Float>, around place: UnsafePointer<Float>, length: Int) {
    self.pattern = pattern
    self.place = place
    self.length = length
    energy = pattern.product(with: pattern, count: 2 * length)
  }

  var isSilent: Bool { energy < Self.silence * Float(2 * length) }

  /// The likeness at an offset, −1 to 1.
  private subscript(_ offset: Int) -> Float {
    let other = place + 2 * offset
    let product = pattern.product(with: other, count: 2 * length)
    return Self.normalised(
      product, energy, other.product(with: other, count: 2 * length))
  }

  private static func normalised(_ product: Float, _ first: Float, _ second: Float) -> Float {
    product / (first * second + .leastNormalMagnitude).squareRoot()
  }

  /// About the offset of the greatest likeness, less a penalty for each sample that it is away from zero; found
  /// on sound of a quarter of the rate.
  func best(of offsets: ClosedRange<Int>, penalty: Float) -> Int {
    let steps = (offsets.upperBound - offsets.lowerBound) / Self.coarse + 1
    let short = length / Self.coarse
    let small = Self.reduced(pattern, count: short)
    let others = Self.reduced(place + 2 * offsets.lowerBound, count: short + steps - 1)
    return small.withUnsafeBufferPointer { small in
      others.withUnsafeBufferPointer { others in
        guard let pattern = small.baseAddress, var other = others.baseAddress else { return 0 }
        let energy = pattern.product(with: pattern, count: 2 * short)
        var best = (offset: 0, score: -Float.infinity)
        for step in 0..<steps {
          let offset = offsets.lowerBound + step * Self.coarse
          let score =
            Self.normalised(
              pattern.product(with: other, count: 2 * short), energy,
              other.product(with: other, count: 2 * short)) - penalty * Float(abs(offset))
          if score > best.score { best = (offset, score) }
          other += 2
        }
        return best.offset
      }
    }
  }

  /// The peak of likeness near an offset, to a part of a sample.
  func peak(near offset: Int, in offsets: ClosedRange<Int>) -> Double {
    let near = (offset - Self.coarse)...(offset + Self.coarse)
    var peak = (offset: offset, value: -Float.infinity)
    for candidate in near.clamped(to: offsets) {
      let value = self[candidate]
      if value > peak.value { peak = (candidate, value) }
    }
    // A peak has its neighbours below it; on the way up there are few steps.
    for _ in 0..<2 * Self.coarse {
      let (left, right) = (self[peak.offset - 1], self[peak.offset + 1])
      if right > peak.value, right >= left, peak.offset < offsets.upperBound {
        peak = (peak.offset + 1, right)
      } else if left > peak.value, peak.offset > offsets.lowerBound {
        peak = (peak.offset - 1, left)
      } else {
        // The top of a parabola through three points.
        let bend = left - 2 * peak.value + right
        let part = bend < 0 ? (left - right) / (2 * bend) : 0
        return Double(peak.offset) + Double(min(max(part, -0.5), 0.5))
      }
    }
    return Double(peak.offset)
  }

  /// Sound of a quarter of the rate: sums of four.
  private static func reduced(_ sound: UnsafePointer<Float>, count: Int) -> [Float] {
    (0..<2 * count).map { index in
      let first = sound + 2 * coarse * (index / 2) + index % 2
      return first[0] + first[2] + first[4] + first[6]
    }
  }
}
