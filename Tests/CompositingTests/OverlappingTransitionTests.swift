import DraftModel
import RenderPlanning
import TestSupport
import Testing

/// Two transitions of one clip that overlap share it without a jump.
@Suite("Overlapping transitions")
struct OverlappingTransitionTests {
  private func text(_ first: String, _ second: String, middle: Int = 300) -> String {
    draft(
      canvas: (64, 36),
      tracks: [
        #"{"d":1000,"m":{"src":"a.png"}},{"d":\#(middle),"m":{"src":"b.png"\#(first)}},"#
          + #"{"d":1000,"m":{"src":"c.png"\#(second)}}"#
      ])
  }

  private func change(_ kind: String, _ length: Int = 600) -> String {
    #","transition":{"type":"\#(kind)","d":\#(length)}"#
  }

  private func stage() throws -> Stage {
    let stage = try Stage()
    for (name, color) in [("a", 250), ("b", 0), ("c", 200)] {
      try stage.makePicture("\(name).png", width: 64, height: 36) { x, y in
        let shade = UInt8(min(max(color - (x + y) / 4, 0), 255))
        return [shade, shade, shade]
      }
    }
    return stage
  }

  @Test(
    "The later one begins from what is shown, whatever their kinds",
    arguments: ["crossfade", "dip_black", "wipe_left", "slide_up"],
    ["crossfade", "dip_white", "wipe_right", "slide_down"])
  func beginsFromShown(first: String, second: String) throws {
    let stage = try stage()
    // The first runs over frames 21 to 39, the second from the first cut, at 30, to 48.
    let both = text(change(first), change(second))
    let alone = text(change(first), "")
    let shown = try stage.picture(both, at: 30)
    let before = try stage.picture(alone, at: 30)
    // A wipe or a slide has gone as far as one column; a jump would be of a hundred levels.
    #expect(shown.meanDifference(from: before) < 4)
    // And it ends in the last clip alone.
    let end = try stage.picture(both, at: 48)
    #expect(end.meanDifference(from: try stage.picture(alone, at: 60)) < 0.5)
    let fidelity = try stage.plan(both).fidelity
    let overlap = fidelity.entries.filter { $0.message.contains("overlap") }
    #expect(overlap.map(\.span) == [TimeSpan(start: Milliseconds(1000), length: Milliseconds(300))])
  }

  @Test("Two fades that overlap never step by more than both together")
  func noJump() throws {
    let stage = try stage()
    let pictures = try stage.pictures(text(change("crossfade"), change("crossfade")), at: 0..<60)
    let lumas = pictures.map { $0.luma(32, 18) }
    // Each runs over 18 frames and at most 219 levels.
    let largest = zip(lumas, lumas.dropFirst()).map { abs($0 - $1) }.max() ?? 0
    #expect(largest <= 2 * 219 / 18 + 1, "\(lumas)")
  }

  @Test("Over other tracks, overlapping transitions are clear where their clips are")
  func overOthers() throws {
    let stage = try stage()
    try stage.makeSolid("under.png", [0, 0, 255], size: 64)
    let lane = text(change("crossfade"), change("crossfade"))
    let raised = lane.replacing(
      #""t":["#, with: #""t":[{"tt":0,"sg":[{"d":2300,"m":{"src":"under.png","fit":"fill"}}]},"#)
    for frame in [30, 34, 38, 42] {
      let (high, low) = (try stage.picture(raised, at: frame), try stage.picture(lane, at: frame))
      #expect(high.meanDifference(from: low) < 2, "\(frame)")
    }
  }

  @Test("A transition that its clips squeeze is reported with the time that it takes")
  func squeezed() throws {
    let stage = try stage()
    let fidelity = try stage.plan(text(change("wipe_left", 2000), "")).fidelity
    let entry = try #require(fidelity.entries.first)
    #expect(entry.grade == .approximated)
    #expect(entry.message.contains("of 2000 ms takes 1300 ms"), "\(entry.message)")
    #expect(try stage.plan(text(change("wipe_left", 600), "")).fidelity.isExact)
  }
}
