import JSONTree
import TestSupport
import Testing

@Suite("A number")
struct JSONNumberTests {
  @Test(
    "It is an integer whenever its worth is one that fits",
    arguments: [
      ("0", 0), ("-0", 0), ("-0.0e5", 0), ("0e99999999999999999999", 0), ("5.0", 5), ("1e3", 1000),
      ("1.5e1", 15), ("100e-2", 1), ("-12.500e3", -12500), ("1.5", nil), ("1e-1", nil),
      ("9223372036854775807", .max), ("9223372036854775808", nil), ("9223372036854775807.0", .max),
      ("-9223372036854775808", .min), ("-9223372036854775808.00", .min),
      ("-9223372036854775809", nil), ("922337203685477580.7e1", .max),
      ("1e18", 1_000_000_000_000_000_000),
      ("1e19", nil), ("1e400", nil), ("1e99999999999999999999", nil),
    ] as [(String, Int64?)])
  func integers(text: String, integer: Int64?) throws {
    #expect(try #require(JSONNumber(text)).int64 == integer)
  }

  @Test(
    "It has the nearest double, unless that is infinite",
    arguments: [
      ("1.0", 1), ("0.1", 0.1), ("1e400", nil), ("-1e400", nil), ("1e-400", 0),
      ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
      ("5e-324", Double.leastNonzeroMagnitude),
      ("9007199254740993", 9_007_199_254_740_992),
    ] as [(String, Double?)])
  func doubles(text: String, double: Double?) throws {
    #expect(try #require(JSONNumber(text)).double == double)
  }

  @Test(
    "Worth is compared exactly, and spelling apart from it",
    arguments: [
      ("1", "1.0", true), ("1e3", "1000", true), ("0", "-0.0e7", true), ("10e399", "1e400", true),
      ("0.1", "0.1000000000000000055", false),
      ("12345678901234567890", "12345678901234567891", false),
      ("1", "-1", false), ("1e400", "1e401", false),
      ("1e99999999999999999999", "1e99999999999999999999", true),
      ("1e99999999999999999999", "10e99999999999999999998", false),
      ("1e9223372036854775807", "0.1e9223372036854775808", false),
    ])
  func worth(left: String, right: String, isSame: Bool) throws {
    let (a, b) = (try #require(JSONNumber(left)), try #require(JSONNumber(right)))
    #expect(a.isEquivalent(to: b) == isSame)
    #expect(b.isEquivalent(to: a) == isSame)
    #expect((a == b) == (left == right))
  }

  @Test(
    "Only text that is a number is one",
    arguments: ["", " 1", "1 ", "01", "+1", "1.", "NaN", "\"1\"", "null", "1,"])
  func grammar(text: String) {
    #expect(JSONNumber(text) == nil)
  }

  @Test("Doubles that are not finite are no numbers")
  func notFinite() {
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSONNumber(-Double.infinity) == nil)
    #expect(JSONNumber(0.1)?.text == "0.1")
    #expect(JSONNumber(-0.0)?.text == "0")
  }

  @Test("Any finite double reads back as itself", arguments: SeededGenerator.seeds(20))
  func doubleRoundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      #expect(try #require(JSONNumber(double)).double == double)
    }
  }
}
