import CloudAPI
import Testing

@Suite("Message cost")
struct MessageCostTests {
  @Test(
    "Words that ask for a new clip cost a generation",
    arguments: [
      "generate a city timelapse", "Create an intro", "make me a video of a cat",
      "make another one",
      "add a new clip of the sea", "生成一段城市延时视频", "帮我制作一个片头", "再来一段",
    ])
  func generations(message: String) {
    #expect(MessageCost().estimate(of: message, isEmpty: false) == PublishedCost.generation)
  }

  @Test(
    "Other words cost an edit",
    arguments: [
      "make the music quieter", "trim the first second", "把音乐调小声", "add the title Creative",
      "remove the clip", "",
    ])
  func edits(message: String) {
    #expect(MessageCost().estimate(of: message, isEmpty: false) == PublishedCost.editing)
  }

  @Test("On an empty timeline everything may be a generation")
  func emptyTimeline() {
    #expect(
      MessageCost().estimate(of: "a cat, at night", isEmpty: true) == PublishedCost.generation)
  }
}
