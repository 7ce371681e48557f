import DraftModel
import Foundation
import LibAV

/// Plays a source faster or slower without changing its pitch.
///
/// Grains of 16 ms are taken from the source and laid 8 ms apart, each moved a little to where it goes on best
/// from the one before (WSOLA: Verhelst and Roelands, ICASSP 1993). FFmpeg's `atempo` does the same, but what it
/// gives depends on where it began, and chained for speeds of 0.1 to 16 it had an onset 12 to 290 ms too early.
///
/// Sound is made in blocks on a grid that starts with the source. The grain at each block's border stands where it
/// belongs and not where it was moved to, and what that lacks to a smooth joint is spread over the grains before:
/// so a block depends on its source alone, its rate is exact, and blocks made apart join. Onsets also stand
/// where they belong and sound once, at any speed.
struct TimeStretch {
  /// Samples between grains; a grain has twice as many.
  static let hop = 384
  /// Grains in a block.
  static let grains = 256
  /// Samples of each channel in a block: two seconds.
  static let blockLength = hop * grains
  /// How far a grain is moved at most, in samples: half a period of 50 Hz.
  static let reach = 480
  /// The way over from what came before to an onset, in samples: one millisecond.
  private static let edge = 48

  /// Gives a source's sound, interleaved stereo, from a sample on.
  typealias Source = (Int64, UnsafeMutableBufferPointer<Float>) throws(FFmpegError) -> Void

  let speed: DraftModel.Ratio

  /// Makes a block: interleaved stereo from sample `number` times ``blockLength`` of the stretched source on.
  func block(_ number: Int64, of source: Source) throws(FFmpegError) -> [Float] {
    let first = number * Int64(Self.blockLength)
    let centres = (0...Self.grains).map { sourceSample(at: first + Int64($0 * Self.hop)) }
    let hop = Int((Double(Self.hop) * max(speed.doubleValue, 1)).rounded(.up))
    // Of two onsets within two grains only one could stand at its place.
    let distance = 5 * hop / 2
    // A grain at an onset is moved by up to a hop of the source and one of its own.
    let margin = Int64(2 * (hop + Self.hop) + Self.reach + Onsets.surroundings(apart: distance))
    let cell = Int64(Onsets.cell)
    let base = (centres[0] - margin).quotient(roundedDown: cell) * cell
    let count = Int(centres[Self.grains] + margin - base)
    var sound = [Float](repeating: 0, count: 2 * count)
    try sound.withUnsafeMutableBufferPointer { buffer throws(FFmpegError) in
      try source(base, buffer)
    }
    let onsets = Onsets.find(in: sound, apart: distance).map { place in
      GrainPlacement.Onset(
        source: place, output: Int(outputSample(of: base + Int64(place)) - first))
    }
    return overlapped(
      GrainPlacement(sound: sound, centres: centres.map { Int($0 - base) }, onsets: onsets))
  }

  private func sourceSample(at sample: Int64) -> Int64 {
    sample.scaled(by: speed.numerator, over: speed.denominator)
  }

  private func outputSample(of sample: Int64) -> Int64 {
    sample.scaled(by: speed.denominator, over: speed.numerator)
  }

  /// Each grain goes over into the next along a squared sine, whose two sides add up to one.
  private func overlapped(_ placement: GrainPlacement) -> [Float] {
    let hop = Self.hop
    var output = [Float](repeating: 0, count: 2 * Self.blockLength)
    var last = [Float](repeating: 0, count: 4 * hop)
    var next = last
    placement.writeGrain(0, to: &last)
    for index in 0..<Self.grains {
      placement.writeGrain(index + 1, to: &next)
      let rise = placement.onsets[index + 1].map { Self.rise(to: $0 - index * hop) } ?? Self.rise
      for frame in 0..<hop {
        for float in (2 * frame)..<(2 * frame + 2) {
          let old = last[2 * hop + float]
          output[2 * index * hop + float] = old + (next[float] - old) * rise[frame]
        }
      }
      swap(&last, &next)
    }
    return output
  }

  private static let rise = (0..<hop).map { frame -> Float in
    let sine = sin((Double(frame) + 0.5) / Double(hop) * Double.pi / 2)
    return Float(sine * sine)
  }

  /// All of the old before an onset, all of the new from it on.
  private static func rise(to onset: Int) -> [Float] {
    (0..<hop).map { min(max(Float($0 - onset + edge) / Float(edge), 0), 1) }
  }
}

extension Int64 {
  /// The quotient, rounded towards minus infinity.
  fileprivate func quotient(roundedDown divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
