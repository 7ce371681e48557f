import DraftModel
import JSONTree
import Testing

@Suite("Timeline, times")
struct TimelineTimeTests {
  @Test("Without a start a segment begins where the one before it in the array ends")
  func chain() throws {
    let draft = try Draft.track(
      0, #"{"d":5},{"d":3},{"s":100,"d":10},{"d":2},{"s":20,"d":1},{"d":4},{"s":null,"d":1}"#)
    #expect(
      draft.resolved().timeline.spans
        == [[0...5, 5...8, 100...110, 110...112, 20...21, 21...25, 25...26]])
  }

  @Test("Each track's chain begins at zero")
  func chains() throws {
    let draft = try Draft(#"{"t":[{"tt":1,"sg":[{"d":5},{"d":5}]},{"tt":1,"sg":[{"d":3}]}]}"#)
    #expect(draft.resolved().timeline.spans == [[0...5, 5...10], [0...3]])
  }

  @Test(
    "A fractional time is rounded half up with a finding",
    arguments: [
      ("0.4", 0), ("0.5", 1), ("1.499999999", 1), ("1.5", 2), ("2.5", 3), ("15e-1", 2),
      ("1.49999999999999999999", 1), ("2500.00000000001", 2500),
    ] as [(String, Int64)])
  func fractional(text: String, time: Int64) throws {
    let draft = try Draft.track(1, #"{"s":\#(text),"d":10,"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.spans == [[time...time + 10]])
    #expect(draft.brokenRules == [.fractionalTime])
  }

  @Test(
    "Whole numbers in any spelling are whole",
    arguments: ["1500", "1500.0", "1.5e3", "15000E-1", "0.15e4"])
  func whole(text: String) throws {
    let draft = try Draft.track(1, #"{"d":\#(text),"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.spans == [[0...1500]])
    #expect(draft.brokenRules == [])
  }

  @Test(
    "A time below zero is refused with a finding",
    arguments: ["-1", "-0.1", "-1e300", "-99999999999"])
  func negative(text: String) throws {
    let draft = try Draft.track(1, #"{"s":\#(text),"d":10,"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.spans == [[0...10]])
    #expect(draft.brokenRules == [.negativeTime])
  }

  @Test(
    "A time beyond any cut is refused with a finding",
    arguments: [
      "8640000001", "8640000000.5", "1e300", "1e999", "12345678901234567890",
      "1e9223372036854775807",
    ])
  func excessive(text: String) throws {
    let draft = try Draft.track(1, #"{"s":\#(text),"d":10,"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.spans == [[0...10]])
    #expect(draft.brokenRules == [.excessiveTime])
  }

  @Test("A numeral so small that it vanishes is a fraction, not a crash")
  func vanishing() throws {
    let draft = try Draft.track(
      1, #"{"s":1e-9223372036854775808,"d":10,"m":{"src":"a","in":0e-9223372036854775808}}"#)
    #expect(draft.resolved().timeline.spans == [[0...10]])
  }

  @Test("The longest time is read")
  func limit() throws {
    let draft = try Draft.track(1, #"{"d":8640000000,"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.duration == .limit)
    #expect(draft.brokenRules == [])
  }

  @Test(
    "A time of another type is ignored with a finding", arguments: ["\"5\"", "[]", "true", "{}"])
  func wrongType(text: String) throws {
    let draft = try Draft.track(1, #"{"s":\#(text),"d":10,"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.spans == [[0...10]])
    #expect(draft.brokenRules == [.wrongType])
  }

  @Test("A length is needed, and none or zero is told")
  func lengths() throws {
    #expect(try Draft.track(1, #"{"m":{"src":"a"}}"#).brokenRules == [.missingMember])
    #expect(try Draft.track(1, #"{"d":null,"m":{"src":"a"}}"#).brokenRules == [.missingMember])
    #expect(try Draft.track(1, #"{"d":0,"m":{"src":"a"}}"#).brokenRules == [.emptySegment])
  }

  @Test("The draft lasts as it says, else to the end of its last segment")
  func duration() throws {
    let segments = #"{"s":5,"d":10,"m":{"src":"a"}},{"s":1,"d":2,"m":{"src":"a"}}"#
    #expect(try Draft.track(1, segments).resolved().timeline.duration == Milliseconds(15))
    let shorter = try Draft.track(1, segments, extra: #","d":4"#)
    #expect(shorter.resolved().timeline.duration == Milliseconds(4))
    #expect(shorter.brokenRules == [.beyondEnd])
    let longer = try Draft.track(1, segments, extra: #","d":99"#)
    #expect(longer.resolved().timeline.duration == Milliseconds(99))
    #expect(longer.brokenRules == [])
  }

  @Test("Overlap on a track is told once for each segment that starts too early")
  func overlap() throws {
    func rules(_ segments: String) throws -> [RuleID] {
      try Draft.track(0, segments).resolved().findings.map(\.rule).filter { $0 == .overlap }
    }
    #expect(try rules(#"{"s":0,"d":10},{"s":10,"d":10}"#).count == 0)
    #expect(try rules(#"{"s":0,"d":10},{"s":9,"d":10}"#).count == 1)
    #expect(try rules(#"{"s":9,"d":10},{"s":0,"d":10}"#).count == 1)
    #expect(try rules(#"{"s":0,"d":100},{"s":9,"d":1},{"s":50,"d":1}"#).count == 2)
    #expect(try rules(#"{"s":5,"d":0},{"s":0,"d":10}"#).count == 0)
  }

  @Test("Overlap names the segment that starts too early, whatever the order of the array")
  func overlapPlace() throws {
    let draft = try Draft.track(0, #"{"s":9,"d":10},{"s":0,"d":10}"#)
    let overlap = draft.resolved().findings.filter { $0.rule == .overlap }
    #expect(overlap.map(\.pointer.description) == ["/t/0/sg/0"])
  }

  @Test("Keyframes come in order of time; at one instant the last written stays last")
  func keyframes() throws {
    let draft = try Draft.track(
      0,
      #"{"d":9,"m":{"src":"a","keyframes":[{"at":5,"x":1},{"at":1,"x":2},{"at":5,"x":3},{"x":4}]}}"#
    )
    let segment = try #require(draft.resolved().timeline.tracks.first?.segments.first)
    #expect(segment.keyframes.map(\.x) == [2, 1, 3])
    #expect(draft.brokenRules == [.missingMember])
  }
}
