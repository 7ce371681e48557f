import DraftModel
import JSONTree
import Testing

@Suite("A refusal")
struct RefusalTests {
  static let steps: [(JSONValue, String)] = [
    (["trim": ["segment": "z", "head": "1s"]], "there is no segment"),
    (["trim": ["segment": "a", "head": "1s"]], "nothing would be left"),
    (["trim": ["segment": "a", "head": "-1s"]], "no place on a timeline"),
    (["trim": ["segment": "a"]], "nothing to do"),
    (["trim": ["segment": "b", "head": "-1s"]], "no place on a timeline"),
    (["split": ["segment": "a", "at": "1s"]], "is not inside the segment"),
    (["move": ["segment": "b", "to": "500ms"]], "overlap"),
    (["move": ["segment": "b", "to": "-1s"]], "no place on a timeline"),
    (["move": ["segment": "b", "track": "text 1"]], "of the segment's own kind"),
    (["retime": ["segment": "b", "speed": 20]], "it can be 0.1 to 16"),
    (["retime": ["segment": "a", "duration": "4s"]], "overlap"),
    (["retime": ["segment": "t", "speed": 2]], "a segment with a source"),
    (["transition": ["segment": "a", "type": "zoom"]], "nothing ends at 0s"),
    (["transition": ["segment": "b", "type": "zoom", "duration": "9s"]], "2s is the most"),
    (["fade": ["target": "a", "in": "600ms", "out": "600ms"]], "the fades last 1.2s together"),
    (["text": ["segment": "a", "text": "x"]], "a text segment"),
    (["style": ["target": "t", "style": ["sise": 5]]], "there is no \"sise\""),
    (["style": ["target": "t", "style": ["size": 5000]]], "outside 1 to 2000"),
    (["style": ["target": "t", "style": ["size": "big"]]], "expected a number"),
    (["volume": ["target": "t", "to": 1]], "a segment with sound"),
    (["set": ["at": "/t/0/sg/0/duration", "value": 7]], "mean the same"),
    (["set": ["at": "/t/0/sg/0/d", "value": -7]], "negative"),
    (["set": ["at": "/no/where", "value": 7]], "has no place"),
    (["remove": ["target": "/t"]], "this is not a draft"),
    (["add": ["src": "c.mp4", "at": 500, "duration": 100]], "overlap"),
    (["add": ["src": "c.mp4", "id": "a", "duration": 100]], "another segment has the id"),
    (["add": ["text": "x", "track": "video 1", "duration": 100]], "own kind"),
    (["fit-duration": ["to": "9s", "by": "trim"]], "cutting cannot make"),
    (["fit-duration": ["to": "10ms", "by": "retime"]], "it can be 0.1 to 16"),
    (["ripple-delete": ["from": "2s", "to": "1s"]], "the stretch cannot be"),
  ]

  static let text = #"""
    {"d":3000,"t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a"}},
      {"id":"b","d":2000,"m":{"src":"b","in":500}}]},
      {"tt":7,"sg":[{"id":"t","d":900,"m":{"text":"T"}}]}]}
    """#

  @Test("It says what is wrong and where to go on", arguments: steps)
  func refused(step: JSONValue, words: String) throws {
    let error = #expect(throws: RecipeError.self) { try outcome(of: step, on: Self.text) }
    let message = error?.description ?? ""
    #expect(message.contains(words) || words == "overlap" && message.contains("(overlap)"))
    guard case .refused? = error?.reason else {
      Issue.record("the recipe was refused, not the transform: \(message)")
      return
    }
  }
}
