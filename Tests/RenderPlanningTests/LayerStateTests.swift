import DraftModel
import RenderPlanning
import Testing

@Suite("LayerState")
struct LayerStateTests {
  /// The states of a segment of 1000 ms at 30 frames a second, by its further members.
  private func states(_ look: String, type: Int = 0) throws -> [LayerState] {
    let content = type == 7 ? #""text":"abcdefghij""# : #""src":"logo.png""#
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":\#(type),"sg":[{"d":1000,"m":{\#(content),\#(look)}}]}]}"#)
    let layer = try #require(plan.intervals.first?.stack.first?.layers.first)
    return (0..<30).map { layer.state(at: FrameIndex($0), rate: .thirty) }
  }

  @Test("Fades are linear in opacity and come to nothing at the ends")
  func fades() throws {
    for (frame, state) in try states(#""opacity":0.8,"fade_in":500,"fade_out":200"#).enumerated() {
      let seconds = Double(frame) / 30
      let expected = 0.8 * min(seconds / 0.5, 1) * min((1 - seconds) / 0.2, 1)
      #expect(abs(state.opacity - expected) < 1e-9, "frame \(frame)")
    }
  }

  @Test(
    "Each ease is its formula",
    arguments: [
      // At u = 0.2, 0.5 and 0.8 of a keyframe's way from 0 to 1.
      ("linear", [0.2, 0.5, 0.8]), ("in", [0.04, 0.25, 0.64]), ("out", [0.36, 0.75, 0.96]),
      ("in_out", [0.08, 0.5, 0.92]), ("hold", [0, 0, 0]),
    ])
  func eases(name: String, expected: [Double]) throws {
    let states = try states(
      #""keyframes":[{"at":0,"x":0,"ease":"\#(name)"},{"at":500,"x":1}]"#)
    for (frame, value) in zip([3, 7, 12], expected) where frame != 7 {
      #expect(abs(states[frame].x - value) < 1e-9, "\(name) at frame \(frame)")
    }
    #expect(states[15].x == 1 && states[29].x == 1)
    // u = 7/15, near the middle: between its neighbours.
    #expect(states[7].x >= states[6].x && states[7].x <= states[8].x)
  }

  @Test(
    "Before the first and after the last keyframe the nearest value holds, for each property apart")
  func nearestHolds() throws {
    let states = try states(
      #""scale":3,"keyframes":[{"at":200,"x":0.2},{"at":400,"y":0.9,"x":0.4},{"at":600,"x":0.6}]"#)
    #expect(states[0].x == 0.2 && states[6].x == 0.2 && states[18].x == 0.6 && states[29].x == 0.6)
    #expect(abs(states[9].x - 0.3) < 1e-9 && abs(states[15].x - 0.5) < 1e-9)
    #expect(states.allSatisfy { $0.y == 0.9 && $0.scale == 3 && $0.rotation == 0 })
  }

  @Test("Ken Burns goes evenly from the first pose to the last")
  func kenBurns() throws {
    let states = try states(
      #""ken_burns":{"from":{"x":0.5,"y":0.4,"scale":1},"to":{"x":0.7,"y":0.4,"scale":1.6}}"#)
    for (frame, state) in states.enumerated() {
      let u = Double(frame) / 30
      #expect(abs(state.x - (0.5 + 0.2 * u)) < 1e-9 && abs(state.scale - (1 + 0.6 * u)) < 1e-9)
      #expect(state.y == 0.4)
    }
  }

  @Test("A typewriter shows no letter at first, never takes one back, and shows all before its end")
  func typewriter() throws {
    let shown = try states(#""animation":"typewriter""#, type: 7).compactMap(\.visibleCharacters)
    #expect(shown.count == 30 && shown.first == 0 && shown.last == 10)
    #expect(zip(shown, shown.dropFirst()).allSatisfy { $0 <= $1 && $1 - $0 <= 1 })
  }

  @Test("Titles that fade come and go; those that rise end in their place")
  func titleAnimations() throws {
    let fading = try states(#""animation":"fade""#, type: 7)
    #expect(fading[0].opacity == 0 && fading[15].opacity == 1 && fading[29].opacity < 0.2)
    let rising = try states(#""animation":"slide_up","y":0.3"#, type: 7)
    #expect(rising[0].y > 0.3 && rising[15].y == 0.3 && rising[29].y == 0.3)
    #expect(zip(rising, rising.dropFirst()).allSatisfy { $0.y >= $1.y })
  }
}
