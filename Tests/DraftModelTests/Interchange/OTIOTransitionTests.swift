import DraftModel
import JSONTree
import TestSupport
import Testing

/// A transition of a file is one of the draft, or a note says what became of it.
@Suite("Transitions of an OpenTimelineIO file")
struct OTIOTransitionTests {
  // MARK: Files

  /// A time in milliseconds.
  private static func time(_ milliseconds: Double) -> JSONValue {
    [
      "OTIO_SCHEMA": "RationalTime.1", "rate": 1000,
      "value": JSONNumber(milliseconds).map { .number($0) } ?? .null,
    ]
  }

  private static func range(_ start: Double, _ length: Double) -> JSONValue {
    ["OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(length)]
  }

  private static func clip(_ length: Double, _ reference: JSONValue? = nil) -> JSONValue {
    [
      "OTIO_SCHEMA": "Clip.2", "source_range": range(5000, length),
      "media_references": [
        "DEFAULT_MEDIA": reference ?? [
          "OTIO_SCHEMA": "ExternalReference.1", "target_url": "a.mp4",
        ]
      ],
    ]
  }

  private static func text(_ length: Double) -> JSONValue {
    clip(
      length,
      [
        "OTIO_SCHEMA": "GeneratorReference.1", "generator_kind": "text",
        "parameters": ["text": "Hello"],
      ])
  }

  private static func gap(_ length: Double) -> JSONValue {
    ["OTIO_SCHEMA": "Gap.1", "source_range": range(0, length)]
  }

  private static func transition(
    _ before: Double, _ after: Double, type: String = "SMPTE_Dissolve"
  ) -> JSONValue {
    [
      "OTIO_SCHEMA": "Transition.1", "transition_type": .string(type), "in_offset": time(before),
      "out_offset": time(after),
    ]
  }

  private static func composition(
    _ schema: String, _ children: [JSONValue], _ range: JSONValue? = nil
  ) -> JSONValue {
    [
      "OTIO_SCHEMA": .string(schema), "children": .array(children),
      "source_range": range ?? .null,
    ]
  }

  private static func track(_ children: [JSONValue], _ range: JSONValue? = nil) -> JSONValue {
    composition("Track.1", children, range)
  }

  // MARK: Cases

  /// A track of a file, and what the draft has at its cuts.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let track: JSONValue
    /// The draft's transitions, fades in and fades out in order of time: where, and how long.
    var kept: [[Int64]] = []
    var fadesIn: [[Int64]] = []
    var fadesOut: [[Int64]] = []
    /// Places in the track that have a note.
    var noted: [String] = []
  }

  static let cases: [Case] = [
    Case(
      testDescription: "between two clips",
      track: track([clip(1000), transition(100, 101), clip(1000)]), kept: [[1000, 201]]),
    Case(
      testDescription: "offsets of which each is half a millisecond more than a whole",
      track: track([clip(1000), transition(100.5, 100.5), clip(1000)]), kept: [[1000, 201]]),
    Case(
      testDescription: "between two texts",
      track: track([text(1000), transition(100, 100), text(1000)]), kept: [[1000, 200]]),
    Case(
      testDescription: "from a text to media, which are on tracks of their own",
      track: track([text(1000), transition(90, 100), clip(1000)]),
      fadesIn: [[1000, 100]], fadesOut: [[1000, 90]], noted: ["1"]),
    Case(
      testDescription: "from media to a text",
      track: track([clip(1000), transition(90, 100), text(1000)]),
      fadesIn: [[1000, 100]], fadesOut: [[1000, 90]], noted: ["1"]),
    Case(
      testDescription: "two of them at one cut",
      track: track([clip(1000), transition(90, 90), transition(100, 100), clip(1000)]),
      kept: [[1000, 200]], noted: ["1"]),
    Case(
      testDescription: "without a length",
      track: track([clip(1000), transition(0, 0), clip(1000)]), noted: ["1"]),
    Case(
      testDescription: "what lasts no time beside it",
      track: track([
        clip(1000), clip(0), gap(0), transition(100, 100), gap(0), clip(0), clip(1000),
      ]), kept: [[1000, 200]], noted: ["1", "5"]),
    Case(
      testDescription: "a clip of less than a millisecond behind it",
      track: track([clip(1000.1), transition(100, 100), clip(0.2), clip(1000)]),
      kept: [[1000, 200]], noted: ["2"]),
    Case(
      testDescription: "a clip of less than a millisecond before it",
      track: track([clip(1000.1), clip(0.2), transition(100, 100), clip(1000)]),
      kept: [[1000, 200]], noted: ["1"]),
    Case(
      testDescription: "a clip of less than a millisecond between two of them",
      track: track([
        clip(1000.1), transition(90, 90), clip(0.2), transition(100, 100), clip(1000),
      ]), kept: [[1000, 200]], noted: ["1", "2"]),
    Case(
      testDescription: "clips whose ends another program rounded, in different milliseconds",
      track: track([
        clip(100.3), track([clip(1000)], range(0, 1000.4)), transition(100, 100), clip(1000),
      ]), kept: [[1101, 200]]),
    Case(
      testDescription: "to what is nested",
      track: track([clip(1000), transition(100, 100), track([clip(500), clip(500)])]),
      kept: [[1000, 200]]),
    Case(
      testDescription: "from what is nested",
      track: track([track([clip(500), clip(500)]), transition(100, 100), clip(1000)]),
      kept: [[1000, 200]]),
    Case(
      testDescription: "to what is nested in several layers",
      track: track([
        clip(1000), transition(100, 100),
        composition("Stack.1", [track([clip(500)]), track([clip(500)])]),
      ]), kept: [[1000, 200]], noted: ["1"]),
    Case(
      testDescription: "at the ends of a track, and beside a gap",
      track: track([
        transition(0, 90), clip(1000), transition(100, 0), gap(1000), transition(0, 110),
        clip(1000), transition(120, 0),
      ]),
      fadesIn: [[0, 90], [2000, 110]], fadesOut: [[1000, 100], [3000, 120]]),
    Case(
      testDescription: "beside a gap, reaching into it, or of a type that is no fade",
      track: track([
        clip(1000), transition(100, 50), gap(1000), transition(50, 110), clip(1000), gap(100),
        transition(0, 130, type: "Custom_Transition"), clip(1000), transition(0, 120), gap(1000),
      ]),
      fadesIn: [[2000, 110], [3100, 130]], fadesOut: [[1000, 100]], noted: ["1", "3", "6", "8"]),
    Case(
      testDescription: "at an end where what is nested has one already",
      track: track([
        gap(1000), transition(0, 90), track([transition(0, 100), clip(1000), transition(100, 0)]),
        transition(90, 0), gap(1000),
      ]), fadesIn: [[1000, 90]], fadesOut: [[2000, 90]],
      noted: ["2/children/0", "2/children/2"]),
    Case(
      testDescription: "between gaps", track: track([gap(10), transition(5, 5), gap(10), clip(9)]),
      noted: ["1"]),
    Case(
      testDescription: "at the start of a range, and cut off by its end",
      track: track(
        [clip(1000), transition(90, 100), clip(1000), transition(90, 90), clip(1000)],
        range(1000, 950)),
      fadesIn: [[0, 100]], noted: ["1", "3"]),
    Case(
      testDescription: "cut off by the start of a range, and outside of it",
      track: track(
        [clip(1000), transition(90, 100), clip(1000), transition(90, 90), clip(1000)],
        range(1050, 850)), noted: ["1"]),
  ]

  @Test("Each is kept, or is a fade or left out with a note", arguments: cases)
  func cuts(_ some: Case) throws {
    let file = Self.composition("Stack.1", [some.track])
    let back = try OpenTimelineIO.draft(from: JSONDocument(parsing: file.serialized()))
    let draft = try Draft(parsing: back.value.serialized())
    let segments = draft.resolved().timeline.tracks.flatMap(\.segments)
      .sorted { $0.span.start < $1.span.start }
    func values(_ list: [(Milliseconds, Milliseconds)]) -> [[Int64]] {
      list.filter { $0.1 > .zero }.map { [$0.0.rawValue, $0.1.rawValue] }
    }
    #expect(
      values(segments.map { ($0.span.start, $0.transition?.length ?? .zero) }) == some.kept)
    #expect(values(segments.map { ($0.span.start, $0.picture.fadeIn) }) == some.fadesIn)
    #expect(values(segments.map { ($0.span.end, $0.picture.fadeOut) }) == some.fadesOut)
    let places = Set(back.notes.map { $0.place.replacing("/children/0/children/", with: "") })
    #expect(places == Set(some.noted), "\(back.notes)")
    #expect(!draft.validated().contains { $0.rule.rawValue == "transition-not-at-cut" })
  }

  @Test("Media and a transition that are put into a text track of ours")
  func ownText() throws {
    let draft = try Draft(
      #"""
      {"t":[{"tt":7,"sg":[{"d":1000,"m":{"text":"A"}},{"d":1000,"m":{"text":"B"}},
       {"d":1000,"m":{"text":"C","transition":{"type":"crossfade","d":80}}}]}]}
      """#)
    let written = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    let children = JSONPointer(["tracks", "children", "0", "children"])
    let edited = try written.applying([
      .insertElement(children, at: 1, Self.transition(90, 100)),
      .insertElement(children, at: 2, Self.clip(500)),
    ])
    let back = try OpenTimelineIO.draft(from: edited)
    let timeline = try Draft(parsing: back.value.serialized()).resolved().timeline
    #expect(timeline.tracks.map(\.kind) == [.text, .video])
    #expect(timeline.tracks[0].segments.map(\.span.start.rawValue) == [0, 1500, 2500])
    #expect(timeline.tracks[0].segments.map { $0.transition?.length.rawValue } == [nil, nil, 80])
    #expect(timeline.tracks[0].segments[0].picture.fadeOut == Milliseconds(90))
    #expect(timeline.tracks[1].segments.map(\.transition) == [nil])
    #expect(timeline.tracks[1].segments[0].picture.fadeIn == Milliseconds(100))
    #expect(back.notes.map(\.place) == ["\(children)/1"])
  }

  // MARK: A law

  /// A random item of a track; `lengths` counts transitions, so that each has a length of its own.
  private static func item(
    _ lengths: inout [Int64], using generator: inout SeededGenerator, depth: Int = 0
  ) -> JSONValue {
    let length = Double(Int.random(in: 0...4, using: &generator) * 4001) / 10
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1, 2: return clip(length)
    case 3: return text(length)
    case 4: return gap(length)
    case 5: return clip(Double(Int.random(in: 0...15, using: &generator)) / 10)
    case 6 where depth < 2:
      let children = (0..<3).map { _ in item(&lengths, using: &generator, depth: depth + 1) }
      return track(children)
    default:
      lengths.append(Int64(lengths.count) + 2)
      let half = Double(lengths.last ?? 0)
      return transition(half, half, type: Bool.random(using: &generator) ? "SMPTE_Dissolve" : "x")
    }
  }

  /// The pointers of a file's transitions, by half of their lengths in milliseconds.
  private static func transitions(in node: JSONNode) -> [(pointer: String, half: Int64)] {
    node["children"]?.elements.flatMap { child -> [(String, Int64)] in
      guard child["OTIO_SCHEMA"]?.stringValue == "Transition.1" else {
        return transitions(in: child)
      }
      return [(child.pointer.description, child["in_offset"]?["value"]?.number?.int64 ?? 0)]
    } ?? []
  }

  @Test("No transition of a random track is lost without a note, and none is at no cut")
  func law() throws {
    var generator = SeededGenerator()
    var (kept, faded, noted) = (0, 0, 0)
    for _ in 0..<300 {
      var lengths: [Int64] = []
      let items = (0..<12).map { _ in Self.item(&lengths, using: &generator) }
      let file = try JSONDocument(
        parsing: Self.composition("Stack.1", [Self.track(items + [Self.clip(9)])]).serialized())
      let back = try OpenTimelineIO.draft(from: file)
      let draft = try Draft(parsing: back.value.serialized())
      #expect(
        !draft.validated().contains { $0.rule.rawValue == "transition-not-at-cut" },
        "\(generator)")
      let segments = draft.resolved().timeline.tracks.flatMap(\.segments)
      let whole = Set(segments.compactMap { $0.transition?.length.rawValue })
      let fades = Set(
        segments.flatMap { [$0.picture.fadeIn.rawValue, $0.picture.fadeOut.rawValue] })
      let places = Set(back.notes.map(\.place))
      for (pointer, half) in Self.transitions(in: file.root) {
        if whole.contains(half * 2) {
          kept += 1
        } else if places.contains(pointer) {
          noted += 1
        } else {
          #expect(fades.contains(half), "\(pointer): \(generator)")
          faded += 1
        }
      }
    }
    #expect(kept > 100 && noted > 100, "kept \(kept), noted \(noted), faded \(faded)")
  }
}
