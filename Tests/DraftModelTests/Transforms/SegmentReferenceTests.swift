import DraftModel
import JSONTree
import Testing

@Suite("A segment reference")
struct SegmentReferenceTests {
  static let text = """
    {"t":[
      {"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a.mp4"}},{"id":"twin","d":1000,"m":{"src":"b.mp4"}}]},
      {"tt":7,"m":{"name":"Titles"},"sg":[{"d":500,"m":{"text":"x"}}]},
      {"tt":0,"sg":[{"id":"twin","d":700,"m":{"src":"c.mp4"}}]}
    ]}
    """

  @Test(
    "It names a segment by id, by place, or in words",
    arguments: [
      ("a", "/t/0/sg/0"), ("/t/0/sg/1", "/t/0/sg/1"), ("video 1, segment 2", "/t/0/sg/1"),
      ("Video 2 segment 1", "/t/2/sg/0"), ("text 1, segment 1", "/t/1/sg/0"),
      ("track 3, segment 1", "/t/2/sg/0"), ("Titles, segment 1", "/t/1/sg/0"),
      ("text, segment 1", "/t/1/sg/0"),
    ])
  func found(text: String, pointer: String) throws {
    let draft = try Draft(parsing: Array(Self.text.utf8))
    let reference = try #require(SegmentReference(text))
    #expect(try reference.pointer(in: draft).description == pointer)
  }

  @Test("In an envelope, pointers from the draft and from the document both lead there")
  func envelopes() throws {
    let draft = try Draft(parsing: Array(#"{"draft":\#(Self.text)}"#.utf8))
    for text in ["/t/0/sg/1", "/draft/t/0/sg/1"] {
      let reference = try #require(SegmentReference(text))
      #expect(try reference.pointer(in: draft).description == "/draft/t/0/sg/1")
    }
  }

  @Test(
    "What names none or several is refused",
    arguments: [
      "nobody", "/t/9/sg/0", "video 9, segment 1", "video 1, segment 9", "audio 1, segment 1",
    ])
  func nobody(text: String) throws {
    let draft = try Draft(parsing: Array(Self.text.utf8))
    let reference = try #require(SegmentReference(text))
    #expect(throws: TransformError.self) { try reference.pointer(in: draft) }
  }

  @Test("Two segments of one id are ambiguous, and both are named")
  func ambiguous() throws {
    let draft = try Draft(parsing: Array(Self.text.utf8))
    let error = #expect(throws: TransformError.self) {
      try SegmentReference.id("twin").pointer(in: draft)
    }
    #expect(
      error?.reason
        == .ambiguousSegment(
          .id("twin"),
          candidates: [JSONPointer(["t", "0", "sg", "1"]), JSONPointer(["t", "2", "sg", "0"])]))
  }

  @Test("Empty text and broken pointers are no references", arguments: ["", "/t/~", "/~2"])
  func malformed(text: String) { #expect(SegmentReference(text) == nil) }
}
