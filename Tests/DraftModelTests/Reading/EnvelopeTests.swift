import DraftModel
import JSONTree
import Testing

@Suite("Envelope")
struct EnvelopeTests {
  static let core = #"{ "t" : [ {"tt":0,"sg":[{"d":1.50e3,"m":{"src":"a.mp4"}}]} ] }"#

  @Test(
    "All three envelopes are read, and written back to the byte",
    arguments: [
      (core, .bare, ""),
      (
        #"{"video_infos":[], "draft": \#(core) ,"canvas_config":{"width":640,"height":360}}"#,
        .state, "/draft"
      ),
      (
        #"{"code":0,"message":"ok","data":{"state":{"draft":\#(core)}}}"#, .answer,
        "/data/state/draft"
      ),
    ] as [(String, Envelope, String)])
  func envelopes(text: String, envelope: Envelope, pointer: String) throws {
    let draft = try Draft(text)
    #expect(draft.envelope == envelope)
    #expect(draft.bytes == Array(text.utf8))
    #expect(draft.node.pointer.description == pointer)
    #expect(String(decoding: draft.node.bytes, as: UTF8.self) == Self.core)
    #expect(draft.resolved().timeline.spans == [[0...1500]])
    #expect((draft.state == nil) == (envelope == .bare))
    let segment = try #require(draft.resolved().timeline.tracks.first?.segments.first)
    #expect(segment.pointer.description == pointer + "/t/0/sg/0")
  }

  @Test("The state's canvas counts where the draft has none")
  func canvas() throws {
    let state = #"{"draft":{"t":[]},"canvas_config":{"width":640,"height":360}}"#
    #expect(
      try Draft(state).resolved().timeline.canvas == Timeline.CanvasSize(width: 640, height: 360))
    let own =
      #"{"draft":{"t":[],"m":{"width":200,"height":100}},"canvas_config":{"width":640,"height":360}}"#
    #expect(
      try Draft(own).resolved().timeline.canvas == Timeline.CanvasSize(width: 200, height: 100))
  }

  @Test(
    "What holds no draft is refused with its place",
    arguments: [
      ("[]", "", 1, 1), (" 3", "", 1, 2), ("{}", "", 1, 1), ("{\"x\":1}", "", 1, 1),
      ("{\n\"draft\": 7}", "/draft", 2, 10),
      (#"{"code":0,"data":{"state":{"draft":[]}}}"#, "/data/state/draft", 1, 36),
      (#"{"code":0,"data":{}}"#, "", 1, 1),
      (#"{"code":1001,"message":"no"}"#, "/code", 1, 9),
    ])
  func refused(text: String, pointer: String, line: Int, column: Int) throws {
    let error = try #require(throws: DraftError.self) { try Draft(text) }
    #expect(error.pointer.description == pointer)
    #expect(error.location.line == line)
    #expect(error.location.column == column)
    #expect(!error.description.isEmpty)
  }

  @Test("A service failure names its code and its words")
  func serviceFailure() throws {
    let error = try #require(throws: DraftError.self) {
      try Draft(#"{"code":2001,"message":"out of credits","data":null}"#)
    }
    #expect(error.reason == .serviceFailure(code: "2001", message: "out of credits"))
    #expect(error.description.contains("2001 (out of credits)"))
  }

  @Test("Bytes that are not JSON are refused at the reader's place")
  func notJSON() throws {
    let error = try #require(throws: DraftError.self) { try Draft("{\"t\":\n[1,]}") }
    guard case .notJSON(let cause) = error.reason else {
      Issue.record("expected notJSON, found \(error.reason)")
      return
    }
    #expect(error.location == cause.location)
    #expect(error.location.line == 2)
  }
}
