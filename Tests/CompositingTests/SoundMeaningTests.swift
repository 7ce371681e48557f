import Foundation
import TestSupport
import Testing

/// Format sections 2 and 7 by arithmetic on known samples.
@Suite("Meanings of sound")
struct SoundMeaningTests {
  private let stage: SoundStage

  /// 0.5 on the left and −0.25 on the right for five seconds, silence of the same length, and a slope of a second.
  init() throws {
    stage = try SoundStage()
    try stage.write(
      "flat.wav",
      [Sound.constant(0.5, milliseconds: 5000), Sound.constant(-0.25, milliseconds: 5000)])
    try stage.write(
      "quiet.wav",
      [Sound.constant(0, milliseconds: 5000), Sound.constant(0, milliseconds: 5000)])
    let slope = (0..<48_000).map { Float($0) / 96_000 }
    try stage.write("slope.wav", [slope, slope])
  }

  private func track(_ segments: String, type: Int = 1, members: String = "") -> String {
    #"{"tt":\#(type),"m":{\#(members)},"sg":[\#(segments)]}"#
  }

  private func draft(_ tracks: String...) -> String {
    #"{"t":[\#(tracks.joined(separator: ","))]}"#
  }

  private func flat(_ members: String = "", length: Int = 2000) -> String {
    #"{"d":\#(length),"m":{"src":"flat.wav"\#(members)}}"#
  }

  /// The mix of the flat sound is it times a gain, given by milliseconds.
  private func expectGain(
    _ text: String, left: Double = 1, right: Double = 1,
    sourceLocation: SourceLocation = #_sourceLocation, _ gain: (Double) -> Double
  ) throws {
    let mix = try stage.mix(text)
    let lefts = Mix.distance(mix.left) { 0.5 * left * gain(Double($0) / 48) }
    let rights = Mix.distance(mix.right) { -0.25 * right * gain(Double($0) / 48) }
    #expect(lefts < 1e-6 && rights < 1e-6, "\(lefts) \(rights)", sourceLocation: sourceLocation)
    #expect(!mix.left.isEmpty, sourceLocation: sourceLocation)
  }

  @Test("Volumes of segment and track multiply")
  func volumes() throws {
    try expectGain(draft(track(flat()))) { _ in 1 }
    try expectGain(draft(track(flat(#","volume":0.3"#)))) { _ in 0.3 }
    try expectGain(draft(track(flat(#","volume":0.5"#), members: #""volume":1.5"#))) { _ in 0.75 }
    try expectGain(draft(track(flat(#","volume":0"#)))) { _ in 0 }
  }

  @Test(
    "A keyframe's ease rules the way to the next, and the nearest value holds outside",
    arguments: ["linear", "in", "out", "in_out", "hold"])
  func keyframes(ease: String) throws {
    let keys =
      #","volume":9,"keyframes":[{"at":500,"volume":0.2,"ease":"\#(ease)"},{"at":1500,"volume":1}]"#
    func share(_ u: Double) -> Double {
      switch ease {
      case "in": u * u
      case "out": 1 - (1 - u) * (1 - u)
      case "in_out": u < 0.5 ? 2 * u * u : 1 - 2 * (1 - u) * (1 - u)
      case "hold": u < 1 ? 0 : 1
      default: u
      }
    }
    try expectGain(draft(track(flat(keys)))) {
      0.2 + 0.8 * share(min(max(($0 - 500) / 1000, 0), 1))
    }
  }

  @Test("Keyframes without a volume leave the volume, and one with it holds throughout")
  func otherKeyframes() throws {
    let scale = #","volume":0.4,"keyframes":[{"at":0,"scale":1},{"at":900,"scale":2}]"#
    try expectGain(draft(track(flat(scale)))) { _ in 0.4 }
    let one = #","keyframes":[{"at":900,"volume":0.6}]"#
    try expectGain(draft(track(flat(one), members: #""volume":0.5"#))) { _ in 0.3 }
  }

  @Test("Fades are linear in amplitude, and multiply where they meet")
  func fades() throws {
    try expectGain(draft(track(flat(#","fade_in":400,"fade_out":700"#)))) {
      min($0 / 400, 1) * min((2000 - $0) / 700, 1)
    }
    try expectGain(draft(track(flat(#","volume":0.5,"fade_in":1500,"fade_out":1500"#)))) {
      0.5 * min($0 / 1500, 1) * min((2000 - $0) / 1500, 1)
    }
  }

  @Test("Pan is balance", arguments: [-1.0, -0.25, 0, 0.6, 1])
  func pan(p: Double) throws {
    try expectGain(
      draft(track(flat(#","pan":\#(p)"#))), left: min(1, 1 - p), right: min(1, 1 + p)
    ) { _ in 1 }
  }

  private func voice(_ members: String = "", start: Int = 1000, length: Int = 1000) -> String {
    #"{"s":\#(start),"d":\#(length),"m":{"src":"quiet.wav"\#(members)}}"#
  }

  /// How far down a sound from `start` to `end`, in milliseconds, brings a bed: 0 through 1.
  private func share(_ time: Double, _ start: Double, _ end: Double) -> Double {
    let down = min((min(time, end) - start) / 200, 1)
    return max(down - max(time - end, 0) / 200, 0)
  }

  @Test(
    "A bed falls over 200 ms once another track sounds, and comes back over 200 ms once it ends")
  func ducking() throws {
    let bed = track(flat(#","duck":0.6"#, length: 3000))
    for type in [0, 1] {
      try expectGain(draft(track(voice(), type: type), bed)) {
        1 - 0.6 * share($0, 1000, 2000)
      }
    }
    // From where it came to, where the other is short.
    try expectGain(draft(bed, track(voice(length: 100)))) { 1 - 0.6 * share($0, 1000, 1100) }
  }

  @Test("Between sounds that touch a bed stays down, whatever tracks they are on")
  func duckingThroughCuts() throws {
    let bed = track(flat(#","duck":1,"volume":0.5"#, length: 4000))
    let cuts = track(voice(length: 600) + "," + voice(start: 1600, length: 400), type: 0)
    try expectGain(draft(bed, cuts, track(voice(start: 1900, length: 1100)))) {
      0.5 * (1 - share($0, 1000, 3000))
    }
  }

  @Test("A pause of 300 ms lets a bed come up, and no shorter one does")
  func duckingThroughPauses() throws {
    let bed = track(flat(#","duck":1,"volume":0.5"#, length: 4000))
    for pause in [40, 100, 299] {
      let voices = track(
        voice(length: 600) + "," + voice(start: 1600 + pause, length: 600), type: 0)
      try expectGain(draft(bed, voices)) { 0.5 * (1 - share($0, 1000, Double(2200 + pause))) }
    }
    // Also between voices on several tracks.
    let across = draft(bed, track(voice(length: 600)), track(voice(start: 1700, length: 600)))
    try expectGain(across) { 0.5 * (1 - share($0, 1000, 2300)) }
    let voices = track(voice(length: 600) + "," + voice(start: 1900, length: 600), type: 0)
    try expectGain(draft(bed, voices)) {
      0.5 * (1 - max(share($0, 1000, 1600), share($0, 1900, 2500)))
    }
  }

  @Test("A voice asks for room no longer than its file lasts, however long its segment is")
  func duckingAfterTheEnd() throws {
    let bed = track(flat(#","duck":0.6"#, length: 4000))
    for (members, end) in [
      (#","in":4000,"loop":false"#, 2000.0), (#","in":3000,"speed":2,"loop":false"#, 2000),
      // It starts over.
      (#","in":4000"#, 3500),
    ] {
      try expectGain(draft(bed, track(voice(members, length: 2500)))) {
        1 - 0.6 * share($0, 1000, end)
      }
    }
  }

  @Test("Any sound on another track asks for room, also one that stands back itself")
  func duckingByBeds() throws {
    let bed = track(flat(#","duck":0.6"#, length: 3000))
    try expectGain(draft(bed, track(voice(#","duck":0.3"#)))) {
      1 - 0.6 * share($0, 1000, 2000)
    }
  }

  @Test("What is silent, mute, or on the bed's own track asks for no room")
  func noDucking() throws {
    let bed = track(flat(#","duck":0.6"#, length: 3000))
    for other in [
      track(voice(#","muted":true"#)), track(voice(), members: #""muted":true"#),
      track(voice(), members: #""hidden":true"#),
      track(voice(#","volume":0"#)),
      track(#"{"s":1000,"d":900,"m":{"text":"Words"}}"#, type: 7),
    ] {
      try expectGain(draft(bed, other)) { _ in 1 }
    }
    try expectGain(draft(track(flat(#","duck":0.6"#) + "," + voice(start: 2000)))) {
      $0 < 2000 ? 1 : 0
    }
  }

  @Test(
    "Muted segments, muted tracks and hidden tracks are silent; sounds of several tracks add up")
  func mutedAndHidden() throws {
    try expectGain(draft(track(flat(#","muted":true"#)))) { _ in 0 }
    try expectGain(draft(track(flat(), members: #""muted":true"#))) { _ in 0 }
    for type in [0, 1] {
      try expectGain(draft(track(flat(), type: type, members: #""hidden":true"#))) { _ in 0 }
      try expectGain(draft(track(flat(), type: type, members: #""hidden":false"#))) { _ in 1 }
    }
    try expectGain(draft(track(flat()), track(flat(#","volume":0.2"#)))) { _ in 1.2 }
  }

  @Test(
    "A bed starts over when its source ends unless the draft says false; a clip only if it says true",
    arguments: [
      (1, "", true), (1, #","loop":true"#, true), (1, #","loop":false"#, false), (0, "", false),
      (0, #","loop":true"#, true), (0, #","loop":false"#, false),
    ], [0, 250])
  func loops(how: (type: Int, members: String, turns: Bool), inPoint: Int) throws {
    let segment = #"{"d":2600,"m":{"src":"slope.wav","in":\#(inPoint)\#(how.members)}}"#
    let mix = try stage.mix(draft(track(segment, type: how.type)))
    let distance = Mix.distance(mix.right) { index in
      let (first, turn) = (inPoint * 48, 48_000 - inPoint * 48)
      return how.turns || index < turn ? Double(first + index % turn) / 96_000 : 0
    }
    let areEqual = mix.left == mix.right
    #expect(distance < 1e-6 && areEqual)
  }

  @Test("Sound crossfades linearly beneath a transition, with the material beyond both edges")
  func crossfade() throws {
    let first = flat(length: 1000)
    let second =
      #"{"d":1000,"m":{"src":"flat.wav","in":2000,"transition":{"type":"dip_black","d":500}}}"#
    try expectGain(draft(track(first + "," + second, type: 0))) { _ in 1 }
    let quiet = second.replacing("flat", with: "quiet")
    try expectGain(draft(track(first + "," + quiet, type: 0))) {
      min(max((1250 - $0) / 500, 0), 1)
    }
    // No material before the start of the source: silence rises.
    let bare = second.replacing(#","in":2000"#, with: "")
    let mix = try stage.mix(
      draft(track(first.replacing("flat", with: "quiet") + "," + bare, type: 0)))
    #expect(mix.left[47_900] == 0 && abs(mix.left[48_000] - 0.25) < 1e-3)
  }

  @Test("No sample passes -1 dBFS, and what stays below it and apart from peaks is not touched")
  func limiter() throws {
    try stage.write("a.wav", [Sound.sine(440, amplitude: 0.85, seconds: 3)])
    try stage.write("b.wav", [Sound.sine(660, amplitude: 0.85, seconds: 3)])
    func bed(_ name: String, _ start: Int) -> String {
      #"{"s":\#(start),"d":1000,"m":{"src":"\#(name).wav"}}"#
    }
    let mix = try stage.mix(draft(track(bed("a", 0)), track(bed("b", 700))))
    let ceiling = pow(10, -1.0 / 20)
    let peak = mix.left.reduce(0) { max($0, abs($1)) }
    #expect(Double(peak) <= ceiling + 1e-7 && Double(peak) > ceiling - 0.02)
    let alone = Mix.distance(Array(mix.left[..<(33_600 - 500)])) {
      0.85 * sin(2 * Double.pi * 440 * Double($0) / 48_000)
    }
    #expect(alone < 1e-6)
    // The limited stretch is turned down, not cut off: no two samples in a row at the ceiling.
    let flats = zip(mix.left, mix.left.dropFirst()).filter {
      abs(Double($0)) > ceiling - 1e-5 && abs(Double($1)) > ceiling - 1e-5
    }
    #expect(flats.count < 20)
  }

  @Test("What is no number, or damage, is silent and spoils nothing else")
  func damagedSamples() throws {
    var samples = Sound.constant(0.25, milliseconds: 1000)
    samples[10_000] = .nan
    samples[20_000] = .infinity
    samples[30_000] = 1e30
    try stage.write("damaged.wav", [samples, samples])
    let mix = try stage.mix(draft(track(#"{"d":1000,"m":{"src":"damaged.wav"}}"#)))
    let distance = Mix.distance(mix.left) { [10_000, 20_000, 30_000].contains($0) ? 0 : 0.25 }
    #expect(distance < 1e-6)
  }

  @Test("Pieces mixed apart, of any length and in any order, are those of one mix, to the bit")
  func pieces() throws {
    try stage.write(
      "sine.wav", rate: 44_100, [Sound.sine(440, amplitude: 0.8, seconds: 4, rate: 44_100)])
    let text = draft(
      track(#"{"d":3700,"m":{"src":"sine.wav","speed":1.1,"duck":0.5,"fade_in":900}}"#),
      track(flat(#","keyframes":[{"at":0,"volume":0},{"at":1900,"volume":1.7,"ease":"in"}]"#)),
      track(#"{"s":1300,"d":1500,"m":{"src":"sine.wav","in":300,"pan":0.4}}"#, type: 0))
    let whole = try stage.mix(text, piece: 1_000_000)
    var generator = SeededGenerator()
    for _ in 0..<4 {
      let piece = Int.random(in: 1000...60_000, using: &generator)
      let start = Int.random(in: 0...100_000, using: &generator)
      let mix = try stage.mix(text, from: start, piece: piece)
      let isEqual = mix.left.elementsEqual(whole.left[start...])
      #expect(isEqual, "\(piece) from \(start), \(generator)")
    }
  }
}
