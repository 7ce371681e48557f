import DraftModel
import JSONTree
import Testing

/// What the examples of the rules do not show: the edges on both sides.
@Suite("Rules, at their edges")
struct RuleTests {
  /// The places at which a rule finds something.
  private func places(
    _ rule: String, _ draft: Draft, in environment: ValidationEnvironment = .unprobed
  ) -> [String] {
    draft.validated(in: environment).filter { $0.rule.rawValue == rule }
      .map(\.pointer.description)
  }

  @Test(
    "Gaps of the base track are told before, between and after",
    arguments: [
      (#"{"s":0,"d":5},{"s":5,"d":5}"#, []), (#"{"s":1,"d":5}"#, ["/t/0/sg/0"]),
      (#"{"s":0,"d":5},{"s":6,"d":5}"#, ["/t/0/sg/1"]),
      (#"{"s":6,"d":5},{"s":0,"d":5}"#, ["/t/0/sg/0"]),
      (#"{"s":0,"d":20},{"s":2,"d":1},{"s":20,"d":1}"#, []), ("", []),
    ] as [(String, [String])])
  func gaps(segments: String, expected: [String]) throws {
    #expect(places("base-track-gap", try Draft.track(0, segments)) == expected)
    let overlaid = try Draft(
      #"{"t":[{"tt":0,"sg":[\#(segments)]},{"tt":0,"sg":[{"s":900,"d":1}]}]}"#)
    #expect(places("base-track-gap", overlaid).count == expected.count + (segments.isEmpty ? 0 : 1))
  }

  @Test(
    "A transition belongs where another segment of the track ends",
    arguments: [
      (#"{"s":0,"d":1000},{"s":1000,"d":1000,"m":{\#(cut)}}"#, 0),
      (#"{"s":1000,"d":1000,"m":{\#(cut)}},{"s":0,"d":1000}"#, 0),
      (#"{"s":0,"d":1000},{"s":1001,"d":1000,"m":{\#(cut)}}"#, 1),
      (#"{"s":0,"d":1000,"m":{\#(cut)}}"#, 1),
      (#"{"s":0,"d":0},{"s":0,"d":1000,"m":{\#(cut)}}"#, 1),
    ])
  func cuts(segments: String, count: Int) throws {
    #expect(places("transition-not-at-cut", try Draft.track(0, segments)).count == count)
  }
  static let cut = #""src":"a.png","transition":{"type":"zoom","d":500}"#

  @Test("Transitions that meet within a segment are too long together")
  func meeting() throws {
    func draft(_ length: Int) throws -> Draft {
      try Draft.track(
        0, #"{"d":2000},{"d":\#(length),"m":{\#(Self.cut)}},{"d":2000,"m":{\#(Self.cut)}}"#)
    }
    #expect(places("transition-too-long", try draft(500)).isEmpty)
    #expect(places("transition-too-long", try draft(499)).count == 2)
  }

  @Test("Handles are counted at the segment's speed, on both sides where the source was probed")
  func handles() throws {
    func draft(_ inPoint: Int, speed: Int) throws -> Draft {
      try Draft.track(
        0,
        """
        {"d":1000,"m":{"src":"a.mp4","in":0}},
        {"d":1000,"m":{"src":"a.mp4","in":\(inPoint),"speed":\(speed),
         "transition":{"type":"zoom","d":400}}}
        """)
    }
    func environment(_ duration: Int64) -> ValidationEnvironment {
      ValidationEnvironment(media: [
        "a.mp4": .readable(SourceFacts(kind: .video, duration: Milliseconds(duration)))
      ])
    }
    #expect(places("transition-handles", try draft(200, speed: 1)).isEmpty)
    #expect(places("transition-handles", try draft(199, speed: 1)).count == 1)
    #expect(places("transition-handles", try draft(399, speed: 2)).count == 1)
    #expect(places("transition-handles", try draft(400, speed: 2)).isEmpty)
    #expect(places("transition-handles", try draft(200, speed: 1), in: environment(1200)).isEmpty)
    #expect(
      places("transition-handles", try draft(200, speed: 1), in: environment(1199)).count == 1)
  }

  @Test(
    "A source is played no further than it lasts, unless it loops",
    arguments: [
      (0, #""in":0"#, 0), (0, #""in":2000"#, 0), (0, #""in":2060"#, 1), (0, #""speed":2"#, 1),
      (0, #""speed":2,"loop":true"#, 0), (1, #""speed":2"#, 0), (1, #""speed":2,"loop":false"#, 1),
      (1, #""in":7000"#, 1), (0, #""speed":1.4"#, 0),
    ])
  func sourceRange(track: Int, members: String, count: Int) throws {
    let environment = ValidationEnvironment(media: [
      "a": .readable(SourceFacts(kind: .audio, duration: Milliseconds(7000), hasSound: true))
    ])
    let draft = try Draft.track(track, #"{"d":5000,"m":{"src":"a",\#(members)}}"#)
    #expect(places("source-range", draft, in: environment).count == count)
  }

  @Test(
    "Sources of odd protocols and lists of media are told, drive letters and odd names are not",
    arguments: [
      ("concat:a.mp4|b.mp4", 1), ("rtmp://h/x", 1), ("pipe:0", 1), ("data:video/mp4;base64,AA", 1),
      ("x.M3U8", 1), ("https://h.example/x.mpd?y", 1), ("file:///x/a.mp4", 0),
      ("https://h.example/a.mp4", 0), (#"C:\\a.mp4"#, 0), ("asset:5", 0), ("a b: c.mp4", 0),
      ("plain", 0), ("x.m3u8.mp4", 0), ("subfile,,start,0,end,9,,:a.mp4", 1),
      ("one, two: three.mp4", 0), ("CONCAT:a.mp4", 1), ("FILE:///a.mp4", 0),
    ])
  func protocols(source: String, count: Int) throws {
    let draft = try Draft.track(0, #"{"d":5000,"m":{"src":"\#(source)"}}"#)
    #expect(places("unsupported-media", draft).count == count)
  }

  @Test("An asset that the state does not list is missing, once for all segments that use it")
  func assets() throws {
    let draft = try Draft(
      """
      {"draft":{"t":[{"tt":0,"sg":[{"d":1,"m":{"src":"asset:x"}},{"d":1,"m":{"src":"asset:x"}},
       {"d":1,"m":{"src":"asset:y"}}]}]},"video_infos":[{"id":"y"}]}
      """)
    #expect(places("missing-media", draft) == ["/draft/t/0/sg/0/m/src"])
  }

  @Test(
    "The time to read a title grows with its words and its characters",
    arguments: [
      ("Urban Dreams", 500), ("one two three four", 1000), ("one two three four five", 1250),
      ("都市之夢都市之夢都", 1000), ("都市之夢 and two", 944), ("— … !", 500),
    ])
  func readingTime(text: String, needed: Int) throws {
    func draft(_ length: Int) throws -> Draft {
      try Draft.track(7, #"{"d":\#(length),"m":{"text":"\#(text)"}}"#)
    }
    #expect(places("text-too-brief", try draft(needed)).isEmpty)
    #expect(places("text-too-brief", try draft(needed - 1)).count == 1)
  }

  @Test("A title that the draft's end cuts short is too brief for it")
  func cutShort() throws {
    let draft = try Draft.track(
      7, #"{"d":5000,"m":{"text":"one two three four"}}"#, extra: #","d":900"#)
    #expect(places("text-too-brief", draft).count == 1)
  }

  @Test(
    "Titles stay within the safe area, however the canvas is shaped",
    arguments: [
      (#""text":"Urban Dreams""#, 1920, 1080, 0),
      (#""text":"Urban Dreams","x":0.02"#, 1920, 1080, 1),
      (#""text":"Urban Dreams","y":0.02"#, 1920, 1080, 1),
      (#""text":"Incomprehensibilities of Dreams""#, 1080, 1920, 1),
      (#""text":"Incomprehensibilities of Dreams","style":{"size":40}"#, 1080, 1920, 0),
      (#""text":"都市之夢都市之夢都市之夢都市之夢都市之夢都市之夢都市之夢都市之夢""#, 1080, 1920, 0),
      (#""text":"Urban Dreams","x":0,"rotation":90"#, 1920, 1080, 0),
      (
        #""text":"Urban Dreams","x":-1,"keyframes":[{"at":0,"x":-1},{"at":500,"x":0.5}]"#, 1920,
        1080, 0
      ),
    ])
  func safeArea(members: String, width: Int, height: Int, count: Int) throws {
    let draft = try Draft.track(
      7, #"{"d":5000,"m":{\#(members)}}"#, extra: #","m":{"width":\#(width),"height":\#(height)}"#)
    #expect(places("text-outside-safe-area", draft).count == count)
  }

  @Test(
    "Contrast is that of WCAG, judged where the background is known",
    arguments: [
      (##""style":{"color":"#949494","background":"#ffffff"}"##, "", 0),
      (##""style":{"color":"#959595","background":"#ffffff"}"##, "", 1),
      (##""style":{"color":"#222222"}"##, "", 1), (##""style":{"color":"#eeeeee"}"##, "", 0),
      (##""style":{"color":"#222222"}"##, #",{"tt":0,"sg":[{"d":2500,"m":{"src":"a.mp4"}}]}"#, 0),
      (##""style":{"color":"#222222"}"##, #",{"tt":0,"sg":[{"s":5000,"d":9}]}"#, 1),
      (##""style":{"color":"#222222","stroke":{"color":"#ffffff","width":3}}"##, "", 0),
    ])
  func contrast(style: String, other: String, count: Int) throws {
    let draft = try Draft(
      #"{"t":[{"tt":7,"sg":[{"d":5000,"m":{"text":"T",\#(style)}}]}\#(other)]}"#)
    #expect(places("low-contrast", draft).count == count)
  }

  @Test(
    "Sounds compete where two tracks are at full volume and neither ducks",
    arguments: [
      (#""src":"a.mp3""#, #""src":"b.mp3""#, 1),
      (#""src":"a.mp3""#, #""src":"b.mp3","volume":0.5"#, 0),
      (#""src":"a.mp3","duck":0.6"#, #""src":"b.mp3""#, 0),
      (#""src":"a.mp3""#, #""src":"b.png""#, 0),
      (#""src":"a.mp3","muted":true"#, #""src":"b.mp3""#, 0),
      (#""src":"a.mp3","volume":0"#, #""src":"b.mp3""#, 0),
      (#""src":"a.mp3","volume":0,"keyframes":[{"at":0,"volume":1}]"#, #""src":"b.mp3""#, 1),
    ])
  func competing(first: String, second: String, count: Int) throws {
    let draft = try Draft(
      """
      {"t":[{"tt":1,"sg":[{"d":5000,"m":{\(first)}}]},{"tt":1,"sg":[{"d":5000,"m":{\(second)}}]}]}
      """)
    #expect(places("competing-sounds", draft).count == count)
  }

  @Test("Sounds that only cross do not compete, and those of a muted track are not heard")
  func crossing() throws {
    func draft(_ start: Int, _ track: String = "") throws -> Draft {
      try Draft(
        """
        {"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"a.mp3"}}]},
         {"tt":1,\(track)"sg":[{"s":\(start),"d":5000,"m":{"src":"b.mp3"}}]}]}
        """)
    }
    #expect(places("competing-sounds", try draft(4751)).isEmpty)
    #expect(places("competing-sounds", try draft(4750)).count == 1)
    #expect(places("competing-sounds", try draft(0, #""m":{"muted":true},"#)).isEmpty)
    #expect(places("competing-sounds", try draft(0, #""m":{"volume":0.5},"#)).isEmpty)
  }

  @Test(
    "Gains that add up to more than two are likely to clip, told once where it begins",
    arguments: [
      (["1", "1"], 0), (["1", "1.01"], 1), (["2"], 0), (["2.5"], 1),
      (["1", "0.5", "0.6", "0.7"], 1),
    ])
  func clipping(volumes: [String], count: Int) throws {
    let tracks = volumes.map {
      #"{"tt":1,"sg":[{"d":5000,"m":{"src":"a.mp3","volume":\#($0)}}]}"#
    }
    let draft = try Draft(#"{"t":[\#(tracks.joined(separator: ","))]}"#)
    #expect(places("likely-clipping", draft).count == count)
  }

  @Test(
    "What competes and clips over the same stretch is one finding, unless the other rule is off")
  func competingAndClipping() throws {
    let track = { (volume: String, start: Int) in
      #"{"tt":1,"sg":[{"s":\#(start),"d":5000,"m":{"src":"a.mp3","volume":\#(volume)}}]}"#
    }
    let same = try Draft(#"{"t":[\#(track("1.2", 0)),\#(track("1.2", 0)),\#(track("1.2", 0))]}"#)
    let (competing, clipping) = (
      RuleID(rawValue: "competing-sounds"), RuleID(rawValue: "likely-clipping")
    )
    let rules: Set<RuleID> = [competing, clipping]
    #expect(same.validated().map(\.rule).filter(rules.contains) == [clipping])
    let quiet = ValidationConfiguration(grades: [clipping: .off])
    #expect(same.validated(by: quiet).map(\.rule).filter(rules.contains).count == 2)
    let apart = try Draft(
      #"{"t":[\#(track("1", 0)),\#(track("1", 2000)),\#(track("2.5", 9000))]}"#)
    #expect(
      apart.validated().map(\.rule).filter(rules.contains) == [competing, clipping])
  }

  @Test("Sounds one after another do not add up")
  func sequence() throws {
    let segments = (0..<9).map { _ in #"{"d":100,"m":{"src":"a.mp3","volume":1.5}}"# }
    #expect(
      places("likely-clipping", try Draft.track(1, segments.joined(separator: ","))).isEmpty)
  }

  @Test("A hidden track is told once, not segment by segment")
  func hidden() throws {
    let draft = try Draft(
      """
      {"t":[{"tt":0,"m":{"hidden":true},"sg":[{"d":5,"m":{"src":"a.png","opacity":0}},
       {"d":5,"m":{"src":"a.png"}}]}]}
      """)
    #expect(places("never-visible", draft) == ["/t/0/m/hidden"])
  }

  @Test(
    "What the fonts lack is found at the member that asks for it; nothing if they were not asked")
  func fonts() throws {
    let draft = try Draft.track(
      7,
      #"{"d":5000,"m":{"text":"Hi","style":{"font":"Nowhere","weight":900,"italic":true}}},"#
        + #"{"d":5000,"m":{"text":""}}"#)
    let lacking: [FontDeparture] = [
      .missingFamilies(["Nowhere"], drawn: "Noto Sans"), .missingLetters(["H", "\u{202E}"]),
      .weight(asked: 900, drawn: 700, family: "Noto Sans"), .upright(family: "Noto Sans"),
      .cut(drawn: 1),
    ]
    let found = draft.validated(in: ValidationEnvironment(fonts: { _ in lacking }))
      .filter(\.isAboutFonts)
    let style = "/t/0/sg/0/m/style"
    #expect(
      Set(found.map { "\($0.rule) \($0.pointer)" }) == [
        "font-not-installed \(style)/font", "text-without-font /t/0/sg/0/m/text",
        "font-style-missing \(style)", "text-too-long /t/0/sg/0/m/text",
      ])
    #expect(found.count == 5)
    // A letter that turns a line around is named by its code only.
    #expect(
      found.contains {
        $0.message == #"no font here has "H" (U+0048), U+202E; boxes are drawn"#
      })
    #expect(draft.validated().filter(\.isAboutFonts).isEmpty)
  }
}
