import DraftModel
import JSONTree
import RenderPlanning
import Testing

@Suite("Transitions in a plan")
struct TransitionPlanTests {
  /// Two or more clips of a second each, the later with transitions of the given lengths.
  private func plan(_ lengths: [Int?], rate: String = "30") throws -> RenderPlan {
    let segments = lengths.map { length in
      let change = length.map { #","transition":{"type":"wipe_left","d":\#($0)}"# } ?? ""
      return #"{"d":1000,"m":{"src":"a.mp4"\#(change)}}"#
    }
    return try RenderPlan(
      draft: #"{"m":{"fps":\#(rate)},"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]}]}"#,
      request: RenderRequest(rate: FrameRate(decimal: rate)))
  }

  private func changes(in plan: RenderPlan) -> [ClosedRange<Int64>] {
    plan.intervals.filter { interval in
      interval.stack.contains { if case .transition = $0 { true } else { false } }
    }.map { $0.first.rawValue...$0.end.rawValue }
  }

  @Test(
    "A change of length d at a cut c covers [c − d/2, c + d/2) on the grid",
    arguments: [
      (400, "30", 24, 36), (500, "30", 23, 38),  // 22.5 and 37.5: the half goes up
      (33, "30", 30, 30), (34, "30", 29, 31),  // 29.505 → 30 and 30.495 → 30; 29.49 and 30.51
      (101, "25", 24, 26),  // 949.5 ms and 1050.5 ms: half a millisecond counts
      (400, "29.97", 24, 36),
    ] as [(Int, String, Int64, Int64)])
  func span(length: Int, rate: String, first: Int64, end: Int64) throws {
    let plan = try plan([nil, length], rate: rate)
    #expect(changes(in: plan) == (first < end ? [first...end] : []))
    #expect(plan.frameCount == (rate == "25" ? 50 : 60))
  }

  @Test("A change longer than its neighbours is cut to them")
  func clamped() throws {
    #expect(changes(in: try plan([nil, 5000])) == [0...60])
  }

  @Test("Where two changes overlap the later one wins")
  func overlapping() throws {
    #expect(changes(in: try plan([nil, 1600, 1000])) == [6...45, 45...75])
  }

  @Test("Without a segment that ends there, a transition changes nothing")
  func noCut() throws {
    let gap = try RenderPlan(
      draft: #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a.mp4"}},"#
        + #"{"s":1500,"d":1000,"m":{"src":"b.mp4","transition":{"type":"zoom","d":400}}}]}]}"#)
    #expect(changes(in: gap).isEmpty)
    #expect(changes(in: try plan([400])).isEmpty)
  }

  @Test("Progress is 0 at the first frame, rises by equal steps and stays below 1")
  func progress() throws {
    let plan = try plan([nil, 400])
    guard case .transition(let change) = plan.interval(at: FrameIndex(30))?.stack.first else {
      Issue.record("no transition at the cut")
      return
    }
    for frame in 24..<36 as Range<Int64> {
      let expected = Double(frame - 24) / 12
      #expect(abs(change.progress(at: FrameIndex(frame)) - expected) < 1e-12)
    }
    #expect(change.from.segment.description == "/t/0/sg/0")
    #expect(change.to.segment.description == "/t/0/sg/1")
  }

  @Test("Both sides run on their own clocks through the change")
  func handles() throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a.mp4","in":2000}},"#
        + #"{"d":1000,"m":{"src":"b.mp4","in":3000,"transition":{"type":"zoom","d":400}}}]}]}"#)
    let layers = plan.interval(at: FrameIndex(30))?.stack.flatMap(\.layers) ?? []
    let times = layers.compactMap { layer in
      layer.sourceMap?.time(atFrame: FrameIndex(24) - layer.first, rate: .thirty)
    }
    // 24 frames into the first source, six frames before the second one's in-point.
    #expect(times == [Ratio(28, 10), Ratio(28, 10)])
  }
}
