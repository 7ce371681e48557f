import DraftModel
import Testing

@Suite("Ratio")
struct RatioTests {
  @Test("Fractions are in lowest terms with a positive denominator")
  func lowestTerms() throws {
    let ratio = try #require(Ratio(6, -4))
    #expect(ratio.numerator == -3)
    #expect(ratio.denominator == 2)
    #expect(Ratio(1, 0) == nil)
    #expect(Ratio(.min, 1) == nil)
    #expect(Ratio(1, .min) == nil)
    #expect(Ratio(0, 5) == .zero)
    #expect(Ratio(Int64.min).numerator == -.max)
  }

  @Test(
    "Decimal numerals are read exactly",
    arguments: [
      ("0", 0, 1), ("-0", 0, 1), ("0.000", 0, 1), ("1.5", 3, 2), ("-2.25", -9, 4),
      ("29.97", 2997, 100), ("2e-1", 1, 5), ("1e3", 1000, 1), ("1.5E+2", 150, 1),
      ("1.50000000000000", 3, 2), ("0.000000001", 1, 1_000_000_000), ("999999999", 999_999_999, 1),
      ("0.1e1", 1, 1),
    ] as [(String, Int64, Int64)])
  func decimals(text: String, numerator: Int64, denominator: Int64) {
    #expect(Ratio(decimal: text) == Ratio(numerator, denominator))
  }

  @Test(
    "What is no numeral, too fine or too large is refused and traps nowhere",
    arguments: [
      "", "-", ".", "e", "1e", "1.2.3", "1x", "--1", "0.0000000001", "1e10", "1e31",
      "1e999999999999999999999", "1e-9223372036854775808", "1e9223372036854775807",
      "99999999999999999999999999",
    ])
  func refused(text: String) {
    #expect(Ratio(decimal: text) == nil)
  }

  @Test("Order is exact where binary numbers cannot tell")
  func order() throws {
    let smaller = try #require(Ratio(Int64.max - 1, Int64.max))
    #expect(smaller < .one)
    #expect(!(Ratio.one < smaller))
    let third = try #require(Ratio(1, 3))
    let less = try #require(Ratio(333_333_333, 1_000_000_000))
    #expect(less < third)
    #expect(try #require(Ratio(-1, 3)) < less)
  }

  @Test("Products and sums are exact or nothing", arguments: SplitMix64.seeds(20))
  func arithmetic(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let a = Int64.random(in: -1000...1000, using: &random)
      let b = Int64.random(in: 1...1000, using: &random)
      let c = Int64.random(in: -1000...1000, using: &random)
      let d = Int64.random(in: 1...1000, using: &random)
      let left = try #require(Ratio(a, b))
      let right = try #require(Ratio(c, d))
      #expect(left.multiplied(by: right) == Ratio(a * c, b * d), "seed \(seed)")
      #expect(left.adding(right) == Ratio(a * d + c * b, b * d), "seed \(seed)")
      #expect((left < right) == (a * d < c * b), "seed \(seed)")
    }
    let huge = Ratio(.max)
    #expect(huge.multiplied(by: huge) == nil)
    #expect(huge.adding(.one) == nil)
    #expect(Ratio.zero.inverse == nil)
  }

  @Test(
    "Scaling rounds half up, below zero too",
    arguments: [
      (0, 1, 2, 0), (1, 1, 2, 1), (3, 1, 2, 2), (-1, 1, 2, 0), (-3, 1, 2, -1), (1, 1, 3, 0),
      (2, 1, 3, 1), (-2, 1, 3, -1), (7, 10, 4, 18), (5, 1, 0, 0),
      (.max, .max, 1, .max), (.min, .max, 1, .min), (.min, .min, 1, .max),
      (.max, 1, .max, 1), (.min, 1, .max, -1),
    ] as [(Int64, Int64, Int64, Int64)])
  func halfUp(value: Int64, multiplier: Int64, divisor: Int64, result: Int64) {
    #expect(value.scaled(by: multiplier, over: divisor) == result)
  }
}
