import DraftModel
import JSONTree
import Testing

@Suite("Timeline, members")
struct TimelineReadingTests {
  private func segment(_ metadata: String, track: Int = 0) throws -> (Timeline.Segment, [Finding]) {
    let draft = try Draft.track(track, #"{"d":1000,"m":{\#(metadata)}}"#)
    let resolution = draft.resolved()
    return (
      try #require(resolution.timeline.tracks.first?.segments.first), resolution.findings
    )
  }

  @Test("What a draft leaves out means what the format's defaults say")
  func defaults() throws {
    let (silent, findings) = try segment(#""src":"a.mp4""#)
    let (spelt, _) = try segment(
      """
      "src":"a.mp4","in":0,"speed":1,"volume":1,"fade_in":0,"fade_out":0,"muted":false,"pan":0,
      "duck":0,"fit":"contain","x":0.5,"y":0.5,"scale":1,"rotation":0,"opacity":1,
      "crop":{"l":0,"t":0,"r":0,"b":0},"keyframes":[],"effects":[]
      """)
    #expect(findings.isEmpty)
    #expect(silent == spelt)
    let (title, _) = try segment(#""text":"T""#, track: 7)
    let (speltTitle, _) = try segment(
      """
      "text":"T","max_width":0.9,"animation":"none","style":{"size":64,"color":"#ffffff",
      "weight":400,"italic":false,"align":"center"}
      """, track: 7)
    #expect(title == speltTitle)
    let timeline = try Draft(#"{"t":[]}"#).resolved().timeline
    #expect(timeline.frameRate == .thirty)
    #expect(timeline.background == .black)
    #expect(timeline.canvas == nil)
  }

  @Test(
    "A number out of its range means the nearest bound, with a finding",
    arguments: [
      ("speed", "99", "16"), ("speed", "0", "0.1"), ("opacity", "2", "1"), ("opacity", "-1", "0"),
      ("volume", "11", "10"), ("volume", "-1", "0"), ("pan", "-3", "-1"), ("duck", "7", "1"),
      ("scale", "-1", "0"), ("scale", "1e300", "100"),
    ])
  func ranges(member: String, number: String, bound: String) throws {
    let (clamped, findings) = try segment(#""src":"a","\#(member)":\#(number)"#)
    let (nearest, none) = try segment(#""src":"a","\#(member)":\#(bound)"#)
    #expect(clamped == nearest)
    #expect(none.isEmpty)
    #expect(findings.map(\.rule) == [.outOfRange])
    #expect(findings.first?.advice?.contains("is used") == true)
  }

  @Test(
    "A word the format does not know falls back to the default, with a finding that lists the known",
    arguments: [
      (#""fit":"stretch""#, "contain"), (#""flip":"x""#, "hv"),
      (#""transition":{"type":"star","d":500}"#, "crossfade"),
      (#""effects":[{"type":"sepia","amount":1}]"#, "vignette"),
      (#""keyframes":[{"at":0,"ease":"bounce"}]"#, "in_out"),
    ])
  func unknownWords(member: String, known: String) throws {
    let (segment, findings) = try segment(#""src":"a","# + member)
    #expect(findings.map(\.rule) == [.unknownWord])
    #expect(findings.first?.advice?.contains(known) == true)
    #expect(segment.picture == (try self.segment(#""src":"a""#)).0.picture)
    #expect(segment.transition == nil)
    #expect(segment.effects.isEmpty)
  }

  @Test(
    "A member of another type is ignored, with a finding at its place",
    arguments: [
      #""src":7"#, #""volume":"loud""#, #""loop":1"#, #""crop":[]"#, #""keyframes":{}"#,
      #""effects":3"#, #""ken_burns":true"#, #""transition":"crossfade""#, #""name":[]"#,
      #""background":"red""#, #""keyframes":[5]"#, #""effects":["blur"]"#,
    ])
  func wrongTypes(member: String) throws {
    let (_, findings) = try segment(member)
    let finding = try #require(findings.first { $0.rule == .wrongType })
    #expect(finding.severity == .error)
    #expect(JSONPointer.root.appending("t").isPrefix(of: finding.pointer))
  }

  @Test("A transition and an effect that lack a part are told and left out")
  func incomplete() throws {
    for member in [
      #""transition":{"d":500}"#, #""transition":{"type":"zoom"}"#, #""effects":[{"amount":1}]"#,
      #""effects":[{"type":"blur"}]"#, #""keyframes":[{"x":1}]"#,
    ] {
      let (segment, findings) = try segment(#""src":"a","# + member)
      #expect(findings.map(\.rule) == [.missingMember], "\(member)")
      #expect(segment.transition == nil)
      #expect(segment.effects.isEmpty)
    }
    let (segment, findings) = try segment(#""src":"a","transition":{"type":"zoom","d":0}"#)
    #expect(findings.map(\.rule) == [.emptyTransition])
    #expect(segment.transition == nil)
  }

  @Test("A crop that leaves nothing is ignored")
  func crop() throws {
    let (segment, findings) = try segment(#""src":"a","crop":{"l":0.5,"r":0.5}"#)
    #expect(segment.picture.crop.isNone)
    #expect(findings.map(\.rule) == [.outOfRange])
  }

  @Test("A media segment needs a source, a text segment its words")
  func missing() throws {
    let (clip, clipFindings) = try segment("")
    #expect(clip.content == .missing)
    #expect(clipFindings.map(\.rule) == [.missingMember])
    #expect(try segment(#""src":"""#).1.map(\.rule) == [.missingMember])
    #expect(try segment(#""src":null"#).1.map(\.rule) == [.missingMember])
    #expect(try segment(#""src":7"#).1.map(\.rule) == [.wrongType])
    #expect(try segment(#""text":7"#, track: 7).1.map(\.rule) == [.wrongType])
    let (title, titleFindings) = try segment(#""src":"a""#, track: 7)
    #expect(title.content == .missing)
    #expect(titleFindings.map(\.rule).contains(.missingMember))
  }

  @Test("A track of an unknown type is kept, told once, and not judged by its metadata")
  func unknownTrack() throws {
    let draft = try Draft.track(9, #"{"d":1000,"m":{"curve":[1],"volume":"x"}}"#)
    let timeline = draft.resolved().timeline
    #expect(timeline.tracks.map(\.kind) == [.unknown(9)])
    #expect(timeline.spans == [[0...1000]])
    #expect(draft.brokenRules == [.unknownTrackType])
  }

  @Test("Tracks and segments that are no objects are told and keep the others' numbers")
  func strangers() throws {
    let draft = try Draft(#"{"t":[7,{"tt":1,"sg":["x",{"d":5,"m":{"src":"a"}}]},null]}"#)
    let timeline = draft.resolved().timeline
    #expect(timeline.tracks.map(\.index) == [0, 1, 2])
    #expect(timeline.tracks[1].segments.map(\.pointer.description) == ["/t/1/sg/1"])
    #expect(draft.resolved().findings.filter { $0.rule == .wrongType }.count == 3)
  }

  @Test("Members that nothing reads are told at their place, whatever they hold")
  func unread() throws {
    let draft = try Draft(
      """
      {"t":[{"tt":0,"look":1,"sg":[{"d":1,"grade":{},"m":{"src":"a","mood":[1]}}]}],
       "m":{"author":"x"},"v":2}
      """)
    let unread = draft.resolved().findings.filter { $0.rule == .unreadMember }
    #expect(
      Set(unread.map(\.pointer.description))
        == ["/v", "/m/author", "/t/0/look", "/t/0/sg/0/grade", "/t/0/sg/0/m/mood"])
  }

  @Test("Of two spellings of one meaning the table's first is used, with a finding at the other")
  func twoSpellings() throws {
    let draft = try Draft.track(1, #"{"start":9,"d":1,"s":4,"m":{"src":"a"}}"#)
    #expect(draft.resolved().timeline.spans == [[4...5]])
    let finding = try #require(draft.resolved().findings.first)
    #expect(finding.rule == .twoSpellings)
    #expect(finding.pointer.description == "/t/0/sg/0/start")
  }

  @Test(
    "A draft with nothing to show says so",
    arguments: [#"{"t":[]}"#, #"{"t":null}"#, #"{"t":5}"#, #"{"t":[{"tt":0,"sg":[]}]}"#])
  func empty(text: String) throws {
    let draft = try Draft(text)
    #expect(draft.resolved().timeline.duration == .zero)
    #expect(draft.brokenRules.contains(.emptyDraft))
  }

  @Test(
    "A frame rate that is none is told and 30 is used",
    arguments: [("0", RuleID.outOfRange), ("\"x\"", .wrongType), ("1e999", .outOfRange)])
  func frameRate(text: String, rule: RuleID) throws {
    let draft = try Draft(#"{"t":[],"m":{"fps":\#(text)}}"#)
    #expect(draft.resolved().timeline.frameRate == .thirty)
    #expect(draft.brokenRules == [.emptyDraft, rule].sorted())
  }
}
