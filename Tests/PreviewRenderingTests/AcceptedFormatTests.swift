import Foundation
import RenderPlanning
import TestSupport
import Testing

/// The thirteen formats that the service takes, each made by ffmpeg, all in one cut.
@Suite("Accepted formats")
struct AcceptedFormatTests {
  /// Extension and coding, as the formats are usually met.
  private static let pictures = [
    ("mp4", "-c:v libx264 -pix_fmt yuv420p"), ("mov", "-c:v prores_ks -profile:v 0"),
    ("avi", "-c:v mpeg4 -q:v 2"), ("webm", "-c:v libvpx-vp9 -b:v 1M"), ("mkv", "-c:v libx265"),
    ("jpg", "-frames:v 1 -q:v 2"), ("png", "-frames:v 1"), ("gif", "-pix_fmt gray"),
    ("webp", "-c:v libwebp_anim -quality 95"),
  ]
  private static let sounds = [
    ("mp3", "-b:a 128k"), ("wav", ""), ("m4a", ""), ("aac", "-b:a 128k"),
  ]
  /// The luma that each picture is made with, well apart.
  private static func luma(_ index: Int) -> Int { 40 + 20 * index }

  @Test("Every picture format shows its picture, every sound format sounds")
  func all() async throws {
    let folder = try TemporaryFolder()
    func make(_ name: String, _ arguments: String) throws -> String {
      _ = try Shell.output(
        of: "ffmpeg",
        ["-nostdin", "-v", "error", "-y", "-f", "lavfi"]
          + arguments.split(separator: " ").map(String.init) + [folder.file(name).path])
      return folder.file(name).path
    }
    let shown: [String] = try Self.pictures.enumerated().map { index, format in
      let gray = Int((Double(Self.luma(index) - 16) * 255 / 219).rounded())
      let digits = String(String(gray + 256, radix: 16).dropFirst())
      let color = digits + digits + digits
      return try make(
        "picture.\(format.0)", "-i color=0x\(color):size=64x64:rate=10:d=0.6 \(format.1)")
    }
    let sine = "0.125*sin(1000*PI*t)"
    let heard: [String] = try Self.sounds.map { format in
      try make("sound.\(format.0)", "-i aevalsrc=\(sine)|\(sine):d=1 \(format.1)")
    }
    let video = shown.map { #"{"d":500,"m":{"src":"\#($0)"}}"# }.joined(separator: ",")
    let audio = heard.map { #"{"d":500,"m":{"src":"\#($0)"}}"# }.joined(separator: ",")
    let studio = try Studio(media: [])
    let plan = try studio.plan(
      #"{"m":{"width":64,"height":64,"fps":10},"t":[{"tt":0,"sg":[\#(video)]},"#
        + #"{"tt":1,"sg":[\#(audio)]}]}"#, RenderRequest(size: .canvas))
    #expect(plan.fidelity.isExact, "\(plan.fidelity)")
    try await studio.render(plan, to: "out.mp4")
    let pictures = try DecodedVideo(file: studio.file("out.mp4"), width: 64, height: 64).pictures()
    #expect(pictures.count == 45)
    for (frame, picture) in pictures.enumerated() {
      let found = Int(picture[32 * 64 + 32])
      #expect(abs(found - Self.luma(frame / 5)) <= 4, "\(Self.pictures[frame / 5].0): \(found)")
    }
    let sound = try DecodedSound(file: studio.file("out.mp4")).left
    for (index, format) in Self.sounds.enumerated() {
      // The middle of each half second of a sine of an eighth.
      let piece = sound[(index * 24_000 + 8000)..<(index * 24_000 + 16_000)]
      let power = piece.reduce(0) { $0 + Double($1) * Double($1) } / Double(piece.count)
      let level = power.squareRoot()
      #expect(abs(level - 0.125 * 0.5.squareRoot()) < 0.01, "\(format.0): \(level)")
    }
  }
}
