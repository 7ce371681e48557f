import Foundation
import SelfClock
import TestSupport
import Testing

@Suite struct FrameCommandTests {
  private let program: Program
  private let draft = Repository.fixture("drafts/trimmed.json").path

  init() throws {
    try GeneratedMedia.files(["clock-30-bframes.mp4"])
    program = try Program()
  }

  private func mark(_ name: String, width: Int, height: Int) throws -> FrameMark? {
    try DecodedVideo(file: program.folder.file(name), width: width, height: height).marks().first
      ?? nil
  }

  @Test(
    "Each form of picture shows the frame on screen at the time", arguments: ["png", "jpg", "webp"])
  func forms(ending: String) throws {
    let outcome = try program.run(["frame", draft, "--at", "1.5s", "-o", "out.\(ending)"])
    #expect(outcome.status == 0)
    #expect(try mark("out.\(ending)", width: 640, height: 360)?.frame == 90)
  }

  @Test("Several times give numbered pictures in the order given, at the size asked for")
  func several() throws {
    let outcome = try program.run([
      "frame", draft, "--at", "2s", "--at", "0s", "--at", "50%", "--size", "320x180", "-o",
      "out-%d.png", "--json",
    ])
    #expect(outcome.object["schema"] as? String == "roughcut.frames/1")
    let frames = try (1...3).map { try mark("out-\($0).png", width: 320, height: 180)?.frame }
    #expect(frames == [105, 45, 105])
  }

  @Test("Several times with one name are wrong use")
  func oneName() throws {
    let outcome = try program.run(["frame", draft, "--at", "1s", "--at", "2s", "-o", "out.png"])
    #expect(outcome.status == 64)
    #expect(try program.contents.isEmpty)
  }
}
