import HTTPTransport
import Testing

@Suite("Content range")
struct ContentRangeTests {
  @Test(
    "The three published forms are read",
    arguments: [
      ("bytes 5-9/10", 5, 9, 10), ("bytes 0-0/*", 0, 0, nil), ("BYTES */10", nil, nil, 10),
    ] as [(String, Int64?, Int64?, Int64?)])
  func forms(value: String, first: Int64?, last: Int64?, total: Int64?) throws {
    let range = try #require(ContentRange(value))
    #expect(range.first == first)
    #expect(range.last == last)
    #expect(range.total == total)
  }

  @Test(
    "What is cut short or contradicts itself is refused",
    arguments: [
      "", "bytes", "bytes 5-9", "bytes 9-5/10", "bytes 5-10/10", "bytes */*", "items 1-2/3",
      "bytes -5-9/10", "bytes 5-9/x", "bytes 99999999999999999999-1/2",
    ])
  func refused(value: String) {
    #expect(ContentRange(value) == nil)
  }
}
