import DraftModel
import RenderPlanning
import Testing

@Suite("DraftHash")
struct DraftHashTests {
  private func hash(_ text: String) throws -> String {
    try DraftHash(of: Draft(parsing: Array(text.utf8))).hex
  }

  @Test("White space, member order, number spelling and the envelope are not in it")
  func spelling() throws {
    let bare = try hash(#"{"t":[],"d":10}"#)
    #expect(try hash(#"{ "d" : 1e1, "t" : [ ] }"#) == bare)
    #expect(try hash(#"{"draft":{"d":10,"t":[]},"video_infos":[{"id":"x"}]}"#) == bare)
    #expect(try hash(#"{"t":[],"d":11}"#) != bare)
  }

  @Test("It is SHA-256 over the canonical form")
  func digest() throws {
    // printf '{"d":10,"t":[]}' | sha256sum
    #expect(
      try hash(#"{"t":[],"d":10}"#)
        == "fe3344cf986bffb4f9e2b5f50834366b8d8acea09acbb2878207ff4eb28f17fd")
  }
}
