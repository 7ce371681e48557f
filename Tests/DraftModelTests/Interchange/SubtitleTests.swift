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
    var top = try Self.cue(3500, 4250, "3 < 4")
    top.position = .top
    #expect(cues == [try Self.cue(1000, 2500, "One\ntwo"), top])
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

  @Test(
    "SubRip's cues are parted by their times, whatever is between them",
    arguments: ["\n\n", "\n", "\n \n", "\n\t\n", "\r\n\r\n", "\r\n", "\n\n\n\n", "\r\r"])
  func separators(between: String) throws {
    for isNumbered in [true, false] {
      let text = (1...3).map { number in
        (isNumbered ? "\(number)\n" : "")
          + "00:00:0\(number),000 --> 00:00:0\(number),500\nText \(number)"
      }.joined(separator: between)
      let read = try SubtitleFormat.subRip.cues(in: Array(text.utf8))
      #expect(
        read.value == (try (1...3).map { try Self.cue($0 * 1000, $0 * 1000 + 500, "Text \($0)") }))
      #expect(read.notes.isEmpty)
    }
  }

  @Test(
    "SubRip's text keeps empty lines within it, numbers that are its own, and what is no tag",
    arguments: [
      ("one\n\ntwo", "one\n\ntwo"), ("42\nis the answer", "42\nis the answer"),
      ("I <3 you", "I <3 you"),
      ("a < b and c > d", "a < b and c > d"), ("x<y", "x<y"),
      ("one<br>two<BR />three", "one\ntwo\nthree"),
      ("<i>one</i> <font color=\"red\">two</font>", "one two"), ("{\\an8}up", "up"),
      ("{y:i}slanted", "slanted"),
      ("{curly} braces", "{curly} braces"), ("a --> b", "a --> b"), ("<b>open", "open"),
      ("<brave>", "<brave>"),
    ])
  func subRipText(text: String, plain: String) throws {
    let file =
      "1\n00:00:01,000 --> 00:00:02,000\n\(text)\n\n2\n00:00:03,000 --> 00:00:04,000\nend\n"
    let read = try SubtitleFormat.subRip.cues(in: Array(file.utf8))
    #expect(read.value.map(\.text) == [plain, "end"])
  }

  @Test(
    "WebVTT's text is without tags and with what people write for letters",
    arguments: [
      ("I <3 you", "I <3 you"), ("a < b", "a < b"), ("a < b and c > d", "a < b and c > d"),
      ("<v Ann>Hi <00:00:01.500>there", "Hi there"), ("<c.red.bold>Hi</c>", "Hi"),
      ("one<br>two", "one\ntwo"),
      ("fish &amp; chips &lt;3", "fish & chips <3"), ("<lang en>Hi</lang>", "Hi"),
      ("end <b", "end <b"),
    ])
  func webVTTText(text: String, plain: String) throws {
    let file = "WEBVTT\n\n00:01.000 --> 00:02.000\n\(text)\n"
    #expect(try SubtitleFormat.webVTT.cues(in: Array(file.utf8)).value.map(\.text) == [plain])
  }

  @Test("A number at the end is the next cue's if it is next in the count, and text otherwise")
  func numberAtTheEnd() throws {
    for (number, text, notes) in [("2", "one", 1), ("42", "one\n\n42", 0)] {
      let file = "1\n00:00:01,000 --> 00:00:02,000\none\n\n\(number)\n"
      let read = try SubtitleFormat.subRip.cues(in: Array(file.utf8))
      #expect(read.value.map(\.text) == [text])
      #expect(read.notes.count == notes)
    }
  }

  @Test("What cannot be read is noted by its line, and said if nothing can be")
  func unreadable() throws {
    let text = """
      stray
      1
      00:00:01,000 --> 00:00:02,000
      good
      2
      00:00:xx,000 --> 00:00:04,000
      bad
      3
      00:00:05,000 --> 00:00:05,000 X1:1
      brief
      4
      00:00:07,000 --> 00:00:08,000 X1:1 X2:2

      """
    let read = try SubtitleFormat.subRip.cues(in: Array(text.utf8))
    #expect(read.value.map(\.text) == ["good"])
    #expect(read.notes.map(\.place) == ["line 1", "line 6", "line 9", "line 12", "line 12"])
    let comma = Array("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHello\n".utf8)
    let error = #expect(throws: InterchangeError.self) {
      try InterchangeFormat.webVTT.draft(from: comma)
    }
    #expect(error?.description.contains("line 3: the times cannot be read") == true)
  }

  /// A file of one cue in an encoding that the system's iconv knows.
  private static func file(_ text: String, _ bytes: [UInt8]) -> [UInt8] {
    Array("1\n00:00:01,000 --> 00:00:02,000\n".utf8) + bytes + Array("\n".utf8)
  }

  @Test(
    "A stated encoding is read, and bytes that it does not have are refused by their line",
    arguments: [
      ("windows-1251", "Привет", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]),
      ("shift_jis", "テスト", [0x83, 0x65, 0x83, 0x58, 0x83, 0x67]),
      ("gb18030", "你好", [0xC4, 0xE3, 0xBA, 0xC3]), ("big5", "你好", [0xA7, 0x41, 0xA6, 0x6E]),
      ("euc-kr", "한국", [0xC7, 0xD1, 0xB1, 0xB9]), ("iso-8859-1", "Ça", [0xC7, 0x61]),
      ("koi8-r", "Да", [0xE4, 0xC1]),
      ("iso-2022-jp", "日", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]),
    ] as [(String, String, [UInt8])])
  func statedEncoding(name: String, text: String, bytes: [UInt8]) throws {
    let encoding = try #require(TextEncoding(name))
    let read = try SubtitleFormat.subRip.cues(in: Self.file(text, bytes), encoding: encoding)
    #expect(read.value.map(\.text) == [text])
    #expect(read.notes.isEmpty)
    // UTF-8 is UTF-8, whatever is stated.
    let plain = try SubtitleFormat.subRip.cues(
      in: Self.file(text, Array(text.utf8)), encoding: encoding)
    #expect(plain.value.map(\.text) == [text])
    let broken = Self.file(text, bytes + [0xFF, 0xFF])
    if ["shift_jis", "gb18030", "big5", "euc-kr", "iso-2022-jp"].contains(name) {
      let error = #expect(throws: InterchangeError.self) {
        try SubtitleFormat.subRip.cues(in: broken, encoding: encoding)
      }
      #expect(error?.reason == .wrongEncoding(encoding, line: 3))
    }
  }

  @Test(
    "A name that is no encoding, or more than a name, is none",
    arguments: ["", "nonsense", "utf-8//IGNORE", "a b"])
  func unknownEncodingName(name: String) { #expect(TextEncoding(name) == nil) }

  @Test("A byte order mark decides, and UTF-16 without one is recognized and noted")
  func marks() throws {
    let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nÇa va 你好 😀\r\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let wide = text.unicodeScalars.flatMap { s in
      [UInt8(s.value & 0xFF), UInt8(s.value >> 8 & 0xFF), UInt8(s.value >> 16), 0]
    }
    let files: [([UInt8], notes: Int)] = [
      ([0xEF, 0xBB, 0xBF] + Array(text.utf8), 0), ([0xFF, 0xFE] + little, 0),
      ([0xFE, 0xFF] + big, 0),
      ([0xFF, 0xFE, 0, 0] + wide, 0), (little, 1), (big, 1), ([0xFF, 0xFE] + little + [0x41], 1),
      ([0xFF, 0xFE] + little + [0x00, 0xD8], 1),
    ]
    for (bytes, notes) in files {
      let read = try SubtitleFormat.subRip.cues(in: bytes)
      #expect(read.value.first?.text.hasPrefix("Ça va 你好 😀") == true)
      #expect(read.notes.count == notes)
    }
  }

  @Test(
    "Western letters are read as Windows-1252 with a note; what may be anything else is refused")
  func detectedEncoding() throws {
    let western = Self.file(
      "", Array("\u{c7}a va tr\u{e8}s bien, na\u{ef}ve".unicodeScalars.map { UInt8($0.value) }))
    let read = try SubtitleFormat.subRip.cues(in: western)
    #expect(read.value.map(\.text) == ["Ça va très bien, naïve"])
    #expect(read.notes.map(\.place) == ["line 3"])
    for bytes: [UInt8] in [
      [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], [0x83, 0x65, 0x83, 0x58, 0x83, 0x67],
      [0xC4, 0xE3, 0xBA, 0xC3, 0xC4, 0xE3], [0x41, 0x81, 0x42],
    ] {
      let error = #expect(throws: InterchangeError.self) {
        try SubtitleFormat.subRip.cues(in: Self.file("", bytes))
      }
      #expect(error?.reason == .unknownEncoding(line: 3))
    }
    // A damaged file of UTF-8 stays one.
    let damaged = Self.file("", Array("日本語".utf8) + [0xFF])
    let kept = try SubtitleFormat.subRip.cues(in: damaged)
    #expect(kept.value.map(\.text) == ["日本語\u{FFFD}"])
    #expect(kept.notes.map(\.place) == ["line 3"])
  }

  @Test("Cues are in the lower third, and those shown at once are apart, later ones higher")
  func placement() throws {
    var generator = SeededGenerator()
    for _ in 0..<50 {
      // No more at once than there is room for.
      let cues = try (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        let start = Int64.random(in: 0...2000, using: &generator)
        let text = ["one", "two\nlines"].randomElement(using: &generator)
        return try Self.cue(
          start, start + Int64.random(in: 1...1500, using: &generator), text ?? "")
      }
      let draft = try Draft(parsing: SubtitleCue.draft(of: cues).serialized())
      #expect(draft.resolved().findings == [])
      let shown = draft.resolved().timeline.tracks.flatMap(\.segments).map { segment in
        var lines = 0
        if case .text(let use) = segment.content { lines = use.text.split(separator: "\n").count }
        // The room that the lines of 64 pixels take in the tallest default font.
        let half = Double(lines) * 64 * 1.4 / 1080 / 2
        return (segment.span, top: segment.picture.y - half, bottom: segment.picture.y + half)
      }
      for (index, one) in shown.enumerated() {
        #expect(one.top > 0 && one.bottom < 0.95, "\(generator)")
        let others = shown.indices.filter { $0 != index && shown[$0].0.intersection(one.0) != nil }
        if others.isEmpty { #expect(one.bottom > 2.0 / 3 && one.top > 0.6) }
        for other in others {
          let isApart = shown[other].bottom <= one.top || one.bottom <= shown[other].top
          #expect(isApart, "\(generator)")
        }
      }
    }
  }

  @Test("Subtitles that were placed by themselves go back without a note; moved ones are noted")
  func placementRoundTrip() throws {
    let cues = [try Self.cue(0, 2000, "one"), try Self.cue(1000, 3000, "two")]
    let value = try SubtitleCue.draft(of: cues)
    #expect(try Draft(parsing: value.serialized()).subtitles().notes.isEmpty)
    let many = try (0..<9).map { try Self.cue($0, 5000, "stacked") }
    let stacked = try Draft(parsing: SubtitleCue.draft(of: many).serialized()).subtitles()
    #expect(stacked.notes.isEmpty && stacked.value == many)
    let moved = #"{"t":[{"tt":7,"sg":[{"d":9,"m":{"text":"a","y":0.2}}]}]}"#
    #expect(try Draft(parsing: Array(moved.utf8)).subtitles().notes.count == 1)
  }

  @Test("Text that a format does not carry as it is is said", arguments: ["srt", "vtt"])
  func textLosses(name: String) throws {
    let format = try #require(InterchangeFormat(rawValue: name))
    for (text, isLost) in [
      ("plain <3", false), ("two\\nlines", false), ("an\\n\\nempty line", true),
      ("<i>typed</i>", name == "srt"),
    ] {
      let draft = try Draft(#"{"t":[{"tt":7,"sg":[{"d":900,"m":{"text":"\#(text)"}}]}]}"#)
      #expect(
        try format.bytes(of: draft).notes.map(\.place) == (isLost ? ["cue 1"] : []), "\(text)")
    }
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
        do {
          let cues = try format.cues(in: prefix + bytes).value
          #expect(cues.allSatisfy { !$0.span.isEmpty }, "\(generator)")
        } catch {
          // Bytes of no encoding that can be known.
          #expect(error.isAboutEncoding, "\(generator)")
        }
      }
    }
  }

  @Test("A cue without text is left out and reported, and takes no place from others")
  func withoutText() throws {
    for body in ["", "<i></i>\n", "&nbsp;\n", " \n"] {
      let vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\n\(body)\n00:01.500 --> 00:02.500\nB\n"
      let srt = "1\n00:00:01,000 --> 00:00:03,000\n\(body)\n2\n00:00:01,500 --> 00:00:02,500\nB\n"
      for (format, text) in [(SubtitleFormat.webVTT, vtt), (.subRip, srt)] {
        // SubRip has no character references.
        guard format == .webVTT || !body.hasPrefix("&") else { continue }
        let read = try format.cues(in: Array(text.utf8))
        #expect(read.value.map(\.text) == ["B"], "\(text)")
        #expect(read.notes.contains { $0.message.contains("no text") }, "\(text)")
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
      // A cue without text shows nothing.
      let shown = expected.root["cues"]?.elements.filter { cue in
        cue["text"]?.stringValue?.contains { !$0.isWhitespace } ?? true
      }
      let spans = shown?.compactMap { cue in
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
