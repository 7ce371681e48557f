import DraftModel
import JSONTree
import TestSupport
import Testing

/// Laws of all transforms, over random drafts and random steps.
@Suite("Every transform")
struct TransformLawTests {
  /// Steps that suit `draft`, or nearly: some are refused, which is lawful too.
  static func step(
    for draft: Draft, using generator: inout SeededGenerator
  ) -> JSONValue {
    let timeline = draft.resolved().timeline
    let segments = timeline.tracks.flatMap(\.segments)
    let some = segments.randomElement(using: &generator)?.pointer.description ?? "none"
    let time = JSONValue.number(JSONNumber(Int64.random(in: 0...4000, using: &generator)))
    let share = JSONValue.string("\(Int.random(in: 1...99, using: &generator))%")
    let track = "track \(Int.random(in: 1...max(1, timeline.tracks.count), using: &generator))"
    let steps: [JSONValue] = [
      ["set": ["at": "/m/title", "value": "T"]], ["remove": ["target": .string(some)]],
      ["remove": ["target": .string(track)]], ["add": ["src": "n.mp4", "duration": time]],
      ["add": ["text": "n", "at": share, "duration": time]],
      ["move": ["segment": .string(some), "by": time]],
      ["move": ["segment": .string(some), "track": .string(track)]],
      ["trim": ["segment": .string(some), "head": share]],
      ["trim": ["segment": .string(some), "tail": share, "ripple": true]],
      ["split": ["segment": .string(some), "at": share]],
      ["ripple-delete": ["segment": .string(some)]], ["ripple-delete": ["from": 500, "to": time]],
      ["ripple-delete": ["segment": .string(some), "tracks": "all"]],
      ["retime": ["segment": .string(some), "duration": share]],
      ["retime": ["segment": .string(some), "speed": 1.7, "ripple": true]],
      ["replace-media": ["segment": .string(some), "src": "n.mp4"]],
      ["volume": ["target": .string(some), "to": "-6dB"]],
      ["fade": ["target": .string(some), "in": "20%", "out": "10%"]],
      ["text": ["segment": .string(some), "text": "n"]],
      ["style": ["target": .string(some), "style": ["size": 30]]],
      ["transition": ["segment": .string(some), "type": "zoom", "duration": "200ms"]],
      ["reframe": ["canvas": "9:16", "focus": [0.2, 0.7]]], ["fit-duration": ["to": share]],
      ["fit-duration": ["to": "130%", "by": "retime"]],
      ["fit-duration": ["to": share, "by": "retime"]], ["normalize": [:]],
    ]
    return steps.randomElement(using: &generator) ?? ["normalize": [:]]
  }

  /// Applies random steps to random drafts and holds what came of each to a law; more than a hundred have to be done.
  private static func eachResult(
    segments: Int = 5,
    _ law: (_ draft: Draft, _ result: TransformResult, _ context: Comment) throws -> Void
  ) throws {
    var generator = SeededGenerator()
    var done = 0
    for _ in 0..<400 {
      let random = RandomDraft(tracks: 4, segments: segments, using: &generator)
      let draft = try random.edited(2, using: &generator).draft()
      let step = step(for: draft, using: &generator)
      guard let result = try? Recipe([step]).applied(to: draft) else { continue }
      done += 1
      try law(draft, result, "\(step) \(generator)")
    }
    #expect(done > 100)
  }

  @Test("It leaves no more errors than there were, and its result reads again")
  func validity() throws {
    try Self.eachResult { draft, result, context in
      let errors = { (draft: Draft) in
        draft.resolved().findings.filter { $0.severity == .error }.count
      }
      #expect(errors(result.draft) <= errors(draft), context)
      #expect(result.draft.envelope == draft.envelope, context)
      let again = try Draft(parsing: result.draft.bytes)
      #expect(again.bytes == result.draft.bytes, context)
      #expect(result.changes.isEmpty == (result.draft.bytes == draft.bytes), context)
    }
  }

  @Test("What it takes over of the draft before it is what reading the result anew gives")
  func taken() throws {
    try Self.eachResult { _, result, context in
      let anew = try Draft(parsing: result.draft.bytes).resolved()
      #expect(result.draft.resolved().timeline == anew.timeline, context)
      #expect(result.draft.resolved().findings == anew.findings, context)
    }
  }

  @Test("Looking around what it changed finds as much that is new as looking at everything")
  func newFindings() throws {
    try Self.eachResult(segments: 6) { draft, result, context in
      let counts = { (findings: [Finding]) in
        Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
      }
      let (before, after) = (counts(draft.validated()), counts(result.draft.validated()))
      let expected = after.reduce(into: [RuleID: Int]()) { gained, rule in
        let more = rule.value - (before[rule.key] ?? 0)
        if more > 0 { gained[rule.key] = more }
      }
      #expect(counts(result.draft.newFindings(since: draft)) == expected, context)
    }
  }

  @Test("A draft that ended with its content still does")
  func end() throws {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let draft = try RandomDraft(tracks: 3, segments: 4, using: &generator).draft()
      let timeline = draft.resolved().timeline
      let contentEnd = timeline.tracks.flatMap(\.segments).map(\.span.end).max() ?? .zero
      guard timeline.duration == contentEnd else { continue }
      let step = Self.step(for: draft, using: &generator)
      guard let result = try? Recipe([step]).applied(to: draft) else { continue }
      let after = result.draft.resolved().timeline
      let newEnd = after.tracks.flatMap(\.segments).map(\.span.end).max() ?? .zero
      #expect(after.duration == newEnd, "\(step) \(generator)")
    }
  }

  @Test("Splitting a segment moves no other and loses no instant of it")
  func split() throws {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let draft = try RandomDraft(tracks: 3, segments: 4, using: &generator).draft()
      let before = draft.resolved().timeline
      let share = Ratio(Int64.random(in: 1...99, using: &generator), 100) ?? .one
      guard let some = before.tracks.flatMap(\.segments).randomElement(using: &generator),
        let result = try? SplitSegment(.pointer(some.pointer), at: .share(share)).applied(to: draft)
      else { continue }
      let after = result.draft.resolved().timeline
      #expect(after.duration == before.duration)
      for (old, new) in zip(before.tracks, after.tracks) {
        let boundary = old.segments.firstIndex { $0.pointer == some.pointer }
        var rest = new.segments.map(\.span)
        if let boundary {
          let second = rest.remove(at: boundary + 1)
          #expect(rest[boundary].end == second.start)
          rest[boundary] = TimeSpan(
            start: rest[boundary].start, length: second.end - rest[boundary].start)
        }
        #expect(rest == old.segments.map(\.span), "\(generator)")
      }
    }
  }

  @Test("Cutting a stretch out of a draft takes just its length from the end")
  func ripple() throws {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let draft = try RandomDraft(tracks: 3, segments: 4, using: &generator).draft()
      let length = draft.resolved().timeline.duration.rawValue
      guard length > 100 else { continue }
      let from = Int64.random(in: 0..<length - 1, using: &generator)
      let to = Int64.random(in: from + 1...length, using: &generator)
      let cut = RippleDelete(
        .stretch(from: .time(Milliseconds(from)), to: .time(Milliseconds(to))))
      guard let result = try? cut.applied(to: draft) else { continue }
      let after = result.draft.resolved().timeline
      #expect(after.duration.rawValue == length - (to - from), "\(from)-\(to) \(generator)")
    }
  }

  @Test("What was touching still touches after the whole draft is retimed")
  func retiming() throws {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let draft = try RandomDraft(tracks: 3, segments: 5, using: &generator).draft()
      let goal = TimeExpression.time(
        Milliseconds(Int64.random(in: 500...20_000, using: &generator)))
      guard let result = try? FitDuration(to: goal, by: .retime).applied(to: draft) else {
        continue
      }
      let after = result.draft.resolved().timeline
      #expect(after.duration == goal.resolved(in: .zero))
      for (old, new) in zip(draft.resolved().timeline.tracks, after.tracks) {
        for index in old.segments.indices.dropFirst()
        where old.segments[index - 1].span.end == old.segments[index].span.start {
          #expect(
            new.segments[index - 1].span.end == new.segments[index].span.start, "\(generator)")
        }
      }
    }
  }
}
