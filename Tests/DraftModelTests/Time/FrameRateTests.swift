import DraftModel
import Testing

@Suite("FrameRate")
struct FrameRateTests {
  static let spellings = [
    "1", "5", "12", "15", "23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60",
    "90", "119.88", "120", "144", "240", "12.5", "33.333333",
  ]

  @Test(
    "The NTSC rates are the fractions that their short names mean",
    arguments: [
      ("23.976", "24000/1001"), ("23.98", "24000/1001"), ("29.97", "30000/1001"),
      ("29.97002997002997", "30000/1001"), ("47.952", "48000/1001"), ("59.94", "60000/1001"),
      ("59.940059940059940", "60000/1001"), ("119.88", "120000/1001"), ("30", "30"),
      ("30.0", "30"), ("3e1", "30"), ("12.5", "25/2"), ("29.9", "299/10"),
    ])
  func ntsc(text: String, ratio: String) throws {
    #expect(try #require(FrameRate(decimal: text)).description == ratio)
  }

  @Test(
    "Rates outside 1 to 240 are refused",
    arguments: [
      "0", "-30", "0.999", "240.001", "1e9", "1e999", "nan", "inf", "", "x",
      "1e-9223372036854775808",
    ])
  func refused(text: String) {
    #expect(FrameRate(decimal: text) == nil)
  }

  @Test("Segments that touch in milliseconds touch in frames", arguments: spellings)
  func touching(spelling: String) throws {
    let rate = try #require(FrameRate(decimal: spelling))
    var random = SplitMix64(seed: 7)
    var cursor = Milliseconds.zero
    var frames: Int64 = 0
    for _ in 0..<500 {
      let span = TimeSpan(
        start: cursor, length: Milliseconds(Int64.random(in: 0...5000, using: &random)))
      let first = rate.frame(nearest: span.start)
      let end = rate.frame(nearest: span.end)
      #expect(first <= end)
      frames += end - first
      cursor = span.end
    }
    #expect(frames == rate.frame(nearest: cursor).rawValue, "no frame is lost or drawn twice")
  }

  @Test("A frame starts exactly at its own time", arguments: spellings)
  func roundTrip(spelling: String) throws {
    let rate = try #require(FrameRate(decimal: spelling))
    for raw in stride(from: Int64(0), through: 200_000, by: 37) {
      let frame = FrameIndex(raw)
      let time = rate.time(of: frame)
      #expect(rate.frame(nearest: time) == frame)
      // Rounding to whole milliseconds moves the start by half of one at most.
      #expect(rate.frame(at: time + Milliseconds(1)) >= frame)
      #expect(rate.frame(at: time - Milliseconds(1)) < frame)
    }
  }

  @Test("The frame on screen is the last that starts at or before the time")
  func onScreen() {
    let rate = FrameRate.thirty
    #expect(rate.frame(at: Milliseconds(33)) == FrameIndex(0))
    #expect(rate.frame(at: Milliseconds(34)) == FrameIndex(1))
    #expect(rate.frame(at: Milliseconds(100)) == FrameIndex(3))
    #expect(rate.frame(at: Milliseconds(-1)) == FrameIndex(-1))
    #expect(rate.frame(at: Milliseconds(.max)) > rate.frame(at: Milliseconds(.max - 1000)))
  }

  @Test(
    "Half a frame rounds up",
    arguments: [(0, 0), (19, 0), (20, 1), (40, 1), (59, 1), (60, 2)] as [(Int64, Int64)])
  func half(time: Int64, frame: Int64) throws {
    let rate = try #require(FrameRate(decimal: "25"))
    #expect(rate.frame(nearest: Milliseconds(time)) == FrameIndex(frame))
  }

  @Test("Samples fall on frames without drift")
  func samples() throws {
    let rate = try #require(FrameRate(decimal: "29.97"))
    #expect(rate.sample(of: FrameIndex(30_000)) == 1001 * 48_000)
    #expect(rate.sample(of: FrameIndex(1)) == 1602)
    #expect(FrameRate.thirty.sample(of: FrameIndex(1)) == 1600)
  }
}
