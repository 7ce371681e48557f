import Foundation
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

/// The standing check of encoded sound, against the `ffmpeg` command's own AAC encoder at 128 kb/s.
@Suite("Encoded sound")
struct SoundResidualTests {
  private static let names = [
    "chord", "apart", "saw", "high saw", "soft square", "sweep", "kick", "white", "quiet white",
    "pink",
    "drums", "vowel",
  ]
  private static let recordingNames = [
    "guitar.mp3", "voices-around-a-fire.mp3", "44.1kHz-2chan.mp3",
  ]

  private let studio: Studio
  private let folder: TemporaryFolder

  init() throws {
    studio = try Studio(media: [])
    folder = try TemporaryFolder()
  }

  /// Puts samples into a file of floating point.
  private func file(_ samples: [Float]) throws -> URL {
    let raw = folder.file("raw")
    try samples.withUnsafeBytes { try Data($0).write(to: raw) }
    let file = folder.file("\(UUID().uuidString).wav")
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-f", "f32le", "-ac", "2", "-ar", "48000", "-i", raw.path]
        + ["-c:a", "pcm_f32le", file.path])
    return file
  }

  private func rendered(_ file: URL, volume: Double = 1) async throws -> [Float] {
    let plan = try studio.plan(
      #"{"t":[{"tt":1,"sg":[{"d":3000,"m":{"src":"\#(file.path)","volume":\#(volume)}}]}]}"#,
      RenderRequest(size: .shortSide(16)))
    try await studio.render(plan, to: "out.mp4")
    return try Self.interleaved(DecodedSound(file: studio.file("out.mp4")))
  }

  /// What the `ffmpeg` command's default encoder makes of a file.
  private func reference(_ file: URL) throws -> [Float] {
    let coded = folder.file("reference.m4a")
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-y", "-i", file.path, "-c:a", "aac", "-b:a", "128k", coded.path])
    return try Self.interleaved(DecodedSound(file: coded))
  }

  private static func interleaved(_ sound: DecodedSound) -> [Float] {
    zip(sound.left, sound.right).flatMap { [$0, $1] }
  }

  /// The level of the difference from the source against the source, in decibels, both ends left out.
  private func residual(_ coded: [Float], of source: [Float]) -> Double {
    let end = min(coded.count, source.count) - 9600
    var (difference, all) = (0.0, 1e-20)
    for index in 9600..<end {
      let (left, right) = (Double(coded[index]), Double(source[index]))
      difference += (left - right) * (left - right)
      all += right * right
    }
    return 10 * log10(max(difference / all, 1e-20))
  }

  private func expectGood(_ samples: [Float], _ name: String) async throws {
    let source = try file(samples)
    let coded = try await rendered(source)
    let (mine, theirs) = (
      residual(coded, of: samples), residual(try reference(source), of: samples)
    )
    #expect(mine <= theirs + 3, "\(name): \(mine) dB, ffmpeg's default coder \(theirs) dB")
    let peak = coded.reduce(0) { max($0, abs($1)) }
    #expect(peak <= 0.9441, "\(name): \(peak)")
  }

  @Test(
    "A tone of any level is as good as ffmpeg's default coder makes it, within 3 dB",
    arguments: TrialSounds.tones.map { [$0.frequency, $0.amplitude] })
  func tones(tone: [Double]) async throws {
    try await expectGood(
      TrialSounds.tone(tone[0], tone[1]), "\(tone[0]) Hz at \(tone[1])")
  }

  @Test("So are noises, chords, sweeps, drums and voices", arguments: names)
  func sounds(name: String) async throws {
    try await expectGood(TrialSounds.named(name), name)
  }

  @Test(
    "So are recordings",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: recordingNames)
  func recordings(name: String) async throws {
    let recording = Repository.sharedTestData.appending(path: "media/audio/\(name)")
    let decoded = try Self.interleaved(DecodedSound(file: recording))
    try await expectGood(Array(decoded.prefix(2 * TrialSounds.length)), name)
  }

  @Test(
    "However hard noises and voices press the limiter, no decoded peak is above −0.5 dBFS",
    arguments: ["white", "hot white", "pink", "drums", "hot vowel"])
  func peaks(name: String) async throws {
    let source = try file(TrialSounds.named(name))
    for volume in [1.0, 4] {
      let coded = try await rendered(source, volume: volume)
      let peak = coded.reduce(0) { max($0, abs($1)) }
      #expect(peak <= 0.9441, "\(name) at \(volume): \(peak)")
      #expect(peak > 0.5 || volume == 1, "\(name) at \(volume): \(peak)")
    }
  }
}
