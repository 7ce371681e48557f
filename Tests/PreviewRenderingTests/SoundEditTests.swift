import DraftModel
import Foundation
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

@Suite("Sound after edits")
struct SoundEditTests {
  private static let media = ["tone.wav", "ticks.wav", "lo-fi.m4a", "clock-30.mp4"]
  private static let tiny = RenderRequest(size: .shortSide(16))
  /// The same with half as many pictures, which nobody looks at here; the shortest clip still has one.
  private static let slow = RenderRequest(size: .shortSide(16), rate: FrameRate(Ratio(15)))
  /// How many random edits are tried; `ROUGHCUT_LONG=1` asks for more.
  private static let rounds =
    ProcessInfo.processInfo.environment["ROUGHCUT_LONG"] == "1" ? 100 : 10

  private func clip(
    _ source: String, _ inPoint: Int, _ length: Int, _ members: String = ""
  ) -> String {
    #"{"d":\#(length),"m":{"src":"\#(source)","in":\#(inPoint)\#(members)}}"#
  }

  private func text(_ clips: String...) -> String {
    #"{"t":[{"tt":1,"sg":[\#(clips.joined(separator: ","))]}]}"#
  }

  /// How many chunks of sound a second draft renders over the store of a first, and how many it finds.
  private func chunks(of second: String, after first: String) async throws -> RenderOutcome.Count {
    let studio = try Studio(media: Self.media)
    try await studio.render(try studio.plan(first, Self.tiny), to: "a.mp4")
    return try await studio.render(try studio.plan(second, Self.tiny), to: "b.mp4").sound
  }

  @Test(
    "A clip inserted at the head renders its own sound and the two joins", arguments: [1500, 1317])
  func insertion(length: Int) async throws {
    let rest = [
      clip("lo-fi.m4a", 400, 6000), clip("tone.wav", 2010, 7300, #","speed":1.5"#),
      clip("ticks.wav", 0, 5000),
    ].joined(separator: ",")
    let sound = try await chunks(
      of: text(clip("tone.wav", 0, length), rest), after: text(rest))
    #expect(sound.rendered <= 3 && sound.reused >= 10, "\(sound)")
  }

  @Test("A trim renders the sound at the trimmed edge")
  func trim() async throws {
    let after = #"{"s":9000,"d":7000,"m":{"src":"tone.wav","in":1000}}"#
    let before = text(clip("lo-fi.m4a", 0, 9000), after)
    let tail = try await chunks(of: text(clip("lo-fi.m4a", 0, 8333), after), after: before)
    #expect(tail.rendered <= 3 && tail.reused >= 6, "\(tail)")
    let trimmed = #"{"s":777,"d":8223,"m":{"src":"lo-fi.m4a","in":777}}"#
    let head = try await chunks(of: text(trimmed, after), after: before)
    #expect(head.rendered <= 2 && head.reused >= 7, "\(head)")
  }

  @Test("A changed gain renders the sound it touches")
  func gain() async throws {
    let first = text(clip("lo-fi.m4a", 0, 8000), clip("tone.wav", 0, 4000))
    let second = text(clip("lo-fi.m4a", 0, 8000), clip("tone.wav", 0, 4000, #","fade_out":900"#))
    let sound = try await chunks(of: second, after: first)
    #expect(sound.rendered == 1, "\(sound)")
  }

  @Test("Silence is made once, wherever it lies")
  func silence() async throws {
    let gap = #"{"s":60000,"d":2000,"m":{"src":"tone.wav"}}"#
    let studio = try Studio(media: Self.media)
    let outcome = try await studio.render(
      try studio.plan(text(clip("tone.wav", 0, 2000), gap), Self.tiny), to: "a.mp4")
    #expect(outcome.sound.rendered <= 7 && outcome.sound.reused >= 25, "\(outcome.sound)")
    let moved = try await studio.render(
      try studio.plan(
        text(clip("tone.wav", 0, 2000), gap.replacing("60000", with: "40000")), Self.tiny),
      to: "b.mp4")
    #expect(moved.sound.rendered <= 2, "\(moved.sound)")
  }

  @Test(
    "After any edit of sound a render over the old store equals one from nothing, byte for byte",
    arguments: 0..<rounds)
  func equalsFromScratch(round: Int) async throws {
    let studio = try Studio(media: Self.media)
    var generator = SeededGenerator()
    var cut = RandomSounds(using: &generator)
    try await studio.render(try studio.plan(cut.text, Self.slow), to: "first.mp4")
    for step in 0..<2 {
      cut.edit(using: &generator)
      let plan = try studio.plan(cut.text, Self.slow)
      try await studio.render(plan, to: "again.mp4")
      try await studio.render(plan, to: "whole.mp4", store: "empty \(step)", jobs: 1)
      let again = try Data(contentsOf: studio.file("again.mp4"))
      let whole = try Data(contentsOf: studio.file("whole.mp4"))
      let isEqual = again == whole
      #expect(isEqual, "step \(step) to \(cut.text), \(generator)")
    }
  }
}
