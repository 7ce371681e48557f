import Foundation
import LibAV
import TestSupport
import Testing

@Suite("Measured lengths of sound")
struct SoundMeasureTests {
  private func measure(_ path: String) throws -> SoundMeasure {
    let facts = try MediaProbe.probe(path: path).measuringSounds(path: path)
    return try #require(facts.audio?.measured)
  }

  private func samples(_ time: MediaTime) -> Int { Int((time.seconds * 48_000).rounded()) }

  private static let noise = "-f lavfi -i anoisesrc=r=48000:d="

  @Test(
    "A second of sound is measured as a second, whatever the codec puts before and after it",
    arguments: [
      ("a.wav", 48_000, ""), ("a.mp3", 48_000, "-c:a libmp3lame"),
      ("a.mp3", 44_100, "-c:a libmp3lame -q:a 2"), ("a.m4a", 48_000, "-c:a aac"),
      ("a.m4a", 44_100, "-c:a aac"), ("a.mov", 48_000, "-c:a aac"),
      ("a.opus", 48_000, "-c:a libopus"), ("a.webm", 48_000, "-c:a libopus"),
      ("a.ogg", 44_100, "-c:a libvorbis"), ("a.ogg", 48_000, "-c:a libvorbis"),
      ("a.flac", 44_100, ""), ("a.m4a", 44_100, "-c:a alac"), ("a.caf", 44_100, "-c:a alac"),
    ])
  func gapless(name: String, rate: Int, coding: String) throws {
    let clip = try MadeClip(
      name, "-f lavfi -i sine=441:r=\(rate):d=1 -ac 2 \(coding)")
    let measured = try measure(clip.path)
    #expect(abs(samples(measured.end) - 48_000) <= 1, "\(samples(measured.end))")
    #expect(measured.statedEnd == nil)
  }

  @Test(
    "A bare stream's length is counted and not guessed from its bit rate",
    arguments: ["a.aac", "a.mp3", "a.ac3", "a.ts"])
  func uneven(name: String) throws {
    // Loud noise first, silence after it: the rate of the beginning says nothing of the rest.
    let coding = ["a.mp3": "-q:a 2 -write_xing 0", "a.aac": "-q:a 2", "a.ts": "-c:a aac -q:a 2"]
    let clip = try MadeClip(
      name,
      "-f lavfi -i anoisesrc=r=48000:d=3:a=0.5,apad=whole_dur=12 -ac 2 \(coding[name] ?? "")")
    let decoded = try clip.sound().count / 2
    let measured = try measure(clip.path)
    #expect(abs(samples(measured.end) - decoded) <= 1152, "\(samples(measured.end)) of \(decoded)")
    #expect(abs(decoded - 576_000) < 4000)
    #expect(measured.statedEnd == nil)
  }

  @Test(
    "Half a file is measured as what is left of it, and what the file states is known to be missing",
    arguments: [
      // Whether FFmpeg gives the length that the file states; of ASF it gives that of what is there, and of
      // WAVE, Wave64, CAF and AVI the share of their bytes shows it.
      ("a.mp4", "-c:a aac -movflags +faststart", true), ("a.mkv", "-c:a aac", true),
      ("a.avi", "-c:a libmp3lame", true), ("a.wav", "", true), ("a.w64", "", true),
      ("a.aiff", "", true), ("a.au", "", true), ("a.flac", "", true), ("a.caf", "", true),
      ("a.mp3", "-c:a libmp3lame -q:a 2", true), ("a.wv", "-c:a wavpack", true),
      ("a.tta", "-c:a tta", true), ("a.flv", "-c:a libmp3lame", true),
      ("a.asf", "-c:a wmav2", false),
      ("a.nut", "-c:a flac", false), ("a.ogg", "-c:a libvorbis", false),
      ("a.opus", "-c:a libopus", false), ("a.ts", "-c:a aac", false), ("a.aac", "-c:a aac", false),
      ("a.mpg", "-c:a mp2", false), ("a.ac3", "-c:a ac3", false),
    ])
  func half(name: String, coding: String, isStated: Bool) throws {
    let clip = try MadeClip(name, Self.noise + "10 -ac 2 \(coding)")
    let bytes = try Data(contentsOf: clip.file)
    try bytes.prefix(bytes.count * 55 / 100).write(to: clip.file)
    let decoded = try clip.sound().count / 2
    let measured = try measure(clip.path)
    #expect(abs(samples(measured.end) - decoded) <= 4800, "\(samples(measured.end)) of \(decoded)")
    #expect((200_000..<340_000).contains(decoded))
    if isStated {
      let stated = try #require(measured.statedEnd)
      #expect(abs(stated.seconds - 10) < 0.3, "\(stated)")
    } else {
      #expect(measured.statedEnd == nil)
    }
  }

  @Test(
    "A size that was not known when a file was begun states nothing",
    arguments: ["wav", "caf"])
  func piped(name: String) throws {
    let clip = try MadeClip("a.\(name)", Self.noise + "2 -ac 2")
    let written = try Shell.output(
      of: "ffmpeg", ["-v", "error", "-i", clip.path, "-c", "copy", "-f", name, "pipe:"])
    try written.write(to: clip.file)
    let measured = try measure(clip.path)
    #expect(abs(measured.end.seconds - 2) < 0.01 && measured.statedEnd == nil)
  }

  @Test(
    "Half a film is known for one too, and a sound shorter than its picture is not",
    arguments: [
      ("a.mp4", "-movflags +faststart"), ("a.mkv", ""), ("a.flv", ""),
      ("a.mov", "-movflags +faststart"),
    ])
  func film(name: String, options: String) throws {
    func make(sound seconds: Int) throws -> MadeClip {
      try MadeClip(
        name,
        "-f lavfi -i testsrc2=size=96x64:rate=30:duration=10 \(Self.noise)\(seconds) -c:v libx264 "
          + "-c:a libmp3lame -ar 44100 \(options)")
    }
    let short = try make(sound: 4)
    let measured = try measure(short.path)
    #expect(abs(measured.end.seconds - 4) < 0.1 && measured.statedEnd == nil)
    let clip = try make(sound: 10)
    let bytes = try Data(contentsOf: clip.file)
    try bytes.prefix(bytes.count / 2).write(to: clip.file)
    let half = try measure(clip.path)
    #expect(half.end.seconds < 8)
    #expect(abs((half.statedEnd?.seconds ?? 0) - 10) < 0.3)
  }
}
