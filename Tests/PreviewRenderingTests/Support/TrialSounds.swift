import Foundation
import TestSupport

/// Sounds on which encoders are tried: interleaved stereo at 48 kHz, three seconds each.
enum TrialSounds {
  static let length = 144_000

  /// Steady tones, told by frequency and amplitude.
  static let tones: [(frequency: Double, amplitude: Double)] = [50, 500, 2500, 12_000].flatMap {
    frequency in [0.89, 0.4, 0.03, 0.001].map { (frequency, $0) }
  }

  /// One sound by its name.
  static func named(_ name: String) -> [Float] {
    var generator = SeededGenerator(seed: 5)
    var noise: [Double] = []
    if ["white", "quiet white", "pink", "drums", "hot white"].contains(name) {
      noise = (0..<2 * length).map { _ in normal(using: &generator) }
    }
    var sample = { (_: Double, _: Int) -> Double in 0 }
    switch name {
    case "chord":
      sample = { t, _ in
        [261.6, 329.6, 392, 523.2, 784, 1046].reduce(0) { $0 + 0.14 * sin(2 * .pi * $1 * t) }
      }
    case "apart": sample = { t, side in 0.4 * sin(2 * .pi * (side == 0 ? 440 : 554) * t) }
    case "saw": sample = { t, _ in 0.8 * ((110 * t).truncatingRemainder(dividingBy: 1) - 0.5) }
    case "high saw": sample = { t, _ in 0.2 * ((440 * t).truncatingRemainder(dividingBy: 1) - 0.5) }
    case "soft square": sample = { t, _ in sin(2 * .pi * 110 * t) < 0 ? -0.4 : 0.4 }
    case "square": sample = { t, _ in sin(2 * .pi * 110 * t) < 0 ? -0.89 : 0.89 }
    case "sweep": sample = { t, _ in 0.4 * sin(2 * .pi * (50 * t + 2000 * t * t)) }
    case "kick":
      sample = { t, _ in
        let since = t.truncatingRemainder(dividingBy: 0.5)
        return 0.8 * sin(2 * .pi * (60 * since + 8 * (1 - exp(-30 * since)))) * exp(-8 * since)
      }
    case "white": return noise.map { Float(0.2 * $0) }.map { min(max($0, -0.89), 0.89) }
    case "quiet white": return noise.map { Float(0.02 * $0) }
    case "hot white": return noise.map { Float(0.5 * $0) }
    case "drums":
      return noise.enumerated().map { index, value in
        Float(
          0.25 * value
            * exp(-30 * (Double(index / 2) / 48_000).truncatingRemainder(dividingBy: 0.25)))
      }
    case "pink": return pink(noise)
    case "vowel", "hot vowel": return vowel(name == "vowel" ? 0.5 : 2)
    default: break
    }
    return stereo(sample)
  }

  /// A steady tone.
  static func tone(_ frequency: Double, _ amplitude: Double) -> [Float] {
    stereo { t, _ in amplitude * sin(2 * .pi * frequency * t + 1) }
  }

  private static func stereo(_ sample: (Double, Int) -> Double) -> [Float] {
    (0..<2 * length).map { Float(sample(Double($0 / 2) / 48_000, $0 % 2)) }
  }

  private static func normal(using generator: inout SeededGenerator) -> Double {
    let (u, v) = (
      Double.random(in: 1e-12...1, using: &generator), Double.random(in: 0...1, using: &generator)
    )
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
  }

  /// Noise that falls by 3 dB an octave: Paul Kellet's three poles.
  private static func pink(_ noise: [Double]) -> [Float] {
    var state = [[0.0, 0, 0], [0.0, 0, 0]]
    return noise.enumerated().map { index, white in
      let side = index % 2
      state[side][0] = 0.99765 * state[side][0] + white * 0.0990460
      state[side][1] = 0.96300 * state[side][1] + white * 0.2965164
      state[side][2] = 0.57000 * state[side][2] + white * 1.0526913
      return Float(0.05 * (state[side].reduce(0, +) + white * 0.1848))
    }
  }

  /// A voice's pulses through three formants.
  private static func vowel(_ peak: Float) -> [Float] {
    var sound = (0..<length).map { place -> Double in
      let period = 400 + 60 * sin(Double(place) / 9000)
      return place % Int(period) == 0 ? 1 : 0
    }
    for (center, width) in [(700.0, 80.0), (1200, 90), (2600, 120)] {
      let r = exp(-Double.pi * width / 48_000)
      let (a, b) = (2 * r * cos(2 * Double.pi * center / 48_000), -r * r)
      var (last, before) = (0.0, 0.0)
      for index in sound.indices {
        let value = sound[index] * (1 - r) + a * last + b * before
        (last, before) = (value, last)
        sound[index] = value
      }
    }
    let top = sound.reduce(0) { max($0, abs($1)) }
    return sound.flatMap { value -> [Float] in
      let sample = Float(value / top) * peak
      return [sample, sample]
    }
  }
}
