import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("OpenTimelineIO")
struct OTIOTests {
  /// Reads a timeline with the real package and writes it back, as another program would.
  static let rewriter = """
    import sys, opentimelineio as otio
    t = otio.adapters.read_from_string(sys.stdin.read(), "otio_json")
    assert isinstance(t, otio.schema.Timeline), type(t)
    for clip in t.find_clips():
        assert isinstance(clip, otio.schema.Clip)
        clip.range_in_parent()
    sys.stdout.write(otio.adapters.write_to_string(t, "otio_json"))
    """

  /// Prints what the real package makes of a file: for each track its clips' places in seconds.
  static let placer = """
    import sys, json, opentimelineio as otio
    t = otio.adapters.read_from_string(sys.stdin.read(), "otio_json")
    print(json.dumps([
      [[c.range_in_parent().start_time.to_seconds(), c.range_in_parent().duration.to_seconds()]
        for c in track.find_clips()]
      for track in t.tracks]))
    """

  static func rewritten(_ value: JSONValue) throws -> JSONDocument {
    let outcome = try PythonOracle.run(rewriter, input: Data(value.serialized()))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDocument(parsing: Array(outcome.output))
  }

  @Test("A draft that is written and read again is the draft it was")
  func roundTrip() throws {
    var generator = SeededGenerator()
    for _ in 0..<100 {
      let draft = try RandomDraft(using: &generator).edited(2, using: &generator).draft()
      // A segment that a later one cuts off loses its end, which is noted.
      let converted = OpenTimelineIO.document(of: draft)
      guard !converted.notes.contains(where: { $0.message.contains("overlap") }) else { continue }
      let document = try JSONDocument(parsing: converted.value.serialized())
      let back = try OpenTimelineIO.draft(from: document).value
      #expect(back.isEquivalent(to: draft.node.value), "\(generator)")
    }
  }

  @Test("Every fixture does so too")
  func fixtures() throws {
    for file in Repository.fixtures(in: "drafts", withExtension: "json") {
      let draft = try Draft(parsing: Array(Data(contentsOf: file)))
      let converted = OpenTimelineIO.document(of: draft)
      guard !converted.notes.contains(where: { $0.message.contains("overlap") }) else { continue }
      let document = try JSONDocument(parsing: converted.value.serialized())
      let back = try OpenTimelineIO.draft(from: document).value
      #expect(back.isEquivalent(to: draft.node.value), "\(file.lastPathComponent)")
    }
  }

  @Test(
    "The real package reads what is written, and what it writes means the same draft",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func package() throws {
    for name in ["urban-dreams", "transitions", "speeds", "gapped", "keyframes", "reordered"] {
      let file = Repository.fixture("drafts/\(name).json")
      let draft = try Draft(parsing: Array(Data(contentsOf: file)))
      let document = try Self.rewritten(OpenTimelineIO.document(of: draft).value)
      let back = try Draft(
        JSONDocument(parsing: OpenTimelineIO.draft(from: document).value.serialized()))
      // The package puts members in an order of its own and respells numbers; neither is meaning.
      #expect(back.resolved().timeline == draft.resolved().timeline, "\(name)")
    }
  }

  @Test(
    "Places are where the real package puts them",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func places() throws {
    let file = Repository.fixture("drafts/transitions.json")
    let draft = try Draft(parsing: Array(Data(contentsOf: file)))
    let outcome = try PythonOracle.run(
      Self.placer, input: Data(OpenTimelineIO.document(of: draft).value.serialized()))
    let tracks = try JSONDocument(parsing: Array(outcome.output)).root.elements
    let timeline = draft.resolved().timeline
    #expect(tracks.count == timeline.tracks.count)
    for (track, places) in zip(timeline.tracks, tracks) {
      let expected = track.segments.map { $0.span }.sorted { $0.start < $1.start }
      let actual = places.elements.map { place in
        TimeSpan(
          start: Milliseconds(Int64(((place[0]?.number?.double ?? -1) * 1000).rounded())),
          length: Milliseconds(Int64(((place[1]?.number?.double ?? -1) * 1000).rounded())))
      }
      #expect(actual == expected)
    }
  }

  @Test("What another program moved or trimmed is taken over, and the rest is kept")
  func changedElsewhere() throws {
    let text = #"{"t":[{"tt":0,"sg":[{"id":"a","d":1000,"m":{"src":"a.mp4","opacity":0.5}}]}]}"#
    let draft = try Draft(parsing: Array(text.utf8))
    let written = String(
      decoding: OpenTimelineIO.document(of: draft).value.serialized(), as: UTF8.self)
    let place =
      #""duration":{"OTIO_SCHEMA":"RationalTime.1","rate":1000,"value":1000},"start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":1000,"value":0}"#
    #expect(written.contains(place))
    let changed = written.replacing(
      place,
      with: place.replacing(#""value":1000"#, with: #""value":600"#)
        .replacing(#""value":0"#, with: #""value":250"#))
    let back = try OpenTimelineIO.draft(from: JSONDocument(parsing: changed)).value
    let segment = back["t"]?[0]?["sg"]?[0]
    #expect(segment?["d"] == 600)
    #expect(segment?["m"]?["in"] == 250)
    #expect(segment?["m"]?["opacity"] == 0.5)
    #expect(segment?["id"] == "a")
  }

  static let foreignFiles: [String] = {
    guard Repository.hasSharedTestData else { return [] }
    let folder = Repository.sharedTestData.appending(path: "otio")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (files ?? []).filter { $0.hasSuffix(".otio") }.sorted()
  }()

  @Test(
    "Files of other programs give drafts without an error, or say why not",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func foreign() throws {
    var drafts = 0
    for name in Self.foreignFiles {
      let file = Repository.sharedTestData.appending(path: "otio").appending(path: name)
      // Some programs write NaN and Infinity, which JSON does not have; such files are refused with their place.
      let bytes = Array(try Data(contentsOf: file))
      guard let document = try? JSONDocument(parsing: bytes) else { continue }
      do {
        let converted = try OpenTimelineIO.draft(from: document)
        let draft = try Draft(JSONDocument(parsing: converted.value.serialized()))
        let errors = draft.resolved().findings.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(name): \(errors.first?.message ?? "")")
        #expect(draft.resolved().timeline.duration > .zero)
        drafts += 1
      } catch let error as InterchangeError {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(drafts > 15)
  }

  @Test(
    "Clips of other programs lie where the real package says",
    .enabled(if: PythonOracle.isThere && Repository.hasSharedTestData, PythonOracle.isMissing),
    arguments: [
      "tlrender/Transition2", "tlrender/LinearTimeWarp", "tlrender/AudioTonesAndVideo",
      "otio-core/sample_data/multitrack", "otio-core/sample_data/transition_test",
    ])
  func foreignPlaces(name: String) throws {
    let file = Repository.sharedTestData.appending(path: "otio/\(name).otio")
    let data = try Data(contentsOf: file)
    let outcome = try PythonOracle.run(Self.placer, input: data)
    let oracle = try JSONDocument(parsing: Array(outcome.output)).root.elements.map { track in
      track.elements.map { clip in
        clip.elements.map { Int64((($0.number?.double ?? -1) * 1000).rounded()) }
      }
    }.filter { !$0.isEmpty }
    let value = try OpenTimelineIO.draft(from: JSONDocument(parsing: Array(data))).value
    let timeline = try Draft(JSONDocument(parsing: value.serialized())).resolved().timeline
    let places = timeline.tracks.map { track in
      track.segments.map { [$0.span.start.rawValue, $0.span.length.rawValue] }
    }
    // Both ends are rounded on their own, so a length may differ by a millisecond.
    #expect(places.map(\.count) == oracle.map(\.count))
    for (mine, theirs) in zip(places.joined(), oracle.joined()) {
      #expect(zip(mine, theirs).allSatisfy { abs($0 - $1) <= 1 }, "\(mine) \(theirs)")
    }
  }

  @Test(
    "What is no timeline is refused",
    arguments: [
      "[]", "{}", #"{"OTIO_SCHEMA":"Marker.2"}"#, #"{"OTIO_SCHEMA":"Timeline.1"}"#,
      #"{"OTIO_SCHEMA":"SerializableCollection.1","children":[]}"#,
    ])
  func refused(text: String) throws {
    let document = try JSONDocument(parsing: text)
    #expect(throws: InterchangeError.self) { try OpenTimelineIO.draft(from: document) }
  }

  @Test("What the format cannot carry is said, with its place")
  func losses() throws {
    let text = #"{"t":[{"tt":3,"sg":[]},{"tt":0,"sg":[{"d":9,"m":{"src":"a","opacity":0.5}}]}]}"#
    let notes = OpenTimelineIO.document(of: try Draft(parsing: Array(text.utf8))).notes
    #expect(notes.map(\.place) == ["/t/0", "/t/1/sg/0"])
    #expect(notes.last?.message.contains("opacity") == true)
  }
}
