import Foundation

/// Where the grains of one block of stretched sound are taken from.
struct GrainPlacement {
  /// An onset, in samples from the sound's start and in samples of the block.
  struct Onset {
    var source: Int
    var output: Int
  }

  private static let hop = TimeStretch.hop
  /// How much a full ``TimeStretch/reach`` of distance counts against likeness, which is 1 at most: of the
  /// periods of a tone the nearest is taken.
  private static let distancePenalty: Float = 0.05

  /// Interleaved stereo.
  private let sound: [Float]
  /// The middles of the grains if none were moved, in samples from the sound's start.
  private let centres: [Int]
  /// The grains that bring an onset, and where in the block that is.
  private(set) var onsets: [Int: Int] = [:]
  /// How far each grain is moved, in samples.
  private(set) var offsets: [Double]
  /// How far each may be moved, so that no onset is heard but at its place.
  private var lowest: [Int]
  private var highest: [Int]

  /// Places the grains of a block, one more than it has hops.
  init(sound: [Float], centres: [Int], onsets found: [Onset]) {
    self.sound = sound
    self.centres = centres
    offsets = Array(repeating: 0, count: centres.count)
    lowest = Array(repeating: -TimeStretch.reach, count: centres.count)
    highest = Array(repeating: TimeStretch.reach, count: centres.count)
    for onset in found { bind(to: onset) }
    place()
  }

  /// Before an onset grains end before it, after it they begin after it; one between has it at its place.
  private mutating func bind(to onset: Onset) {
    for index in centres.indices {
      let output = index * Self.hop
      let distance = onset.source - centres[index]
      if output < onset.output {
        highest[index] = min(highest[index], distance - Self.hop)
      } else if output - Self.hop >= onset.output {
        lowest[index] = max(lowest[index], distance + Self.hop)
      } else {
        onsets[index] = onset.output
        offsets[index] = Double(distance + output - onset.output)
      }
    }
  }

  private mutating func place() {
    let last = centres.count - 1
    if onsets[0] == nil { offsets[0] = bounded(0, for: 0) }
    var fixed = 0
    for index in 1...last {
      if onsets[index] != nil { fixed = index } else { offsets[index] = continuation(for: index) }
    }
    guard fixed < last else { return }
    // The last grain is the next block's first, which knows nothing of this block.
    let lack = offsets[last] - bounded(0, for: last)
    for index in (fixed + 1)...last {
      offsets[index] -= lack * Double(index - fixed) / Double(last - fixed)
    }
  }

  private func bounded(_ offset: Double, for index: Int) -> Double {
    max(min(offset, Double(highest[index])), Double(lowest[index]))
  }

  /// The offset at which a grain is most like what follows the grain before, to a part of a sample.
  private func continuation(for index: Int) -> Double {
    let before = offsets[index - 1].rounded(.down)
    let part = offsets[index - 1] - before
    let (low, high) = (lowest[index], max(highest[index], lowest[index]))
    let found = sound.withUnsafeBufferPointer { sound -> Double? in
      guard let start = sound.baseAddress else { return nil }
      let likeness = Likeness(
        of: start + 2 * (centres[index - 1] + Int(before)),
        around: start + 2 * (centres[index] - Self.hop), length: 2 * Self.hop)
      guard low < high, !likeness.isSilent else { return nil }
      return likeness.peak(
        near: likeness.best(
          of: low...high, penalty: Self.distancePenalty / Float(TimeStretch.reach)),
        in: low...high)
    }
    return bounded(found.map { $0 + part } ?? 0, for: index)
  }
}

extension GrainPlacement {
  /// Taps of the filter that finds values between samples.
  private static let taps = 16

  /// Writes a grain, interleaved stereo of two hops.
  func writeGrain(_ index: Int, to grain: inout [Float]) {
    let whole = offsets[index].rounded(.down)
    let first = centres[index] + Int(whole) - Self.hop
    let weights = Self.weights(at: offsets[index] - whole)
    sound.withUnsafeBytes { sound in
      grain.withUnsafeMutableBytes { grain in
        for offset in stride(from: 0, to: 16 * Self.hop, by: 32) {
          var sum = SIMD8<Float>.zero
          for (tap, weight) in weights.enumerated() {
            let place = 8 * (first + tap - Self.taps / 2 + 1) + offset
            sum += sound.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self) * weight
          }
          grain.storeBytes(of: sum, toByteOffset: offset, as: SIMD8<Float>.self)
        }
      }
    }
  }

  /// A windowed sinc for a place between two samples, 0 to 1; the weights add up to one.
  private static func weights(at part: Double) -> [Float] {
    let weights = (0..<taps).map { tap -> Double in
      let distance = Double(tap - taps / 2 + 1) - part
      guard abs(distance) > 1e-9 else { return 1 }
      let angle = Double.pi * distance
      let window = cos(angle / Double(taps + 1))
      return sin(angle) / angle * window * window
    }
    let sum = weights.reduce(0, +)
    return weights.map { Float($0 / sum) }
  }
}
