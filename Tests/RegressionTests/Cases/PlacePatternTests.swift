import JSONTree
import Regression
import Testing

@Suite struct PlacePatternTests {
  private let document = #"{"t": [{"sg": [{"m": {"text": 1}}, {"m": {}}]}, {"sg": []}], "a/b": 2}"#

  @Test(
    "A star stands for one name or number, and a pattern names what is there",
    arguments: [
      ("", [""]), ("/t", ["/t"]), ("/t/*", ["/t/0", "/t/1"]),
      ("/t/*/sg/*/m/text", ["/t/0/sg/0/m/text"]),
      ("/*", ["/t", "/a~1b"]), ("/a~1b", ["/a~1b"]), ("/t/2", []), ("/t/0/*/1", ["/t/0/sg/1"]),
      ("/a~1b/*", []),
    ] as [(String, [String])])
  func places(pattern: String, expected: [String]) throws {
    let root = try JSONDocument(parsing: document).root
    #expect(try #require(PlacePattern(pattern)).places(in: root).map(\.description) == expected)
  }

  @Test(
    "A pattern covers what it names and all that this holds, and nothing else",
    arguments: [
      ("/t/*/m", "/t/0/m", true), ("/t/*/m", "/t/0/m/x/y", true), ("/t/*/m", "/t/0", false),
      ("/t/*/m", "/t/0/n", false), ("", "/anything", true), ("/t/1", "/t/10", false),
    ])
  func covers(pattern: String, place: String, isCovered: Bool) throws {
    let pattern = try #require(PlacePattern(pattern))
    #expect(pattern.covers(try #require(JSONPointer(place))) == isCovered)
  }

  @Test("Text that is no pointer is no pattern", arguments: ["t", "t/0", "/~2"])
  func refused(text: String) { #expect(PlacePattern(text) == nil) }
}
