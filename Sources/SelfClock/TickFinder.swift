/// Finds ticks in a sound by normalised correlation with each of the eight sweeps.
///
/// The sweeps share no band, so two clips that tick at once are told apart, and a codec's pre-echo does not move the
/// peak as it would move a threshold's first crossing.
package struct TickFinder: Sendable {
  /// Two ticks of one gain at one instant have a likeness of 0.71 each; neighbouring pitches stay below 0.5.
  static let leastLikeness = 0.6
  /// The mean square below which a stretch counts as silence: -80 dB of full scale.
  static let silence = 1e-8

  private let sampleRate: Int

  /// A finder for sounds of `sampleRate` samples a second; nil below 12 kHz, which cannot carry the highest tick.
  package init?(sampleRate: Int) {
    guard (12_000...768_000).contains(sampleRate) else { return nil }
    self.sampleRate = sampleRate
  }

  /// The ticks in one channel, in order of position; those that start up to 10 ms before the first sample too.
  package func ticks(in samples: [Float]) -> [Tick] {
    let length = Int((Tick.duration * Double(sampleRate)).rounded())
    let silence = [Float](repeating: 0, count: length)
    let padded = silence + samples + silence
    let energies = Self.energies(of: padded, length: length)
    var found: [Tick] = []
    for pitch in 0..<Tick.pitches {
      let sweep = Sweep(pitch: pitch, sampleRate: sampleRate)
      found += peaks(of: sweep, pitch: pitch, in: padded, energies: energies, padding: length)
    }
    return found.sorted { ($0.position, $0.pitch) < ($1.position, $1.pitch) }
  }

  /// The energy of each stretch of `length` samples, by the stretch's first sample.
  private static func energies(of samples: [Float], length: Int) -> [Double] {
    var energies: [Double] = []
    energies.reserveCapacity(samples.count - length + 1)
    var sums = [0.0]
    sums.reserveCapacity(samples.count + 1)
    var sum = 0.0
    for sample in samples {
      sum += Double(sample) * Double(sample)
      sums.append(sum)
    }
    for start in 0...(samples.count - length) {
      energies.append(max(0, sums[start + length] - sums[start]))
    }
    return energies
  }

  private func peaks(
    of sweep: Sweep, pitch: Int, in samples: [Float], energies: [Double], padding: Int
  ) -> [Tick] {
    let quiet = Self.silence * Double(sweep.samples.count)
    var ticks: [Tick] = []
    var best: (start: Int, likeness: Double)?
    func likeness(at start: Int) -> Double {
      guard energies.indices.contains(start), energies[start] > quiet else { return 0 }
      return correlation(of: sweep.samples, in: samples, at: start)
        / (energies[start] * sweep.energy).squareRoot()
    }
    func close() {
      guard let peak = best else { return }
      let before = likeness(at: peak.start - 1)
      let after = likeness(at: peak.start + 1)
      let bend = before - 2 * peak.likeness + after
      let offset = bend < 0 ? (before - after) / (2 * bend) : 0
      let gain = correlation(of: sweep.samples, in: samples, at: peak.start) / sweep.energy
      ticks.append(
        Tick(
          position: Double(peak.start - padding) + offset, pitch: pitch, gain: gain,
          likeness: peak.likeness))
      best = nil
    }
    for start in energies.indices {
      if let peak = best, start - peak.start > sweep.samples.count { close() }
      let likeness = likeness(at: start)
      if likeness > max(Self.leastLikeness, best?.likeness ?? 0) { best = (start, likeness) }
    }
    close()
    return ticks
  }
}

/// The sum of products of `pattern` and the stretch of `samples` from `start`, which must hold it whole.
private func correlation(of pattern: [Float], in samples: [Float], at start: Int) -> Double {
  let pattern = pattern.span
  let stretch = samples.span.extracting(start..<(start + pattern.count))
  // Eight sums at once: a single one would wait for each addition before the next.
  var sums = SIMD8<Float>.zero
  let whole = pattern.count - pattern.count % 8
  for index in stride(from: 0, to: whole, by: 8) {
    var left = SIMD8<Float>.zero
    var right = SIMD8<Float>.zero
    for lane in 0..<8 {
      left[lane] = pattern[index + lane]
      right[lane] = stretch[index + lane]
    }
    sums += left * right
  }
  var sum = sums.sum()
  for index in whole..<pattern.count { sum += pattern[index] * stretch[index] }
  return Double(sum)
}
