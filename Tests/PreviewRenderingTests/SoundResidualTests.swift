import DraftModel
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

  private static let hotNames = ["white", "hot white", "pink", "drums", "hot vowel"]

  private let studio: Studio
  private let folder: TemporaryFolder

  init() throws {
    studio = try Studio(media: [])
    folder = try TemporaryFolder()
  }

  /// A sound in a file of floating point.
  private struct Trial {
    let name: String
    let samples: [Float]
    let file: URL
  }

  /// Puts sounds into files of floating point, with one command.
  private func trials(_ sounds: [(name: String, samples: [Float])]) throws -> [Trial] {
    let trials = sounds.map { sound in
      Trial(
        name: sound.name, samples: sound.samples,
        file: folder.file("\(UUID().uuidString).wav"))
    }
    var arguments = ["-v", "error"]
    for trial in trials {
      let raw = trial.file.appendingPathExtension("raw")
      try trial.samples.withUnsafeBytes { try Data($0).write(to: raw) }
      arguments += ["-f", "f32le", "-ac", "2", "-ar", "48000", "-i", raw.path]
    }
    for (number, trial) in trials.enumerated() {
      arguments += ["-map", "\(number)", "-c:a", "pcm_f32le", trial.file.path]
    }
    _ = try Shell.output(of: "ffmpeg", arguments)
    return trials
  }

  /// Sounds that follow each other in one draft begin so many milliseconds after one another: a chunk
  /// begins with each, and another with the silence after it.
  private static let distance = 4000

  /// Each trial as it sounds in a render of a draft with all of them.
  private func rendered(_ trials: [Trial], volume: Double = 1) async throws -> [[Float]] {
    let segments = trials.enumerated().map { number, trial in
      #"{"s":\#(number * Self.distance),"d":3000,"#
        + #""m":{"src":"\#(trial.file.path)","volume":\#(volume)}}"#
    }
    var request = RenderRequest(size: .shortSide(16))
    request.rate = FrameRate(Ratio(1))
    let plan = try studio.plan(
      #"{"t":[{"tt":1,"sg":[\#(segments.joined(separator: ","))]}]}"#, request)
    try await studio.render(plan, to: "out.mp4")
    let sound = try Self.interleaved(DecodedSound(file: studio.file("out.mp4")))
    return trials.indices.map { number in
      let start = 2 * 48 * number * Self.distance
      // What a codec lets ring before and after belongs to the sound.
      return Array(sound[start..<min(start + 2 * (TrialSounds.length + 2048), sound.count)])
    }
  }

  /// What the `ffmpeg` command's default encoder makes of each trial.
  private func references(_ trials: [Trial]) throws -> [[Float]] {
    let coded = trials.map { $0.file.appendingPathExtension("m4a") }
    let raw = trials.map { $0.file.appendingPathExtension("out") }
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error"] + trials.flatMap { ["-i", $0.file.path] }
        + coded.enumerated().flatMap {
          ["-map", "\($0)", "-c:a", "aac", "-b:a", "128k", $1.path]
        })
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error"] + coded.flatMap { ["-i", $0.path] }
        + raw.enumerated().flatMap { ["-map", "\($0)", "-ac", "2", "-f", "f32le", $1.path] })
    return try raw.map { file in
      try Data(contentsOf: file).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
  }

  private static func interleaved(_ sound: DecodedSound) -> [Float] {
    var samples: [Float] = []
    samples.reserveCapacity(2 * sound.left.count)
    for index in sound.left.indices {
      samples.append(sound.left[index])
      samples.append(sound.right[index])
    }
    return samples
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

  private func peak(_ samples: [Float]) -> Float {
    var peak: Float = 0
    for sample in samples { peak = max(peak, abs(sample)) }
    return peak
  }

  private func expectGood(_ sounds: [(name: String, samples: [Float])]) async throws {
    let trials = try trials(sounds)
    let (coded, references) = (try await rendered(trials), try references(trials))
    for (number, trial) in trials.enumerated() {
      let mine = residual(coded[number], of: trial.samples)
      let theirs = residual(references[number], of: trial.samples)
      #expect(
        mine <= theirs + 3, "\(trial.name): \(mine) dB, ffmpeg's default coder \(theirs) dB")
      let peak = peak(coded[number])
      #expect(peak <= 0.9441, "\(trial.name): \(peak)")
    }
  }

  @Test("A tone of any level is as good as ffmpeg's default coder makes it, within 3 dB")
  func tones() async throws {
    try await expectGood(
      TrialSounds.tones.map { tone in
        (
          "\(tone.frequency) Hz at \(tone.amplitude)",
          TrialSounds.tone(tone.frequency, tone.amplitude)
        )
      })
  }

  @Test("So are noises, chords, sweeps, drums and voices")
  func sounds() async throws {
    try await expectGood(Self.names.map { ($0, TrialSounds.named($0)) })
  }

  @Test(
    "So are recordings",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func recordings() async throws {
    try await expectGood(
      Self.recordingNames.map { name in
        let recording = Repository.sharedTestData.appending(path: "media/audio/\(name)")
        let decoded = try Self.interleaved(DecodedSound(file: recording))
        return (name, Array(decoded.prefix(2 * TrialSounds.length)))
      })
  }

  @Test(
    "However hard noises and voices press the limiter, no decoded peak is above −0.5 dBFS",
    arguments: [1.0, 4])
  func peaks(volume: Double) async throws {
    let trials = try trials(Self.hotNames.map { ($0, TrialSounds.named($0)) })
    for (trial, coded) in zip(trials, try await rendered(trials, volume: volume)) {
      let peak = peak(coded)
      #expect(peak <= 0.9441, "\(trial.name) at \(volume): \(peak)")
      #expect(peak > 0.5 || volume == 1, "\(trial.name) at \(volume): \(peak)")
    }
  }
}
