import CloudAPI
import TestSupport
import Testing

@Suite("Event stream answer")
struct EventStreamAnswerTests {
  @Test(
    "The published heads are told apart",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func publishedHeads() throws {
    let cases = SharedTestData.cases(in: "sse/http-cases.json")
    #expect(cases.count == 11)
    for example in cases {
      let status = try #require(example["status"] as? Int)
      let contentType = example["content_type"] as? String
      let opens = example["expect"] as? String == "open"
      do {
        try EventStreamAnswer.check(status: status, contentType: contentType)
        #expect(opens, "\(status) \(contentType ?? "none")")
      } catch {
        #expect(!opens, "\(error)")
      }
    }
  }

  @Test("A missing media type is refused")
  func missingType() {
    #expect(throws: EventStreamError.notAnEventStream(status: 200, contentType: nil)) {
      try EventStreamAnswer.check(status: 200, contentType: nil)
    }
  }
}
