import DraftModel
import Testing

@Suite("TimeSpan")
struct TimeSpanTests {
  private func span(_ start: Int64, _ end: Int64) throws -> TimeSpan {
    try #require(TimeSpan(start: Milliseconds(start), end: Milliseconds(end)))
  }

  @Test("An end before the start makes no span; a negative length an empty one")
  func construction() {
    #expect(TimeSpan(start: Milliseconds(2), end: Milliseconds(1)) == nil)
    let empty = TimeSpan(start: Milliseconds(2), length: Milliseconds(-5))
    #expect(empty.isEmpty)
    #expect(empty.end == Milliseconds(2))
    #expect(TimeSpan(start: Milliseconds(.max), length: Milliseconds(9)).length == .zero)
  }

  @Test("A span holds its start and not its end")
  func halfOpen() throws {
    let span = try span(10, 20)
    #expect(span.contains(Milliseconds(10)))
    #expect(span.contains(Milliseconds(19)))
    #expect(!span.contains(Milliseconds(20)))
    #expect(!span.contains(Milliseconds(9)))
    #expect(span.description == "0.01-0.02s")
  }

  @Test("What two spans share is what both hold, whichever is asked", arguments: 0..<6, 0..<6)
  func intersection(start: Int64, end: Int64) throws {
    guard start <= end else { return }
    let first = try span(2, 4)
    let second = try span(start, end)
    let shared = first.intersection(second)
    #expect(shared == second.intersection(first))
    for time in (0..<6).map({ Milliseconds($0) }) {
      #expect(shared?.contains(time) ?? false == (first.contains(time) && second.contains(time)))
    }
  }
}
