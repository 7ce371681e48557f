import DraftModel
import Foundation
import LibAV
import Regression
import TestSupport
import Testing

/// Pictures of results, against pictures whose pixels are known.
@Suite struct FrameCaseTests {
  /// A case whose result is one colour, and the colour's picture accepted.
  private func colors(_ shown: String, accepted: String, size: String = "64x36") throws
    -> CaseFolder
  {
    try GeneratedMedia.files(["solid-red.png", "solid-blue.png"])
    let draft = """
      {"m": {"width": 640, "height": 360}, "t": [{"tt": 0, "sg": [{"d": 1000, "m": {
        "fit": "fill", "src": "\(GeneratedMedia.folder.path)/solid-\(shown).png"}}]}]}
      """
    let test = try CaseFolder(
      "run: [cat]\ncompare: none\nsize: 64x36\nframes: [0s, 50%]", input: draft)
    try FileManager.default.createDirectory(
      at: test.folder.file("case/frames"), withIntermediateDirectories: true)
    for name in ["0s.png", "50percent.png"] {
      // An oracle that shares no code with the renderer.
      _ = try Shell.output(
        of: "ffmpeg",
        [
          "-v", "error", "-f", "lavfi", "-i", "color=\(accepted):s=\(size)", "-frames:v", "1",
          test.folder.file("case/frames/" + name).path,
        ])
    }
    return test
  }

  @Test("A picture like the accepted one passes")
  func alike() async throws {
    let result = try await colors("red", accepted: "0xff0000").run()
    #expect(result.status == .passed, "\(result.complaints)")
    #expect(result.frames.count == 2)
    for frame in result.frames { #expect(try #require(frame.similarity).whole > 0.99) }
  }

  @Test("Another fails, with a picture that is lit where they differ")
  func different() async throws {
    let test = try colors("blue", accepted: "0xff0000")
    let result = try await test.run()
    #expect(result.complaints.count == 2)
    #expect(result.complaints[0].hasPrefix("frame the picture at 0s is not frames/0s.png"))
    #expect(result.failures[0].place?.line == 4)
    guard case .different(_, let difference) = result.frames[0].verdict else {
      Issue.record("\(result.frames[0].verdict)")
      return
    }
    let file = try test.folder.write(difference, to: "difference.png")
    let pixels = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-i", file.path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
    // Magenta: red and blue, and little green.
    #expect(pixels.count == 64 * 36 * 3)
    #expect(pixels[0] > 150 && pixels[2] > 150 && pixels[1] < 80, "\(Array(pixels.prefix(3)))")
  }

  @Test("Another size, no picture and no accepted one are told apart, and accepting mends each")
  func mended() async throws {
    let test = try colors("red", accepted: "0xff0000", size: "32x18")
    try test.folder.write("no picture".utf8, to: "case/frames/50percent.png")
    let first = try await test.run()
    #expect(
      first.complaints[0] == "frame the picture at 0s is of 64x36, and frames/0s.png of 32x18")
    #expect(first.complaints[1].hasPrefix("frame frames/50percent.png cannot be read"))
    try FileManager.default.removeItem(at: test.folder.file("case/frames"))
    let second = try await test.run()
    #expect(second.complaints[0].hasPrefix("frame there is no frames/0s.png yet"))
    let accepted = try await test.run(acceptsResults: true)
    #expect(accepted.accepted == ["frames/0s.png", "frames/50percent.png"])
    #expect(try await test.run().status == .passed)
  }

  @Test(
    "A medium that is missing is told beside the picture that lacks it, also when it is accepted")
  func missingMedium() async throws {
    let test = try CaseFolder("run: [cat]\ncompare: none\nsize: 64x36\nframes: [1s]")
    let failure = try #require(try await test.run().failures.first)
    #expect(failure.details.contains { $0.contains("red.png") })
    let accepted = try await test.run(acceptsResults: true)
    #expect(accepted.notes.contains { $0.contains("red.png") })
  }

  @Test("A result without any frame fails, and nothing breaks")
  func empty() async throws {
    let test = try CaseFolder("run: [cat]\ncompare: none\nframes: [0s]", input: #"{"t": []}"#)
    let result = try await test.run()
    #expect(result.status == .failed)
    #expect(result.complaints.first?.hasPrefix("result the pictures cannot be drawn") == true)
  }
}
