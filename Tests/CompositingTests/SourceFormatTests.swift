import Foundation
import TestSupport
import Testing

@Suite("Formats of sound")
struct SourceFormatTests {
  /// What the `ffmpeg` command makes of a file in stereo at 48 kHz.
  private func oracle(_ file: URL) throws -> DecodedSound { try DecodedSound(file: file) }

  @Test(
    "Any rate and any number of channels is mixed as ffmpeg converts it, but one channel at full level",
    arguments: [8000, 22_050, 44_100, 96_000], ["mono", "stereo", "5.1"])
  func formats(rate: Int, layout: String) throws {
    let stage = try SoundStage()
    let channels = ["mono": 1, "stereo": 2, "5.1": 6][layout] ?? 1
    let tones = (0..<channels).map { "0.12*sin(2*PI*t*(\(300 + 170 * $0)+90*t))" }
    let file = stage.file("in.wav")
    _ = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-f", "lavfi", "-i"]
        + ["aevalsrc=\(tones.joined(separator: "|")):s=\(rate):d=2:c=\(layout)", file.path])
    let expected = try oracle(file)
    let mix = try stage.mix(#"{"t":[{"tt":1,"sg":[{"d":1900,"m":{"src":"in.wav"}}]}]}"#)
    // ffmpeg takes 3 dB off on the way from one channel to two.
    let gain = channels == 1 ? 2.0.squareRoot() : 1
    let left = Mix.distance(mix.left) { gain * Double(expected.left[$0]) }
    let right = Mix.distance(mix.right) { gain * Double(expected.right[$0]) }
    #expect(left < 2e-4 && right < 2e-4, "\(left) \(right)")
    #expect(mix.left.contains { abs($0) > 0.05 })
  }
}
