import DraftModel
import RenderPlanning
import Testing

@Suite("Several sounds in a file")
struct SoundStreamTests {
  private static let catalog = MediaCatalog(entries: [
    "two.mkv": .item(
      digit: "7", picture: .init(width: 640, height: 360, duration: Ratio(20)),
      sound: .init(
        streams: [
          .init(duration: Ratio(20), name: "deu"), .init(duration: Ratio(20), name: "eng, Music"),
        ],
        main: 1)),
    "half.wav": .item(
      digit: "8",
      sound: .init(
        streams: [.init(duration: Ratio(4), statedDuration: Ratio(9))], main: 0)),
  ])

  private func plan(
    _ members: String, source: String = "two.mkv", type: Int = 0, length: Int = 2000
  ) throws -> RenderPlan {
    try RenderPlan(
      draft:
        #"{"t":[{"tt":\#(type),"sg":[{"d":\#(length),"m":{"src":"\#(source)"\#(members)}}]}]}"#,
      media: Self.catalog)
  }

  @Test(
    "The default is heard, or what the draft asks for",
    arguments: [
      ("", [1]), (#","audio_stream":0"#, [0]), (#","audio_stream":1"#, [1]),
      (#","audio_stream":"all""#, [0, 1]), (#","audio_stream":2"#, []),
      (#","audio_stream":null"#, [1]), (#","muted":true"#, []),
    ])
  func choice(members: String, heard: [Int]) throws {
    #expect(try plan(members).sound.clips.map(\.stream) == heard)
  }

  @Test("What is not heard is in the report, unless the draft chose")
  func report() throws {
    let entry = try #require(plan("").fidelity.entries.first)
    #expect(entry.grade == .approximated)
    #expect(
      entry.message
        == "\"two.mkv\" has 2 sound streams: number 1 is heard, 0 (deu) is not; \"audio_stream\" chooses"
    )
    for members in [#","audio_stream":0"#, #","audio_stream":"all""#, #","muted":true"#] {
      #expect(try plan(members).fidelity.isExact)
    }
    let missing = try #require(plan(#","audio_stream":2"#).fidelity.entries.first)
    #expect(missing.grade == .omitted)
    #expect(missing.message.contains("has no sound stream 2"))
  }

  @Test(
    "A choice that is no stream is a finding, and the default is heard",
    arguments: [
      (#""first""#, RuleID.wrongType), ("1.5", .wrongType), ("-1", .outOfRange),
      ("64", .outOfRange),
      ("true", .wrongType),
    ])
  func badChoice(value: String, rule: RuleID) throws {
    let text = #"{"t":[{"tt":0,"sg":[{"d":9,"m":{"src":"two.mkv","audio_stream":\#(value)}}]}]}"#
    let resolution = try Draft(parsing: Array(text.utf8)).resolved()
    #expect(resolution.findings.map(\.rule) == [rule])
    #expect(try plan(#","audio_stream":\#(value)"#).sound.clips.map(\.stream) == [1])
  }

  @Test("Chunks of one stream are not those of another")
  func keys() throws {
    func keys(_ members: String) throws -> [ChunkKey] {
      try plan(members).soundChunks().map(\.key)
    }
    #expect(try keys(#","audio_stream":1"#) == keys(""))
    #expect(try keys(#","audio_stream":0"#) != keys(""))
    #expect(try keys(#","audio_stream":"all""#) != keys(""))
  }

  @Test(
    "A file that states more than it holds leaves something out where that would be heard",
    arguments: [(0, 6000, true), (0, 4000, false), (1, 6000, true), (1, 3000, false)])
  func cutShort(type: Int, length: Int, isMissing: Bool) throws {
    let report = try plan("", source: "half.wav", type: type, length: length).fidelity
    #expect(report.leavesSomethingOut == isMissing)
    guard isMissing else { return }
    let entry = try #require(report.entries.first { $0.grade == .omitted })
    #expect(
      entry.message
        == "the sound of \"half.wav\" is cut short: the file holds 4s of 9s")
    #expect(entry.span == TimeSpan(start: Milliseconds(4000), end: Milliseconds(6000)))
  }

  @Test("Beds that start over are told with the times, and leave the report exact")
  func restarts() throws {
    let bed = #"{"tt":1,"sg":[{"s":1000,"d":22000,"m":{"src":"bed.m4a"}}]}"#
    let plan = try RenderPlan(draft: #"{"t":[\#(bed)]}"#)
    #expect(plan.fidelity.isExact)
    let restart = try #require(plan.fidelity.restarts.first)
    #expect(restart.times.map(\.rawValue) == [6000, 11_000, 16_000, 21_000])
    #expect(
      plan.fidelity.lines(over: plan.span)
        == ["loops: \"bed.m4a\" starts over at 6s, 11s, 16s and 1 more"])
  }
}
