/// The samples of a tick, as they are generated.
///
/// The phase is a quadratic in the sample's number, so each sample is the one before turned by a step which itself
/// turns by a constant: two complex products a sample, and no sine function needed.
struct Sweep {
  let samples: [Float]
  /// The sum of the squares of the samples.
  let energy: Double

  init(pitch: Int, sampleRate: Int) {
    let rate = Double(sampleRate)
    let count = Int((Tick.duration * rate).rounded())
    let low = Tick.lowestFrequency + Tick.bandwidth * Double(pitch)
    let linear = 2 * Double.pi * low / rate
    let quadratic = Double.pi * Tick.bandwidth / (Tick.duration * rate * rate)
    var now = Rotation(cosine: 1, sine: 0)
    var step = Rotation(angle: linear + quadratic)
    let turn = Rotation(angle: 2 * quadratic)
    var samples: [Float] = []
    samples.reserveCapacity(count)
    var energy = 0.0
    for _ in 0..<count {
      let sample = Tick.peak * now.sine
      samples.append(Float(sample))
      energy += sample * sample
      now = now * step
      step = step * turn
    }
    self.samples = samples
    self.energy = energy
  }
}

/// A turn of the plane.
private struct Rotation {
  var cosine: Double
  var sine: Double

  init(cosine: Double, sine: Double) {
    self.cosine = cosine
    self.sine = sine
  }

  /// The turn by `angle` radians, by Taylor series of a 64th of it, doubled six times.
  init(angle: Double) {
    let small = angle / 64
    let square = small * small
    var turn = Rotation(
      cosine: 1 - square / 2 * (1 - square / 12 * (1 - square / 30)),
      sine: small * (1 - square / 6 * (1 - square / 20 * (1 - square / 42))))
    for _ in 0..<6 { turn = turn * turn }
    self = turn
  }

  static func * (left: Rotation, right: Rotation) -> Rotation {
    Rotation(
      cosine: left.cosine * right.cosine - left.sine * right.sine,
      sine: left.sine * right.cosine + left.cosine * right.sine)
  }
}
