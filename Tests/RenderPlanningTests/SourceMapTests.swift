import DraftModel
import RenderPlanning
import Testing

@Suite("SourceMap")
struct SourceMapTests {
  @Test(
    "Frame n shows in + n/f·speed, exactly, however far",
    arguments: [
      // rate, speed, n, in as a fraction of a second; the expected fraction is worked out by hand.
      ("30", Ratio(1), 1, Ratio(0), Ratio(1, 30)),
      ("29.97", Ratio(1), 1, Ratio(0), Ratio(1001, 30_000)),
      ("29.97", Ratio(1), 30_000, Ratio(0), Ratio(1001)),
      ("29.97", Ratio(1), 107_892, Ratio(1, 2), Ratio(9_001_241, 2500)),
      ("30", Ratio(3, 2), 7, Ratio(1, 4), Ratio(3, 5)),
      ("24", Ratio(1, 10), 240, Ratio(0), Ratio(1)),
      ("30", Ratio(1), -6, Ratio(3), Ratio(14, 5)), ("60", Ratio(16), 59, Ratio(0), Ratio(236, 15)),
    ] as [(String, Ratio?, Int64, Ratio?, Ratio?)])
  func exactTime(rate: String, speed: Ratio?, frame: Int64, inPoint: Ratio?, expected: Ratio?)
    throws
  {
    let map = SourceMap(inPoint: try #require(inPoint), speed: try #require(speed))
    #expect(map.time(atFrame: frame, rate: try #require(FrameRate(decimal: rate))) == expected)
  }

  @Test("A loop plays from its in-point to its end, and starts again at its in-point")
  func looping() {
    let map = SourceMap(
      inPoint: Ratio(1), speed: .one, loop: SourceLoop(from: Ratio(1), to: Ratio(2)))
    let times = [-15, 0, 29, 30, 31, 89, 90].map { map.time(atFrame: $0, rate: .thirty) }
    #expect(
      times == [
        Ratio(1, 2), Ratio(1), Ratio(59, 30), Ratio(1), Ratio(31, 30), Ratio(59, 30), Ratio(1),
      ])
  }

  @Test("Behind its last turn a loop goes on to where its source has nothing more")
  func lastTurn() {
    let map = SourceMap(
      inPoint: .zero, speed: .one, loop: SourceLoop(from: .zero, to: Ratio(1), lastTurn: 1))
    let times = [29, 30, 59, 60, 66].map { map.time(atFrame: $0, rate: .thirty) }
    #expect(times == [Ratio(29, 30), .zero, Ratio(29, 30), Ratio(1), Ratio(6, 5)])
  }

  @Test("A step of a frame is the same everywhere: no drift in a day of 29.97")
  func noDrift() throws {
    let rate = try #require(FrameRate(decimal: "29.97"))
    let map = SourceMap(inPoint: try #require(Ratio(1, 3)), speed: try #require(Ratio(7, 8)))
    let step = try #require(Ratio(1001 * 7, 30_000 * 8))
    for frame in [0, 1, 1000, 2_589_408] as [Int64] {
      let time = map.time(atFrame: frame, rate: rate)
      #expect(map.time(atFrame: frame + 1, rate: rate) == time.adding(step))
    }
  }
}
