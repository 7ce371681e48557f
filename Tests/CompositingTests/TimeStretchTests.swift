import Foundation
import TestSupport
import Testing

@Suite("Speeds that keep the pitch")
struct TimeStretchTests {
  static let speeds = [0.1, 0.25, 0.5, 0.75, 1.25, 2, 3, 8, 16]

  private func text(
    _ members: String, length: Int = 4000, start: Int = 0, type: Int = 1
  ) -> String {
    #"{"t":[{"tt":\#(type),"sg":[{"s":\#(start),"d":\#(length),"m":{"src":"in.wav"\#(members)}}]}]}"#
  }

  /// A mono sound goes to both sides at full level.
  private static let side = 1.0

  @Test(
    "A steady tone keeps its frequency and its level, and nothing else is heard", arguments: speeds)
  func steadyTone(speed: Double) throws {
    let stage = try SoundStage()
    for frequency in [110.0, 440, 1900] {
      try stage.write(
        "in.wav", rate: 8000, [Sound.sine(frequency, seconds: 4.2 * max(speed, 1), rate: 8000)])
      let mix = try stage.mix(text(#","speed":\#(speed),"loop":false"#))
      #expect(mix.left.count == 192_000)
      let tone = Tone(mix.left[4800..<187_200])
      let found = tone.frequency(near: frequency)
      #expect(abs(found / frequency - 1) < 0.005, "\(found) Hz")
      let windows = tone.windows(of: 960, frequency: found)
      let levels = windows.map(\.amplitude)
      let quietest = (levels.min() ?? 0) / (0.25 * Self.side)
      let loudest = (levels.max() ?? 0) / (0.25 * Self.side)
      #expect(quietest > 0.97 && loudest < 1.03, "\(frequency) Hz: \(quietest) to \(loudest)")
      let rest = windows.map { $0.rest / $0.amplitude }.max() ?? 1
      #expect(rest < 0.02, "\(frequency) Hz: \(rest)")
    }
  }

  @Test("Late in a long clip a tone sets in where it belongs, within 2 ms", arguments: speeds)
  func onset(speed: Double) throws {
    let stage = try SoundStage()
    for onset in [31.4, 32.0007, 33.003] {
      let inside = onset * speed
      try stage.write(
        "in.wav", rate: 8000,
        [Sound.sine(440, seconds: inside + max(0.2, speed), onset: inside, rate: 8000)])
      let start = Int(onset * 48_000) - 24_000
      let mix = try stage.mix(
        text(#","speed":\#(speed),"loop":false"#, length: 40_000), from: start, count: 48_000)
      let threshold = Float(0.125 * Self.side)
      let first = try #require(mix.left.firstIndex { abs($0) > threshold })
      let error = Double(first + start) / 48 - onset * 1000
      #expect(abs(error) < 2, "\(onset) s: \(error) ms")
    }
  }

  @Test(
    "Ticks stay where they belong, none is lost or heard twice",
    arguments: [0.75, 1.25, 2, 3, 8, 16])
  func ticks(speed: Double) throws {
    let stage = try SoundStage()
    // A tick of 4 ms about every 300 ms of output.
    let places = (1...12).map { (0.3 * Double($0) + 0.0137 * Double($0 % 5)) }
    var samples = [Float](repeating: 0, count: Int(4.2 * speed * 48_000))
    for place in places {
      let first = Int(place * speed * 48_000)
      for index in 0..<192 {
        samples[first + index] = Float(0.5 * sin(2 * Double.pi * 2000 * Double(index) / 48_000))
      }
    }
    try stage.write("in.wav", [samples])
    let mix = try stage.mix(text(#","speed":\#(speed),"loop":false"#))
    var heard: [Double] = []
    for (index, sample) in mix.left.enumerated() where abs(sample) > 0.15 {
      let time = Double(index) / 48_000
      if let last = heard.last, time - last < 0.02 { continue }
      heard.append(time)
    }
    #expect(heard.count == places.count, "\(heard)")
    for (found, place) in zip(heard, places) { #expect(abs(found - place) < 0.002) }
  }

  @Test(
    "A clip that is trimmed, split or moved sounds as before, to the bit", arguments: [0.5, 1.6, 3])
  func pieces(speed: Double) throws {
    let stage = try SoundStage()
    var generator = SeededGenerator()
    try stage.write(
      "in.wav", [(0..<480_000).map { _ in Float.random(in: -0.3...0.3, using: &generator) }])
    let whole = try stage.mix(text(#","speed":\#(speed)"#, length: 3000))
    let inPoint = Int(1000 * speed)
    let moved = try stage.mix(
      text(#","speed":\#(speed),"in":\#(inPoint)"#, length: 2000, start: 300))
    let isEqual = moved.left[14_400...].elementsEqual(whole.left[48_000...])
    #expect(isEqual, "\(generator)")
  }

  @Test("Before the source's start and after its end there is silence")
  func outside() throws {
    let stage = try SoundStage()
    try stage.write("in.wav", [Sound.sine(440, seconds: 1)])
    let mix = try stage.mix(text(#","speed":0.5,"loop":false"#, length: 3000))
    #expect(mix.left[(2030 * 48)...].allSatisfy { abs($0) < 1e-4 })
    #expect(mix.left[(1950 * 48)..<(1990 * 48)].contains { abs($0) > 0.1 })
    #expect(mix.left[..<960].contains { abs($0) > 0.1 })
  }

  @Test("A transition is given the sound before the in-point, at the same speed")
  func handle() throws {
    let stage = try SoundStage()
    try stage.write("in.wav", [Sound.sine(440, seconds: 6, onset: 1.9)])
    try stage.write("quiet.wav", [Sound.constant(0, milliseconds: 2000)])
    let mix = try stage.mix(
      #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"quiet.wav"}},{"d":1000,"m":{"src":"in.wav","in":2000,"#
        + #""speed":2,"transition":{"type":"crossfade","d":400}}}]}]}"#)
    // 100 ms of the source before the in-point are 50 ms before the cut.
    let first = try #require(mix.left.firstIndex { abs($0) > 0.02 })
    #expect(abs(Double(first) / 48 - 950) < 2)
  }

  @Test("A source that loops goes on without a seam at any speed", arguments: [0.4, 1.25, 7])
  func loops(speed: Double) throws {
    let stage = try SoundStage()
    try stage.write("in.wav", [Sound.sine(440, seconds: 1)])
    let mix = try stage.mix(text(#","speed":\#(speed),"loop":true"#))
    let windows = Tone(mix.left[4800..<187_200]).windows(of: 2400, frequency: 440)
    #expect(windows.allSatisfy { $0.amplitude > 0.97 * 0.25 * Self.side })
  }
}
