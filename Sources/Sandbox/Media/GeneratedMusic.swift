import DraftModel
import Foundation
import LibAV

/// A bed of music made from a style: four soft chords, round and round, over a slow pulse.
///
/// The same style gives the same music.
struct GeneratedMusic: Sendable {
  let style: String
  let length: Milliseconds

  /// Semitones above the root, chord by chord: what countless songs are built on.
  private static let chords = [[0, 4, 7, 11], [9, 12, 16, 19], [5, 9, 12, 16], [7, 11, 14, 17]]
  /// The amplitude of one of a chord's voices.
  private static let voice = 0.09

  private var draw: UInt64 { StableDraw.draw(style) }

  /// Writes the music as AAC in an MP4 file.
  func write(to path: String) throws {
    let rate = AudioEncoder.sampleRate
    let encoder = try AudioEncoder()
    var muxer = try Muxer(
      path: path, video: nil, audio: AudioStreamParameters(of: encoder),
      metadata: [(key: "title", value: style)])
    let count = max(1, Int(length.rawValue) * rate / 1000)
    for start in stride(from: 0, to: count, by: rate) {
      try Task.checkCancellation()
      let samples = samples(start..<min(start + rate, count), rate: rate)
      for packet in try encoder.encode(samples) { try muxer.write(packet, to: .audio) }
    }
    for packet in try encoder.finish() { try muxer.write(packet, to: .audio) }
    try muxer.finish()
  }

  /// Samples, left and right in turn.
  private func samples(_ range: Range<Int>, rate: Int) -> [Float] {
    let beat = 60 / (70 + Double(draw % 50))
    let root = 196 * pow(2, Double(draw / 50 % 12) / 12) / 2
    let pitches = Self.chords.map { chord in chord.map { root * pow(2, Double($0) / 12) } }
    var samples = [Float](repeating: 0, count: range.count * 2)
    for (place, index) in range.enumerated() {
      let time = Double(index) / Double(rate)
      let bar = Int(time / (beat * 4))
      let inBar = time - Double(bar) * beat * 4
      let inBeat = inBar.truncatingRemainder(dividingBy: beat)
      // Each chord swells and goes, so that none begins or ends with a click.
      let swell = sin(min(1, inBar / (beat * 4)) * .pi)
      var sum = 0.0
      for (number, pitch) in pitches[bar % pitches.count].enumerated() {
        sum += sin(2 * .pi * pitch * time) * Self.voice / Double(1 + number) * swell
      }
      let pulse = sin(2 * .pi * 55 * inBeat) * exp(-inBeat * 14) * 0.18
      let width = 0.15 * sin(2 * .pi * 0.1 * time)
      samples[2 * place] = Float((sum + pulse) * (1 - width))
      samples[2 * place + 1] = Float((sum + pulse) * (1 + width))
    }
    return samples
  }
}
