import Foundation
import LibAV
import TestSupport
import Testing

@Suite("AudioReader")
struct AudioReaderTests {
  struct Recipe: Sendable, CustomTestStringConvertible {
    let name: String
    var rate = 44_100
    var coding = ""
    /// The level of the difference from ffmpeg's own decoding that is allowed, in decibels.
    ///
    /// Higher where a lossy decoder that begins in the middle has a random state of its own.
    var level = -80.0
    /// The first sample is a little after the file's origin, which ffmpeg's output of bare samples
    /// doesn't tell.
    var beginsLate = false
    var testDescription: String { "\(name) \(rate) \(coding)" }

    /// Nine seconds of two gliding tones: every place sounds like no other.
    func make() throws -> MadeClip {
      try MadeClip(
        name,
        "-f lavfi -i aevalsrc=0.3*sin(2*PI*t*(300+40*t))|0.3*sin(2*PI*t*(500+25*t)):s=\(rate):d=9 \(coding)"
      )
    }
  }

  static let recipes = [
    Recipe(name: "plain.wav"), Recipe(name: "even.wav", rate: 48_000),
    Recipe(name: "low.wav", rate: 8000),
    Recipe(name: "high.wav", rate: 96_000), Recipe(name: "floats.wav", coding: "-c:a pcm_f32le"),
    Recipe(name: "bytes.wav", coding: "-c:a pcm_u8"), Recipe(name: "lossless.flac"),
    Recipe(name: "aac.mp4", coding: "-c:a aac -b:a 192k -aac_pns 0"),
    Recipe(name: "aac48.mp4", rate: 48_000, coding: "-c:a aac -b:a 192k -aac_pns 0"),
    Recipe(name: "aac.mkv", coding: "-c:a aac -b:a 192k -aac_pns 0"),
    Recipe(name: "aac.ts", coding: "-c:a aac -b:a 192k -aac_pns 0"),
    Recipe(name: "bare.aac", coding: "-c:a aac -b:a 192k -aac_pns 0"),
    Recipe(name: "constant.mp3", coding: "-c:a libmp3lame -b:a 192k"),
    Recipe(name: "variable.mp3", coding: "-c:a libmp3lame -q:a 3"),
    Recipe(name: "vorbis.ogg", coding: "-c:a libvorbis"),
    Recipe(name: "vorbis.mkv", rate: 48_000, coding: "-c:a libvorbis", beginsLate: true),
    Recipe(name: "opus.ogg", rate: 48_000, coding: "-c:a libopus", level: -70),
    Recipe(name: "opus.webm", rate: 48_000, coding: "-c:a libopus", level: -70),
  ]

  private func samples(_ reader: AudioReader, from start: Int64, count: Int) throws -> (
    Int, [Float]
  ) {
    var samples = [Float](repeating: .nan, count: 2 * count)
    let outcome = samples.withUnsafeMutableBufferPointer { buffer in
      Result { try reader.read(startingAt: start, into: buffer) }
    }
    return (try outcome.get(), samples)
  }

  @Test(
    "Reading on gives what ffmpeg decodes, and a read after any jump the same to the bit",
    arguments: recipes)
  func equalsOracle(recipe: Recipe) throws {
    let clip = try recipe.make()
    let expected = try clip.sound(
      filters: recipe.beginsLate ? "aresample=async=1:first_pts=0" : nil)
    let reader = try AudioReader(path: clip.path)
    let (present, read) = try samples(reader, from: 0, count: 11 * 48_000)
    #expect(abs(present - expected.count / 2) <= 1024, "\(present) of \(expected.count / 2)")
    let count = 2 * min(present, expected.count / 2)
    // ffmpeg's resampler rounds differently at its very end.
    let compared = 0..<(count - 2048)
    #expect(differenceLevel(read[compared], expected[compared]) < recipe.level)
    let pieces = stride(from: 0, to: compared.count - 9600, by: 9600).map { $0..<$0 + 9600 }
    let worst = pieces.map { differenceLevel(read[$0], expected[$0]) }.max() ?? 0
    #expect(worst < recipe.level + 15)
    #expect(read[(2 * present)...].allSatisfy { $0 == 0 })

    let jumping = try AudioReader(path: clip.path)
    var generator = SeededGenerator()
    for _ in 0..<12 {
      let start = Int.random(in: 0..<9 * 48_000, using: &generator)
      let count = Int.random(in: 1...48_000, using: &generator)
      let piece = try samples(jumping, from: Int64(start), count: count).1
      let isEqual = piece == Array(read[2 * start..<2 * (start + count)])
      #expect(isEqual, "at \(start), \(count) samples; \(generator)")
    }
  }

  @Test("Sound that begins after the picture has silence before it")
  func lateSound() throws {
    let clip = try MadeClip(
      "late.mp4",
      "-f lavfi -i testsrc2=size=96x64:rate=30:duration=3 -itsoffset 0.5 -f lavfi -i "
        + "sine=440:r=48000:d=2 -c:v libx264 -c:a aac")
    let expected = try clip.sound(
      filters: "aresample=async=1:first_pts=0,pan=stereo|c0=c0|c1=c0")
    let reader = try AudioReader(path: clip.path)
    let (present, read) = try samples(reader, from: 0, count: 3 * 48_000)
    #expect(abs(present - 120_000) <= 1024)
    #expect(differenceLevel(read[..<(2 * 23_900)], [Float](repeating: 0, count: 2 * 23_900)) < -60)
    #expect(differenceLevel(read[0..<(2 * 119_000)], expected[0..<(2 * 119_000)]) < -60)
  }

  @Test("Before the origin and after the end there is silence, and only the end shortens the count")
  func outside() throws {
    let clip = try MadeClip("short.wav", "-f lavfi -i sine=440:r=48000:d=1")
    let reader = try AudioReader(path: clip.path)
    let (before, silence) = try samples(reader, from: -500, count: 400)
    #expect(before == 400 && silence.allSatisfy { $0 == 0 })
    #expect(try samples(reader, from: 47_000, count: 2000).0 == 1000)
    #expect(try samples(reader, from: 400 * 48_000, count: 10).0 == 0)
    #expect(try samples(reader, from: .max - 3, count: 10).0 == 0)
    #expect(try samples(reader, from: .min, count: 10).0 == 10)
    #expect(reader.endOfSound == 48_000)
  }

  @Test(
    "Surround is mixed down as ffmpeg does, and mono goes to both sides",
    arguments: ["mono", "5.1", "7.1"])
  func mixing(layout: String) throws {
    let clip = try MadeClip(
      "mix.wav", "-f lavfi -i sine=440:r=48000:d=1,aformat=channel_layouts=\(layout) -c:a pcm_f32le"
    )
    let expected = try clip.sound(
      filters: layout == "mono" ? "aresample=48000,pan=stereo|c0=c0|c1=c0" : nil)
    let read = try samples(try AudioReader(path: clip.path), from: 0, count: 48_000).1
    #expect(differenceLevel(read, expected) < -100)
    #expect(read.contains { $0 > 0.01 })
  }

  @Test(
    "Of several sounds in a file the default or first is read, unless another is asked for",
    arguments: [(nil, "default", 1), (nil, "0", 0), (0, "default", 0), (2, "default", 2)]
      as [(Int?, String, Int)])
  func severalStreams(asked: Int?, disposition: String, heard: Int) throws {
    let sounds = [440, 880, 1320].map { "-f lavfi -i sine=\($0):r=48000:d=1" }
    let clip = try MadeClip(
      "several.mkv",
      sounds.joined(separator: " ") + " -map 0 -map 1 -map 2 -c:a flac -disposition:a 0 "
        + "-disposition:a:1 \(disposition) -metadata:s:a:1 language=eng")
    let facts = try MediaProbe.probe(path: clip.path)
    #expect(facts.sounds.count == 3 && facts.sounds[1].name == "eng")
    if asked == nil { #expect(facts.mainSound == heard) }
    var options = AudioReadOptions()
    options.stream = asked
    let read = try samples(
      try AudioReader(path: clip.path, options: options), from: 0, count: 48_000)
    let left = stride(from: 0, to: read.1.count, by: 2).map { read.1[$0] }
    let window = try #require(
      Tone(left).windows(of: 24_000, frequency: Double(440 * (heard + 1))).first)
    #expect(window.amplitude > 0.1 && window.rest < 0.01)
  }

  @Test("A stream that a file does not have is refused")
  func noSuchStream() throws {
    let clip = try MadeClip("one.wav", "-f lavfi -i sine=440:r=48000:d=1")
    var options = AudioReadOptions()
    options.stream = 1
    #expect(throws: FFmpegError.self) { try AudioReader(path: clip.path, options: options) }
  }
}
