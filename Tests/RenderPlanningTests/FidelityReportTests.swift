import DraftModel
import JSONTree
import RenderPlanning
import Testing

@Suite("FidelityReport")
struct FidelityReportTests {
  private func entries(_ segment: String, type: Int = 0) throws -> [FidelityReport.Entry] {
    try RenderPlan(
      draft: #"{"t":[{"tt":\#(type),"sg":[{"s":500,"d":1000,"m":{\#(segment)}}]}]}"#
    ).fidelity.entries
  }

  @Test("A draft that is drawn whole has no entry")
  func exact() throws {
    #expect(try entries(#""src":"a.mp4","name":"n","opacity":0.5"#).isEmpty)
  }

  @Test(
    "Whatever is left out or replaced has an entry at its time and place",
    arguments: [
      (0, #""src":"gone.mp4""#, FidelityReport.Grade.slate, "/t/0/sg/0"),
      (1, #""src":"gone.m4a""#, .omitted, "/t/0/sg/0"),
      (1, #""src":"logo.png""#, .omitted, "/t/0/sg/0"),
      (0, #""src":"a.mp4","grade":"teal""#, .omitted, "/t/0/sg/0/m/grade"),
      (0, #""src":"a.mp4","fit":"squash""#, .omitted, "/t/0/sg/0/m/fit"),
      (0, #""src":"a.mp4","opacity":7"#, .approximated, "/t/0/sg/0/m/opacity"),
      (0, #""src":"a.mp4","effects":[{"type":"sparkle"}]"#, .omitted, "/t/0/sg/0/m/effects/0/type"),
    ])
  func departures(type: Int, segment: String, grade: FidelityReport.Grade, pointer: String) throws {
    let found = try entries(segment, type: type)
    let entry = try #require(found.first)
    #expect(found.count == 1 && entry.grade == grade && entry.pointer.description == pointer)
    #expect(entry.span == TimeSpan(start: Milliseconds(500), length: Milliseconds(1000)))
    #expect(!entry.message.isEmpty && !entry.message.hasSuffix("."))
  }

  @Test("What the fonts of the machine lack is in the report, and refused by --strict")
  func fonts() throws {
    let text = #"{"t":[{"tt":7,"sg":[{"s":500,"d":1000,"m":{"text":"Words"}}]}]}"#
    let timeline = try Draft(parsing: Array(text.utf8)).resolved().timeline
    let request = try #require(FontCatalog.requests(of: timeline, media: .made).first)
    let hash = try #require(ContentHash(hex: String(repeating: "a", count: 64)))
    let departures: [(FontDeparture, FidelityReport.Grade)] = [
      (.missingFamilies(["A"], drawn: "B"), .approximated), (.missingLetters(["x"]), .omitted),
      (.weight(asked: 900, drawn: 700, family: "B"), .approximated), (.cut(drawn: 3), .omitted),
      (.sheared(family: "B"), .approximated), (.thickened(family: "B"), .approximated),
    ]
    for (departure, grade) in departures {
      let fonts = FontCatalog(
        entries: [request: .init(identity: hash, departures: [departure])])
      let report = RenderPlan(timeline, media: .made, fonts: fonts).fidelity
      #expect(report.entries.map(\.grade) == [grade])
      #expect(report.entries.map(\.message) == [departure.message])
      #expect(report.entries.map(\.pointer.description) == ["/t/0/sg/0"])
      #expect(report.isRefusedWhenStrict)
      #expect(report.within(TimeSpan(start: .zero, length: Milliseconds(600))).isRefusedWhenStrict)
    }
    #expect(!RenderPlan(timeline, media: .made).fidelity.isRefusedWhenStrict)
  }

  @Test(
    "What a file is too short for is told, and from when on",
    arguments: [
      (0, #""src":"a.mp4","in":19500"#, [1000], ["holds"]),
      (0, #""src":"a.mp4","in":19000,"speed":2"#, [1000], ["holds"]),
      (0, #""src":"a.mp4","in":25000"#, [500], ["holds"]),
      (0, #""src":"short.mp4","in":9500"#, [1000], ["silence"]),
      (0, #""src":"short.mp4","in":19500"#, [500, 1000], ["silence", "holds"]),
      (0, #""src":"short.mp4","in":9500,"muted":true"#, [], []),
      (1, #""src":"bed.m4a","in":4800,"loop":false"#, [700], ["silence"]),
      (1, #""src":"bed.m4a","in":4800"#, [], []),
      (1, #""src":"bed.m4a","in":4080,"loop":false"#, [], []),
    ])
  func earlyEnds(type: Int, segment: String, starts: [Int64], words: [String]) throws {
    let found = try entries(segment, type: type)
    #expect(found.map(\.span.start) == starts.map { Milliseconds($0) })
    #expect(found.allSatisfy { $0.span.end == Milliseconds(1500) && $0.grade == .approximated })
    #expect(zip(found, words).allSatisfy { $0.message.contains($1) } && found.count == words.count)
  }

  @Test("A source that ends within half a frame of its segment, or loops, is no early end")
  func noEarlyEnd() throws {
    #expect(try entries(#""src":"a.mp4","in":19010"#).isEmpty)
    #expect(try entries(#""src":"a.mp4","in":19500,"loop":true"#).isEmpty)
  }

  @Test("A track of an unknown type is told of, over the whole draft")
  func unknownTrack() throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":0,"sg":[{"d":900,"m":{"src":"a.mp4"}}]},{"tt":33,"sg":[]}]}"#)
    #expect(plan.fidelity.entries.map(\.grade) == [.omitted])
    #expect(plan.fidelity.entries.map(\.span.length) == [Milliseconds(900)])
  }

  @Test("Entries are in order of time")
  func order() throws {
    let plan = try RenderPlan(
      draft:
        #"{"t":[{"tt":0,"sg":[{"s":3000,"d":900,"m":{"src":"x"}},{"s":0,"d":900,"m":{"src":"y"}}]}]}"#
    )
    #expect(plan.fidelity.entries.map(\.span.start) == [.zero, Milliseconds(3000)])
    #expect(!plan.fidelity.isExact)
  }
}
