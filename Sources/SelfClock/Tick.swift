/// A short rising sweep in the sound of a self-clocking clip, which starts exactly on a whole second of the clip.
///
/// The tick of second k of clip c has pitch (c + k) mod 8 and lasts 10 ms: a sine that starts at phase 0 and rises
/// through the pitch's own band of 600 Hz, the lowest from 600 Hz, with a peak of 0.4. `scripts/media/clock.py`
/// writes the same sound.
package struct Tick: Hashable, Sendable {
  static let pitches = 8
  static let duration = 0.01
  static let lowestFrequency = 600.0
  static let bandwidth = 600.0
  static let peak = 0.4

  /// Where the tick starts, in samples from the first one, to a fraction of a sample.
  package let position: Double
  /// 0 to 7, from low to high.
  package let pitch: Int
  /// The amplitude as a multiple of that at generation.
  package let gain: Double
  /// How much the sound there is this tick and nothing else: 1 for the tick alone.
  package let likeness: Double

  package init(position: Double, pitch: Int, gain: Double, likeness: Double) {
    self.position = position
    self.pitch = pitch
    self.gain = gain
    self.likeness = likeness
  }

  /// The second of clip `clip` that this tick starts, modulo 8.
  package func second(ofClip clip: Int) -> Int {
    let difference = (pitch - clip) % Self.pitches
    return difference < 0 ? difference + Self.pitches : difference
  }
}
