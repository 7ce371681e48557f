import DraftModel
import JSONTree
import Regression
import Testing

@Suite struct DraftCheckTests {
  private let input: Draft

  init() throws { input = try Draft(parsing: Array(CaseFolder.draft.utf8)) }

  /// The input with pieces of its text put for others, each of which has to be there.
  private func edited(_ edits: [(String, String)]) throws -> Draft {
    var text = CaseFolder.draft
    for (old, new) in edits {
      try #require(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return try Draft(parsing: Array(text.utf8))
  }

  // MARK: Comparing

  @Test(
    "What means the same is no difference by meaning, and one byte for byte",
    arguments: [
      (#""opacity": 1.0"#, #""opacity": 1"#), (#", "opacity": 1.0"#, ""),
      (#""d": 2000, "m": {"src": "red.png"}"#, #""m": {"src": "red.png"}, "d": 2000"#),
      (#""volume": 0.8"#, #""volume": 0.80, "pan": 0"#), (#""d": 4000,"#, #""d":4000,"#),
    ])
  func sameMeaning(old: String, new: String) throws {
    let result = try edited([(old, new)])
    #expect(DraftCheck().difference(of: result, from: input, madeOf: input) == nil)
    let exact = DraftCheck(comparing: .exact)
    let failure = try #require(exact.difference(of: result, from: input, madeOf: input))
    #expect(failure.details.contains { $0.hasPrefix("first at line ") })
    #expect(exact.difference(of: result, from: result, madeOf: input) == nil)
    #expect(DraftCheck(comparing: .none).difference(of: result, from: input, madeOf: input) == nil)
  }

  @Test("What means another is told in words of the timeline")
  func otherMeaning() throws {
    let result = try edited([(#""volume": 0.8"#, #""volume": 0.3"#)])
    let failure = try #require(DraftCheck().difference(of: result, from: input, madeOf: input))
    #expect(failure.check == .expected)
    #expect(failure.details.contains { $0.contains("volume") && $0.hasPrefix("~ ") })
  }

  @Test("An id that the input does not have was generated, and may be another")
  func generatedIdentifiers() throws {
    let added = (
      #""src": "blue.png", "opacity": 1.0}}"#, #""src": "blue.png"}}, {"id": "x1", "d": 5}"#
    )
    let expected = try edited([added])
    let result = try edited([added, ("\"x1\"", "\"9f3c\"")])
    #expect(DraftCheck().difference(of: result, from: expected, madeOf: input) == nil)
    let without = try edited([added, (#""id": "x1", "#, "")])
    #expect(DraftCheck().difference(of: without, from: expected, madeOf: input) == nil)
  }

  @Test("An id of the input that is lost is a difference")
  func lostIdentifier() throws {
    let result = try edited([(#""id": "blue""#, #""id": "9f3c""#)])
    let failure = try #require(DraftCheck().difference(of: result, from: input, madeOf: input))
    #expect(failure.details.contains { $0.contains("id") })
  }

  @Test("No comparison looks at what is ignored", arguments: [Comparison.semantic, .exact])
  func ignored(comparison: Comparison) throws {
    let patterns = ["/m/title", "/t/*/sg/*/m/src"].compactMap { PlacePattern($0) }
    let check = DraftCheck(comparing: comparison, ignoring: patterns)
    let result = try edited([("Two colours", "Other"), ("red.png", "green.png")])
    #expect(check.difference(of: result, from: input, madeOf: input) == nil)
    let more = try edited([("Two colours", "Other"), (#""volume": 0.8"#, #""volume": 0.7"#)])
    #expect(check.difference(of: more, from: input, madeOf: input) != nil)
  }

  @Test("The envelope is no part of the draft")
  func envelope() throws {
    let state = try Draft(parsing: Array("{\"draft\": \(CaseFolder.draft)}".utf8))
    #expect(DraftCheck().difference(of: state, from: input, madeOf: input) == nil)
    let places = ["/m/title"].compactMap { PlacePattern($0) }
    #expect(
      DraftCheck(ignoring: places).violation(of: .untouched(places), by: state, madeOf: input)
        == nil)
  }

  // MARK: Invariants

  private static func patterns(_ texts: String...) -> [PlacePattern] {
    texts.compactMap { PlacePattern($0) }
  }

  private static func seconds(_ count: Int64) -> TimeExpression {
    .time(Milliseconds(count * 1000))
  }

  @Test("The input itself breaks no invariant")
  func identity() throws {
    let all: [Invariant] = [
      .valid, .duration(.unchanged),
      .tracks([.video: 1, .audio: 1, .text: 0, .unknown: 0, .all: 2]),
      .untouched(Self.patterns("", "/t/*", "/t/*/sg/*/m/src")), .onlyChanges([]),
    ]
    for invariant in all {
      #expect(DraftCheck().violation(of: invariant, by: input, madeOf: input) == nil)
    }
  }

  @Test("Valid: an error of a rule in force is told, a warning is not")
  func valid() throws {
    let overlapping = try edited([(#""id": "blue", "#, #""id": "blue", "s": 1000, "#)])
    let failure = try #require(
      DraftCheck().violation(of: .valid, by: overlapping, madeOf: input))
    #expect(failure.message.hasPrefix("valid: ") && failure.message.contains("/t/0/sg/1"))
    let lenient = DraftCheck(rules: try ValidationConfiguration(words: ["overlap": "warning"]))
    #expect(lenient.violation(of: .valid, by: overlapping, madeOf: input) == nil)
  }

  @Test(
    "Duration: unchanged, at least, at most, and longer by",
    arguments: [
      (DurationBound.unchanged, false), (DurationBound(delta: seconds(2)), true),
      (DurationBound(delta: seconds(1)), false), (DurationBound(delta: .share(.half)), true),
      (DurationBound(max: seconds(6)), true), (DurationBound(max: seconds(5)), false),
      (DurationBound(min: seconds(6)), true), (DurationBound(min: seconds(7)), false),
      (DurationBound(max: .share(.half)), false), (DurationBound(min: .share(.half)), true),
    ])
  func duration(bound: DurationBound, isMet: Bool) throws {
    let longer = try edited([(#""d": 4000,"# + "\n  \"m\"", #""d": 6000,"# + "\n  \"m\"")])
    let failure = DraftCheck().violation(of: .duration(bound), by: longer, madeOf: input)
    #expect((failure == nil) == isMet, "\(failure?.message ?? "")")
    if let failure { #expect(failure.message.contains("lasts 6s")) }
  }

  @Test("Tracks: each kind that is named is counted")
  func tracks() throws {
    let counts: [TrackGroup: Int] = [.text: 1, .audio: 1, .all: 3]
    let failure = try #require(
      DraftCheck().violation(of: .tracks(counts), by: input, madeOf: input))
    #expect(failure.message == "tracks: the result has 0 text and not 1, 2 all and not 3")
  }

  @Test(
    "Untouched: another value, another spelling and none are told apart",
    arguments: [
      (#""volume": 0.8"#, #""volume": 0.80"#, "/t/1", "the same value, written differently"),
      (#""volume": 0.8"#, #""volume": 0.7"#, "/t/*/sg/*/m", "/t/1/sg/0/m: another, at 9:"),
      (#", "volume": 0.8"#, "", "/t/1/sg/0/m/volume", "/t/1/sg/0/m/volume: it is gone"),
      (#""volume": 0.8"#, #""volume": 0.7"#, "/t/5", "the input has nothing there"),
    ])
  func untouched(old: String, new: String, place: String, words: String) throws {
    let failure = try #require(
      DraftCheck().violation(
        of: .untouched(Self.patterns(place)), by: try edited([(old, new)]), madeOf: input))
    #expect(failure.message.contains(words), "\(failure.message)")
  }

  @Test(
    "Only changes: what differs has to lie in a place that is allowed",
    arguments: [
      (#""volume": 0.8"#, #""volume": 0.7"#, ["/t/*/sg/*/m/volume"], nil),
      (#""volume": 0.8"#, #""volume": 0.7"#, ["/t/1"], nil),
      (#""volume": 0.8"#, #""volume": 0.7"#, ["/t/0", "/m"], "/t/1/sg/0/m/volume is another"),
      (#""volume": 0.8"#, #""volume": 0.8, "pan": 1"#, ["/t/*/sg/*/m/volume"], "m/pan is added"),
      (#", "volume": 0.8"#, "", ["/t/*/sg/*/m/pan"], "/t/1/sg/0/m/volume is gone"),
      (#""volume": 0.8"#, #""volume": 0.80"#, [], nil),
      // A holder that is new counts by what it brings.
      (#""id": "bed", "#, #""id": "bed", "m": {"name": "Bed"}, "#, ["/t/*/m/name"], nil),
      (
        #""id": "bed", "#, #""id": "bed", "m": {"name": "Bed", "volume": 2}, "#, ["/t/*/m/name"],
        "/t/1/m/volume is added"
      ),
      // A segment in front moves the others, which are the same for all that.
      (#"{"id": "red""#, #"{"id": "new", "d": 5}, {"id": "red""#, ["/t/0/sg/0"], nil),
    ] as [(String, String, [String], String?)])
  func onlyChanges(old: String, new: String, allowed: [String], words: String?) throws {
    let patterns = allowed.compactMap { PlacePattern($0) }
    let failure = DraftCheck().violation(
      of: .onlyChanges(patterns), by: try edited([(old, new)]), madeOf: input)
    if let words {
      #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "no failure")")
    } else {
      #expect(failure == nil, "\(failure?.message ?? "")")
    }
  }
}

extension Ratio {
  fileprivate static var half: Ratio { Ratio(1, 2) ?? .zero }
}
