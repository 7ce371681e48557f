import Foundation

/// A stretch of sound that should be one tone.
public struct Tone {
  private let samples: [Double]

  /// Takes samples at 48 kHz.
  public init(_ samples: some Sequence<Float>) { self.samples = samples.map { Double($0) } }

  /// A short piece: the tone in it, and what else.
  public struct Window {
    /// The peak of the tone.
    public var amplitude: Double
    /// Against a tone of the same frequency that starts with the stretch, in radians.
    public var phase: Double
    /// The peak of a tone that would be as loud as all else.
    public var rest: Double
  }

  /// Pieces end to end, the tone taken out of each by least squares.
  public func windows(of length: Int, frequency: Double) -> [Window] {
    stride(from: 0, through: samples.count - length, by: length).map { start in
      let step = 2 * Double.pi * frequency / 48_000
      var (cc, ss, cs, xc, xs, xx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for index in start..<(start + length) {
        let (x, c, s) = (samples[index], cos(step * Double(index)), sin(step * Double(index)))
        cc += c * c
        ss += s * s
        cs += c * s
        xc += x * c
        xs += x * s
        xx += x * x
      }
      let determinant = cc * ss - cs * cs
      let a = (xc * ss - xs * cs) / determinant
      let b = (xs * cc - xc * cs) / determinant
      let rest = max(xx - a * xc - b * xs, 0) * 2 / Double(length)
      return Window(
        amplitude: (a * a + b * b).squareRoot(), phase: atan2(-b, a), rest: rest.squareRoot())
    }
  }

  /// The mean frequency, from how the phase runs away from that of a tone of about that frequency.
  public func frequency(near frequency: Double) -> Double {
    let length = 2400
    let phases = windows(of: length, frequency: frequency).map(\.phase)
    var turned = 0.0
    for (before, after) in zip(phases, phases.dropFirst()) {
      turned += remainder(after - before, 2 * Double.pi)
    }
    let seconds = Double((phases.count - 1) * length) / 48_000
    return frequency + turned / (2 * Double.pi) / seconds
  }
}
