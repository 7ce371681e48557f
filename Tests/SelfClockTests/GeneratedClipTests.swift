import Foundation
import SelfClock
import TestSupport
import Testing

/// Reads the clips of `scripts/make-media` back: the generator and the reader agree, and the pattern survives use.
@Suite struct GeneratedClipTests {
  @Test("Every frame of every clip carries its clip's and its own number", arguments: ClockClip.all)
  func originals(clip: ClockClip) throws {
    let video = DecodedVideo(file: try clip.file(), width: clip.width, height: clip.height)
    try expectCount(video.marks(), of: clip, confidence: 0.8)
  }

  @Test(
    "Every frame is readable once scaled and coded as a preview is", arguments: ClockClip.plain,
    [(640, 360), (320, 180)])
  func previews(clip: ClockClip, size: (width: Int, height: Int)) throws {
    try expectReadable(clip, width: size.width, height: size.height)
  }

  @Test("So it is at the size of an export")
  func exports() throws {
    try expectReadable(#require(ClockClip.plain.first), width: 1_920, height: 1_080)
  }

  @Test("The sound of every clip ticks on its whole seconds", arguments: ClockClip.all)
  func ticks(clip: ClockClip) throws {
    try expectTicks(
      DecodedSound(file: clip.file()), clip: clip.clip, seconds: clip.seconds, within: 2)
  }

  @Test(
    "The ticks alone are on their samples at either rate",
    arguments: [("ticks.wav", 40), ("ticks-44100.wav", 41)])
  func wave(name: String, clip: Int) throws {
    let sound = try DecodedSound(file: GeneratedMedia.file(name))
    #expect(sound.left == sound.right)
    try expectTicks(sound, clip: clip, seconds: 12, within: 0.5)
  }

  /// Codes a clip as a preview is (x264 ultrafast, crf 28) at another size and reads it back.
  private func expectReadable(_ clip: ClockClip, width: Int, height: Int) throws {
    let folder = try TemporaryFolder()
    let coded = folder.file("coded.mp4")
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-i", clip.file().path, "-an", "-vf", "scale=\(width):\(height)"]
        + ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "28", coded.path])
    let video = DecodedVideo(file: coded, width: width, height: height)
    try expectCount(video.marks(), of: clip, confidence: 0.6)
  }

  private func expectCount(_ marks: [FrameMark?], of clip: ClockClip, confidence: Double) throws {
    #expect(marks.count == clip.frameCount)
    let wrong = marks.enumerated().filter { index, mark in
      mark?.clip != clip.clip || mark?.frame != index || (mark?.confidence ?? 0) < confidence
    }
    #expect(wrong.isEmpty, "first wrong: \(String(describing: wrong.first))")
  }

  private func expectTicks(_ sound: DecodedSound, clip: Int, seconds: Int, within samples: Double)
    throws
  {
    let ticks = sound.ticks()
    #expect(ticks.map { $0.second(ofClip: clip) } == (0..<seconds).map { $0 % 8 })
    for (second, tick) in ticks.enumerated() {
      #expect(abs(tick.position - Double(48_000 * second)) < samples, "second \(second)")
      #expect(abs(tick.gain - 1) < 0.05, "second \(second)")
    }
  }
}
