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

  @Test("Times in any order give the pictures that each gives alone, byte for byte")
  func anyOrder() throws {
    let times = ["3.9s", "10%", "1200ms", "3.9s", "0", "00:00:02.5", "100%"]
    let together = try program.run(
      ["frame", draft, "-o", "all-%d.png", "--size", "320x180", "--json"]
        + times.flatMap { ["--at", $0] })
    #expect(together.status == 0)
    let frames = try #require(together.object["frames"] as? [[String: Any]])
    #expect(frames.map { $0["time"] as? Int } == [3900, 400, 1200, 3900, 0, 2500, 4000])
    for (index, time) in times.enumerated() {
      let alone = try program.run([
        "frame", draft, "-o", "one.png", "--size", "320x180", "--at", time,
      ])
      #expect(alone.status == 0)
      let expected = try Data(contentsOf: program.folder.file("one.png"))
      #expect(try Data(contentsOf: program.folder.file("all-\(index + 1).png")) == expected)
    }
    // In at 1.5 s, so that the picture at t is the clip's frame of t + 1.5 s; the last holds at the end.
    #expect(try mark("all-2.png", width: 320, height: 180)?.frame == 57)
    #expect(try mark("all-7.png", width: 320, height: 180)?.frame == 45 + 119)
  }

  @Test("A time that is none, or a picture of an empty draft, is refused")
  func refusals() throws {
    #expect(try program.run(["frame", draft, "--at", "soon", "-o", "out.png"]).status == 64)
    #expect(try program.run(["frame", draft, "-o", "out.png"]).status == 64)
    try program.folder.write(#"{"t":[]}"#.utf8, to: "empty.json")
    let outcome = try program.run(["frame", "empty.json", "--at", "0", "-o", "out.png"])
    #expect(outcome.status == 2 && outcome.errors.contains("there is nothing to render"))
    #expect(try program.contents == ["empty.json"])
  }

  @Test(
    "A time outside of the draft gives the picture nearest to it, and a line that says so",
    arguments: [
      ("-1ms", "-0.001s is before the draft; the first picture is shown", 45),
      ("1h", "3600s is beyond the end at 4s; the last picture is shown", 45 + 119),
    ])
  func outside(time: String, line: String, shown: Int) throws {
    let outcome = try program.run(
      ["frame", draft, "--at=\(time)", "-o", "out.png", "--size", "320x180"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("out.png: \(line)\n"), "\(outcome.errors)")
    #expect(try mark("out.png", width: 320, height: 180)?.frame == shown)
  }

  @Test("Several times with one name are wrong use")
  func oneName() throws {
    let outcome = try program.run(["frame", draft, "--at", "1s", "--at", "2s", "-o", "out.png"])
    #expect(outcome.status == 64)
    #expect(try program.contents.isEmpty)
  }
}
