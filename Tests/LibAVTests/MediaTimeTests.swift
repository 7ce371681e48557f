import LibAV
import TestSupport
import Testing

@Suite("MediaTime")
struct MediaTimeTests {
  @Test("A fraction is kept in lowest terms, and none has a denominator of zero or less")
  func lowestTerms() throws {
    let half = try #require(MediaTime(numerator: -2, denominator: 4))
    #expect(half.numerator == -1 && half.denominator == 2)
    #expect(MediaTime(numerator: 1, denominator: 0) == nil)
    #expect(MediaTime(numerator: 1, denominator: -1) == nil)
  }

  @Test("Order is exact where floating point sees no difference")
  func exactOrder() throws {
    let long = Int64.max / 2
    let smaller = try #require(MediaTime(numerator: long - 1, denominator: long))
    let larger = try #require(MediaTime(numerator: long, denominator: long))
    #expect(smaller < larger)
    #expect(smaller.seconds == larger.seconds)
  }

  @Test(
    "Frame n of any rate falls on tick n of that rate's clock", arguments: [24, 30, 60] as [Int32])
  func frameTicks(rate: Int32) {
    for tick in [Ratio(1, rate), Ratio(1001, rate * 1000)] {
      for frame in [0, 1, 2, 3, 999, 1_000_003] as [Int64] {
        let time = MediaTime(ticks: frame, of: tick)
        #expect(time.ticks(of: tick) == frame)
        #expect((time - MediaTime(milliseconds: 1)).ticks(of: tick) == frame - 1)
      }
    }
  }

  @Test("Ticks of extreme times are clamped, not trapped")
  func extremes() {
    let far = MediaTime(seconds: .max)
    #expect(far.ticks(of: Ratio(1, .max)) == .max)
    #expect((MediaTime(seconds: .min) + MediaTime(seconds: .min)).ticks(of: Ratio(1, 1)) < 0)
    #expect(far.ticks(of: Ratio(0, 1)) == 0)
  }
}
