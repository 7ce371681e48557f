import Foundation
import SelfClock
import TestSupport
import Testing

/// The picture shown is the right one: numbers read back from previews, against format rule 3.
@Suite struct FrameNumberTests {
  private let program: Program

  init() throws { program = try Program() }

  static let drafts = [
    "trimmed", "reordered", "gapped", "29.97-in-30", "60-in-30", "24-in-30", "25-in-25",
  ]

  @Test(
    "Frames show the source frame that format rule 3 gives, ticks sound within a millisecond",
    arguments: drafts)
  func framesAndTicks(name: String) throws {
    let draft = try ClockDraft(fixture: name)
    try GeneratedMedia.files(draft.media)
    let file = try program.preview(name)
    let marks = try DecodedVideo(file: file, width: 640, height: 360).marks()
    #expect(marks.count == draft.frameCount)
    for (number, mark) in marks.enumerated() {
      let expected = draft.shown(at: number)
      #expect(mark?.clip == expected?.clip, "frame \(number)")
      #expect(mark?.frame == expected?.frame, "frame \(number)")
    }
    let heard = try DecodedSound(file: file).ticks()
    let expected = draft.ticks
    #expect(!expected.isEmpty)
    for tick in expected {
      let match = heard.contains {
        abs($0.position - Double(tick.sample)) <= 48
          && $0.second(ofClip: tick.clip) == tick.second % 8
      }
      #expect(match, "second \(tick.second) of clip \(tick.clip) at sample \(tick.sample)")
    }
  }

  @Test("read-clock reads what an independent decoder reads")
  func readClock() throws {
    let name = "gapped"
    try GeneratedMedia.files(try ClockDraft(fixture: name).media)
    let file = try program.preview(name)
    let outcome = try program.run(["read-clock", file.path, "--json"])
    #expect(outcome.status == 0)
    #expect(outcome.object["schema"] as? String == "roughcut.clock/1")
    let frames = try #require(outcome.object["frames"] as? [[String: Any]])
    let read = frames.map { ($0["mark"] as? [String: Any])?["frame"] as? Int }
    #expect(
      read == (try DecodedVideo(file: file, width: 640, height: 360).marks().map { $0?.frame }))
    #expect((outcome.object["ticks"] as? [Any])?.isEmpty == false)
  }
}
