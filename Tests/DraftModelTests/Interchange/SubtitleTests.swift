import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("Subtitles")
struct SubtitleTests {
  static func cue(_ start: Int64, _ end: Int64, _ text: String) throws -> SubtitleCue {
    SubtitleCue(
      span: try #require(TimeSpan(start: Milliseconds(start), end: Milliseconds(end))), text: text)
  }

  @Test("SubRip is read with or without numbers, hours, and hundredths")
  func subRip() throws {
    let text =
      "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>One</i>\r\ntwo\r\n\r\n00:03,5 --> 00:00:04.250\n{\\an8}3 < 4\n"
    let cues = try SubtitleFormat.subRip.cues(in: Array(text.utf8)).value
    #expect(cues == [try Self.cue(1000, 2500, "One\ntwo"), try Self.cue(3500, 4250, "3 < 4")])
  }

  @Test("WebVTT is read with names, settings, notes and character references")
  func webVTT() throws {
    let text = """
      WEBVTT - title
      Kind: captions

      NOTE not shown
      at all

      STYLE
      ::cue { color: red }

      intro
      00:01.000 --> 01:00:02.500 line:0 align:start
      <v Ann>Fish &amp; <b>chips</b>

      00:00:05.000 --> 00:00:04.000
      ends before it starts
      """
    let converted = try SubtitleFormat.webVTT.cues(in: Array(text.utf8))
    let cue = try #require(converted.value.first)
    #expect(converted.value.count == 1)
    #expect(cue.id == "intro")
    #expect(cue.text == "Fish & chips")
    #expect(cue.settings == "line:0 align:start")
    #expect(cue.span.end == Milliseconds(3_602_500))
    #expect(converted.notes.map(\.place) == ["line 11", "line 14"])
  }

  @Test("What is written is read as it was", arguments: SubtitleFormat.allCases)
  func roundTrip(format: SubtitleFormat) throws {
    var generator = SeededGenerator()
    for _ in 0..<100 {
      let cues = try (0..<Int.random(in: 0...8, using: &generator)).map { index in
        let start = Int64.random(in: 0...500_000_000, using: &generator)
        let words = ["a", "北京", "x < y & z", "two\nlines", "<tag", "-- >", "&amp;", "🎬"]
        return try Self.cue(
          start, start + Int64.random(in: 1...9000, using: &generator),
          words.randomElement(using: &generator) ?? "a")
      }
      let back = try format.cues(in: Array(format.text(of: cues).utf8))
      #expect(back.value == cues, "\(generator)")
    }
  }

  @Test("Cues become text tracks without overlap, and those become the cues again")
  func drafts() throws {
    let cues = [
      try Self.cue(0, 2000, "one"), try Self.cue(1000, 3000, "two"),
      try Self.cue(2000, 4000, "three"),
    ]
    let value = try SubtitleCue.draft(of: cues)
    let draft = try Draft(parsing: value.serialized())
    #expect(draft.resolved().findings == [])
    #expect(draft.resolved().timeline.tracks.map(\.segments.count) == [2, 1])
    #expect(try draft.subtitles().value == cues)
  }

  @Test("A cue's settings survive the way through a draft")
  func settings() throws {
    var cue = try Self.cue(0, 2000, "one")
    cue.id = "c1"
    cue.settings = "line:0"
    let draft = try Draft(parsing: SubtitleCue.draft(of: [cue]).serialized())
    #expect(try draft.subtitles().value == [cue])
    #expect(
      SubtitleFormat.webVTT.text(of: [cue]).contains(
        "c1\n00:00:00.000 --> 00:00:02.000 line:0\none"))
  }

  @Test("What subtitles cannot carry is said")
  func losses() throws {
    let text = #"{"t":[{"tt":7,"sg":[{"d":9,"m":{"text":"a","style":{},"animation":"fade"}}]}]}"#
    let notes = try Draft(parsing: Array(text.utf8)).subtitles().notes
    #expect(notes.map(\.description) == ["/t/0/sg/0: subtitles cannot carry style, animation"])
  }

  @Test("A draft without text, and a file without cues, are refused")
  func refused() throws {
    let draft = try Draft(parsing: Array(#"{"t":[]}"#.utf8))
    #expect(throws: InterchangeError.self) { try draft.subtitles() }
    #expect(throws: InterchangeError.self) { try SubtitleCue.draft(of: []) }
    #expect(throws: InterchangeError.self) {
      try SubtitleFormat.webVTT.cues(in: Array("webvtt\n\n".utf8))
    }
  }

  @Test("Bytes of any kind are read or refused, never more")
  func hostile() throws {
    var generator = SeededGenerator()
    let alphabet = Array("WEBVTT\n\r:-->0123456789.,<&;{}\\ \u{0}é".utf8) + [0xFF, 0xFE]
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      for format in SubtitleFormat.allCases {
        let prefix = format == .webVTT ? Array("WEBVTT\n\n".utf8) : []
        let cues = try format.cues(in: prefix + bytes).value
        #expect(cues.allSatisfy { !$0.span.isEmpty }, "\(generator)")
      }
    }
  }

  /// The files of vtt.js with the cues that its authors expect of them.
  static let expectations: [String] = {
    guard Repository.hasSharedTestData else { return [] }
    let folder = Repository.sharedTestData.appending(path: "subtitles/vtt-vttjs")
    let names =
      (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }) ?? []
    return names.filter { $0.hasSuffix(".vtt") }.map { String($0.dropLast(4)) }
      .filter { names.contains($0 + ".json") }.sorted()
  }()

  @Test(
    "The cues of vtt.js's files have the times its authors expect",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func conformance() throws {
    #expect(Self.expectations.count > 35)
    for name in Self.expectations {
      let base = Repository.sharedTestData.appending(path: "subtitles/vtt-vttjs").appending(
        path: name)
      let expected = try JSONDocument(
        parsing: Array(Data(contentsOf: base.appendingPathExtension("json"))))
      let spans = expected.root["cues"]?.elements.compactMap { cue in
        TimeSpan(start: Self.time(cue["startTime"]), end: Self.time(cue["endTime"]))
      }
      let bytes = Array(try Data(contentsOf: base.appendingPathExtension("vtt")))
      let cues = (try? SubtitleFormat.webVTT.cues(in: bytes).value) ?? []
      #expect(cues.map(\.span) == (spans ?? []).filter { !$0.isEmpty }, "\(name)")
    }
  }

  static func time(_ node: JSONNode?) -> Milliseconds {
    Milliseconds(Int64(((node?.number?.double ?? -1) * 1000).rounded()))
  }

  @Test(
    "Odd SubRip files give the cues that can be had",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: [
      ("empty", 0), ("typical_bad_timestamps", 2), ("typical_extra_blank_line", 3),
      ("typical_missing_sequence", 3), ("typical_unexpected_end", 2), ("typical_utf16be", 3),
      ("typical_with_byte_order_mark", 3), ("typical_with_tags", 14),
    ])
  func odd(name: String, count: Int) throws {
    let file = Repository.sharedTestData.appending(path: "subtitles/srt-androidx/\(name)")
    let cues = try SubtitleFormat.subRip.cues(in: Array(Data(contentsOf: file))).value
    #expect(cues.count == count)
    #expect(cues.allSatisfy { !$0.text.contains("{\\an") && !$0.text.contains("<i>") })
  }
}
