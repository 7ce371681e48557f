import DraftModel
import Foundation
import RenderPlanning
import TestSupport
import Testing

@Suite("Intervals of a plan")
struct IntervalTests {
  @Test(
    "First and end frame are round(t·f/1000), half up",
    arguments: [
      // start, duration, rate, first frame, end frame: worked out by hand.
      (0, 1000, "30", 0, 30), (17, 16, "30", 1, 1), (16, 17, "30", 0, 1),
      (50, 50, "30", 2, 3),  // 1.5 and 3: the half goes up
      (20, 20, "25", 1, 1), (20, 40, "25", 1, 2), (1000, 1000, "29.97", 30, 60),
      (100_000, 10, "29.97", 2997, 2997),  // 2997.0 and 2997.3
      (1001, 1001, "29.97", 30, 60), (1, 41, "24", 0, 1), (21, 41, "24", 1, 1),
      (8, 9, "60", 0, 1), (9, 8, "60", 1, 1),
    ] as [(Int, Int, String, Int64, Int64)])
  func halfUp(start: Int, length: Int, rate: String, first: Int64, end: Int64) throws {
    let plan = try RenderPlan(
      draft: """
        {"m":{"fps":\(rate)},"t":[{"tt":0,"sg":[{"s":\(start),"d":\(length),\
        "m":{"src":"still.jpg"}}]}]}
        """, request: RenderRequest(rate: FrameRate(decimal: rate)))
    let shown = plan.intervals.filter { !$0.stack.isEmpty }
    #expect(
      shown.map { [$0.first.rawValue, $0.end.rawValue] } == (first < end ? [[first, end]] : []))
    #expect(plan.endFrame.rawValue == end)
  }

  @Test(
    "Segments that touch in milliseconds touch in frames",
    arguments: ["24", "25", "29.97", "30", "60"])
  func touching(rate: String) throws {
    var generator = SeededGenerator()
    var segments: [String] = []
    for _ in 0..<200 {
      let length = Int.random(in: 20...400, using: &generator)
      segments.append(#"{"d":\#(length),"m":{"src":"still.jpg"}}"#)
    }
    let plan = try RenderPlan(
      draft: #"{"m":{"fps":\#(rate)},"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]}]}"#,
      request: RenderRequest(rate: FrameRate(decimal: rate)))
    #expect(plan.intervals.allSatisfy { $0.stack.count == 1 }, "\(generator)")
  }

  @Test(
    "Of overlapping segments the later start wins, and what lasts longer comes back",
    arguments: 0..<40)
  func laterWins(round: Int) throws {
    var generator = SeededGenerator()
    let segments = RandomSegments(count: 8, using: &generator)
    let rate = ["24", "25", "29.97", "30"].randomElement(using: &generator) ?? "30"
    let plan = try RenderPlan(draft: #"{"m":{"fps":\#(rate)},"t":[\#(segments.track)]}"#)
    let grid = plan.format.rate
    for frame in 0..<plan.frameCount {
      let showing = segments.places.indices.filter { index in
        let place = segments.places[index]
        let first = grid.frame(nearest: Milliseconds(place.start)).rawValue
        return first <= frame
          && frame < grid.frame(nearest: Milliseconds(place.start + place.length)).rawValue
      }
      let winner = showing.max {
        (segments.places[$0].start, $0) < (segments.places[$1].start, $1)
      }
      #expect(
        plan.segments(at: frame) == (winner.map { ["/t/0/sg/\($0)"] } ?? []),
        "frame \(frame) of \(segments.track), \(generator)")
    }
  }

  @Test("Intervals lie end to end over the whole plan", arguments: 0..<20)
  func endToEnd(round: Int) throws {
    var generator = SeededGenerator()
    let tracks = (0..<3).map { _ in RandomSegments(count: 5, using: &generator).track }
    let plan = try RenderPlan(draft: #"{"t":[\#(tracks.joined(separator: ","))]}"#)
    var place = plan.firstFrame
    for interval in plan.intervals {
      #expect(interval.first == place && interval.end > place, "\(generator)")
      place = interval.end
    }
    #expect(place == plan.endFrame, "\(generator)")
    for (before, after) in zip(plan.intervals, plan.intervals.dropFirst()) {
      #expect(before.stack != after.stack, "a cut where nothing changes, \(generator)")
    }
  }

  @Test(
    "A gap is an interval without layers; \"d\" ends the plan or leaves room after the last segment"
  )
  func gapsAndEnd() throws {
    let segments =
      #"{"d":1000,"m":{"src":"still.jpg"}},{"s":2000,"d":1000,"m":{"src":"still.jpg"}}"#
    func plan(_ duration: String) throws -> RenderPlan {
      try RenderPlan(draft: #"{"t":[{"tt":0,"sg":[\#(segments)]}]\#(duration)}"#)
    }
    #expect(try plan("").cuts == [0...30, 30...60, 60...90])
    #expect(try plan("").intervals.map(\.stack.count) == [1, 0, 1])
    #expect(try plan(#","d":2500"#).cuts == [0...30, 30...60, 60...75])
    #expect(try plan(#","d":4000"#).cuts == [0...30, 30...60, 60...90, 90...120])
    #expect(try plan(#","d":0"#).intervals.isEmpty)
  }

  @Test("Tracks stack in array order, later above earlier; hidden ones leave no picture")
  func stacking() throws {
    func track(_ source: String, _ extra: String = "") -> String {
      #"{"tt":0,"sg":[{"d":1000,"m":{"src":"\#(source)"}}]\#(extra)}"#
    }
    let hidden = #","m":{"hidden":true}"#
    let plan = try RenderPlan(
      draft: #"{"t":[\#(track("a.mp4")),\#(track("logo.png")),\#(track("logo.png", hidden)),"#
        + #"\#(track("logo.png"))]}"#)
    #expect(plan.segments(at: 0) == ["/t/0/sg/0", "/t/1/sg/0", "/t/3/sg/0"])
  }

  @Test(
    "What an opaque picture covers is not planned, and nothing else is left out",
    arguments: [
      ("a.mp4", "", true), ("still.jpg", "", true), ("logo.png", "", false),
      ("tall.jpg", "", false), ("tall.jpg", #","fit":"cover""#, true),
      ("tall.jpg", #","fit":"fill""#, true), ("tall.jpg", ##","background":"#102030""##, true),
      ("a.mp4", #","opacity":0.99"#, false), ("a.mp4", #","x":0.51"#, false),
      ("a.mp4", #","scale":0.99"#, false), ("a.mp4", #","scale":1.2"#, true),
      ("a.mp4", #","rotation":90"#, false), ("a.mp4", #","fade_in":100"#, false),
      ("a.mp4", #","crop":{"l":0.1}"#, false),
      ("a.mp4", #","keyframes":[{"at":0,"opacity":1},{"at":500,"opacity":0}]"#, false),
    ])
  func culling(source: String, look: String, covers: Bool) throws {
    let plan = try RenderPlan(
      draft: #"{"m":{"width":640,"height":360},"t":["#
        + #"{"tt":0,"sg":[{"d":1000,"m":{"src":"b.mp4"}}]},"#
        + #"{"tt":0,"sg":[{"s":200,"d":300,"m":{"src":"\#(source)"\#(look)}}]}]}"#)
    let both = ["/t/0/sg/0", "/t/1/sg/0"]
    #expect(plan.segments(at: 10) == (covers ? ["/t/1/sg/0"] : both))
    #expect(plan.segments(at: 3) == ["/t/0/sg/0"] && plan.segments(at: 20) == ["/t/0/sg/0"])
  }

  @Test("A part of the timeline is the same frames of the whole one")
  func partOfTimeline() throws {
    var generator = SeededGenerator()
    let text = RandomCut(sources: .made, using: &generator).text()
    let whole = try RenderPlan(draft: text)
    let span = TimeSpan(start: Milliseconds(500), length: Milliseconds(900))
    let part = try RenderPlan(draft: text, request: RenderRequest(span: span))
    #expect(part.firstFrame == min(FrameIndex(15), part.endFrame), "\(generator)")
    for frame in part.firstFrame.rawValue..<part.endFrame.rawValue {
      let frame = FrameIndex(frame)
      #expect(part.interval(at: frame)?.stack == whole.interval(at: frame)?.stack, "\(generator)")
    }
  }

  @Test("Twenty thousand segments are planned, cut and keyed", .timeLimit(.minutes(1)))
  func manySegments() throws {
    let segments = (0..<20_000).map {
      #"{"d":\#(100 + $0 % 7),"m":{"src":"a.mp4","in":\#($0 % 900)}}"#
    }
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]}]}"#)
    #expect(plan.intervals.count == 20_000)
    #expect(plan.chunks().count >= 20_000)
    #expect(plan.sound.clips.count == 20_000)
  }
}
