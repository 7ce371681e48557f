import DraftModel
import JSONTree
import Testing

/// What each operation writes, to the byte: everything around the edit stays as it was.
@Suite("An operation")
struct OperationTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let step: JSONValue
    let before: String
    let after: String
    var testDescription: String { name }

    init(_ name: String, _ step: JSONValue, _ before: String, _ after: String) {
      self.name = name
      self.step = step
      self.before = before
      self.after = after
    }
  }

  static let pair =
    #"{"d": 3000, "t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a.mp4"}}, {"id":"b","d":2000.0,"m":{"src":"b.mp4"}}]}]}"#

  static let examples: [Example] = [
    Example(
      "set replaces a value", ["set": ["at": "/m/title", "value": "New"]],
      #"{"m":{"title":"Old","n":1.0},"t":[{"tt":0,"sg":[{"d":1e3,"m":{"src":"a"}}]}]}"#,
      #"{"m":{"title":"New","n":1.0},"t":[{"tt":0,"sg":[{"d":1e3,"m":{"src":"a"}}]}]}"#),
    Example(
      "volume is written under the key it was found at", ["volume": ["target": "a", "to": "35%"]],
      #"{"t":[{"tt":1,"sg":[{"id":"a","d":5,"m":{"path":"a.mp3","vol":1.0}}]}]}"#,
      #"{"t":[{"tt":1,"sg":[{"id":"a","d":5,"m":{"path":"a.mp3","vol":0.35}}]}]}"#),
    Example(
      "a time is written in the unit it was found in", ["move": ["segment": "b", "by": "250ms"]],
      #"{"t":[{"tt":0,"sg":[{"id":"b","start_s":1.50,"duration":700,"m":{"src":"b"}}]}]}"#,
      #"{"t":[{"tt":0,"sg":[{"id":"b","start_s":1.75,"duration":700,"m":{"src":"b"}}]}]}"#),
    Example(
      "remove leaves a gap and pins what began by itself", ["remove": ["target": "a"]], pair,
      #"{"d": 3000, "t":[{"tt":0,"sg":[{"id":"b","d":2000.0,"m":{"src":"b.mp4"},"s":1000}]}]}"#),
    Example(
      "ripple-delete closes the gap and moves the end", ["ripple-delete": ["segment": "a"]], pair,
      #"{"d": 2000, "t":[{"tt":0,"sg":[{"id":"b","d":2000.0,"m":{"src":"b.mp4"}}]}]}"#),
    Example(
      "trim moves the in-point with the head", ["trim": ["segment": "b", "head": "500ms"]], pair,
      #"{"d": 3000, "t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a.mp4"}}, {"id":"b","d":1500,"m":{"src":"b.mp4","in":500},"s":1500}]}]}"#
    ),
    Example(
      "trim that ripples leaves no gap",
      ["trim": ["segment": "a", "tail": "25%", "ripple": true]], pair,
      #"{"d": 2750, "t":[{"tt":0,"sg":[{"id":"a","d":750,"m":{"src":"a.mp4"}}, {"id":"b","d":2000.0,"m":{"src":"b.mp4"}}]}]}"#
    ),
    Example(
      "split names the second part anew", ["split": ["segment": "b", "at": "50%"]], pair,
      #"{"d": 3000, "t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a.mp4"}}, {"id":"b","d":1000,"m":{"src":"b.mp4"}}, {"id":"b-2","d":1000,"m":{"src":"b.mp4","in":1000}}]}]}"#
    ),
    Example(
      "retime keeps the material and can ripple",
      ["retime": ["segment": "a", "speed": 2, "ripple": true]], pair,
      #"{"d": 2500, "t":[{"tt":0,"sg":[{"id":"a","d":500,"m":{"src":"a.mp4","speed":2}}, {"id":"b","d":2000.0,"m":{"src":"b.mp4"}}]}]}"#
    ),
    Example(
      "replace-media changes the source alone",
      ["replace-media": ["segment": "a", "src": "new.mp4"]], pair,
      #"{"d": 3000, "t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"new.mp4"}}, {"id":"b","d":2000.0,"m":{"src":"b.mp4"}}]}]}"#
    ),
    Example(
      "transition is put at a cut",
      ["transition": ["segment": "b", "type": "crossfade", "duration": "400ms"]], pair,
      #"{"d": 3000, "t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a.mp4"}}, {"id":"b","d":2000.0,"m":{"src":"b.mp4","transition":{"type":"crossfade","d":400}}}]}]}"#
    ),
    Example(
      "add puts a title on a new track",
      ["add": ["text": "Hi", "at": 0, "duration": "1s"]],
      #"{"t":[{"tt":0,"sg":[{"d":2000,"m":{"src":"a"}}]}]}"#,
      #"{"t":[{"tt":0,"sg":[{"d":2000,"m":{"src":"a"}}]},{"tt":7,"sg":[{"s":0,"d":1000,"m":{"text":"Hi"}}]}]}"#
    ),
    Example(
      "fade and text and style touch their members alone",
      ["style": ["target": "text 1", "style": ["size": 80, "stroke": ["width": 3]]]],
      ##"{"t":[{"tt":7,"sg":[{"d":2000,"m":{"text":"a","style":{"font_size":64,"color":"#0f0"}}}]}]}"##,
      ##"{"t":[{"tt":7,"sg":[{"d":2000,"m":{"text":"a","style":{"font_size":80,"color":"#0f0","stroke":{"width":3}}}}]}]}"##
    ),
    Example(
      "normalize writes the format's own words", ["normalize": [:]],
      #"{"tracks":[{"type":0,"segments":[{"start_s":1.5,"duration":2e3,"meta":{"url":"b","odd":1.0}},{"s":0,"d":1500,"m":{"src":"a"}}]}]}"#,
      #"{"t":[{"tt":0,"sg":[{"s":0,"d":1500,"m":{"src":"a"}},{"s":1500,"d":2000,"m":{"src":"b","odd":1.0}}]}],"d":3500}"#
    ),
    Example(
      "reframe centres on the focus and keeps titles as large by the short side",
      ["reframe": ["canvas": "9:16", "focus": [0.4, 0.5]]],
      #"{"m":{"width":1920,"height":1080},"t":[{"tt":0,"sg":[{"d":9,"m":{"src":"a"}}]},{"tt":7,"sg":[{"d":9,"m":{"text":"T","style":{"size":64}}}]}]}"#,
      #"{"m":{"width":1080,"height":1920},"t":[{"tt":0,"sg":[{"d":9,"m":{"src":"a","fit":"cover","x":0.816}}]},{"tt":7,"sg":[{"d":9,"m":{"text":"T","style":{"size":36}}}]}]}"#
    ),
  ]

  @Test("It changes what it says and no other byte", arguments: examples)
  func writes(example: Example) throws {
    #expect(try text(after: example.step, on: example.before) == example.after)
    #expect(try !outcome(of: example.step, on: example.before).changes.isEmpty)
  }

  @Test("Done a second time, a setting changes nothing and says nothing")
  func settled() throws {
    for step in [
      ["volume": ["target": "a", "to": 0.5]], ["fade": ["target": "a", "in": "200ms"]],
      ["transition": ["segment": "b", "type": "zoom"]], ["normalize": [:]],
      ["replace-media": ["segment": "a", "src": "n.mp4"]], ["set": ["at": "/x", "value": [1, 2]]],
      ["fit-duration": ["to": "2s"]], ["reframe": ["canvas": "1:1"]],
    ] as [JSONValue] {
      let once = try text(after: step, on: Self.pair)
      let again = try outcome(of: step, on: once)
      #expect(String(decoding: again.draft.bytes, as: UTF8.self) == once)
      #expect(again.changes.isEmpty, "\(step)")
    }
  }

  @Test("Concatenation joins like tracks, keeps ids apart and moves the end")
  func concatenation() throws {
    let draft = try Draft(parsing: Array(Self.pair.utf8))
    let result = try Concatenate(draft).applied(to: draft)
    let timeline = result.draft.resolved().timeline
    #expect(timeline.duration == Milliseconds(6000))
    #expect(timeline.tracks.count == 1)
    #expect(timeline.tracks.first?.segments.map(\.id) == ["a", "b", "a-2", "b-2"])
    #expect(
      timeline.tracks.first?.segments.map(\.span.start.rawValue) == [0, 1000, 3000, 4000])
  }
}
