import DraftModel
import JSONTree
import RenderPlanning
import TestSupport
import Testing

@Suite("Stretches and words of the fidelity report")
struct FidelityStretchTests {
  private func entry(
    _ grade: FidelityReport.Grade, _ start: Int64, _ end: Int64, _ message: String = "m"
  ) -> FidelityReport.Entry {
    FidelityReport.Entry(
      grade: grade, span: span(start, end), message: message, pointer: .root)
  }

  private func span(_ start: Int64, _ end: Int64) -> TimeSpan {
    TimeSpan(start: Milliseconds(start), length: Milliseconds(end - start))
  }

  @Test(
    "Every millisecond has the farthest departure that holds there, and no two neighbours are alike"
  )
  func bruteForce() {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let entries = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        let start = Int64.random(in: -5...45, using: &generator)
        let grade = FidelityReport.Grade.allCases.randomElement(using: &generator) ?? .slate
        return entry(grade, start, start + Int64.random(in: 0...20, using: &generator))
      }
      let whole = span(3, 40)
      let stretches = FidelityReport(entries: entries).stretches(in: whole)
      var place = whole.start
      for stretch in stretches {
        #expect(stretch.span.start == place && !stretch.span.isEmpty, "\(generator)")
        place = stretch.span.end
        for time in stretch.span.start.rawValue..<stretch.span.end.rawValue {
          let here = entries.filter { $0.span.contains(Milliseconds(time)) }.map(\.grade)
          let worst = [.slate, .omitted, .approximated].first { here.contains($0) }
          #expect(stretch.grade == worst, "\(generator)")
        }
      }
      #expect(place == whole.end, "\(generator)")
      #expect(zip(stretches, stretches.dropFirst()).allSatisfy { $0.grade != $1.grade })
    }
  }

  @Test("An empty timeline has no stretch")
  func empty() {
    #expect(FidelityReport(entries: [entry(.slate, 0, 9)]).stretches(in: span(0, 0)).isEmpty)
  }

  @Test("Departures of one grade and reason are one, their touching times joined")
  func departures() {
    let report = FidelityReport(entries: [
      entry(.omitted, 0, 1000, "x"), entry(.omitted, 1000, 2000, "x"),
      entry(.slate, 500, 900, "x"), entry(.omitted, 5000, 6500, "x"),
    ])
    #expect(report.departures.map(\.grade) == [.omitted, .slate])
    #expect(report.departures[0].spans == [span(0, 2000), span(5000, 6500)])
    #expect(report.departures[0].line == "left out: x (0-2s, 5-6.5s)")
  }

  @Test("Four times or more are counted after the third")
  func manyTimes() {
    let report = FidelityReport(
      entries: (0..<5).map { entry(.approximated, $0 * 1000, $0 * 1000 + 500) })
    #expect(
      report.departures.map(\.line) == ["approximate: m (0-0.5s, 1-1.5s, 2-2.5s and 2 more)"])
  }

  @Test("Shares are whole percents, and something is never told as nothing")
  func shares() {
    let report = FidelityReport(entries: [entry(.slate, 0, 1), entry(.omitted, 5000, 7500)])
    #expect(report.shares(of: span(0, 10_000)) == "exact 75%, left out 25%, slate 1%")
    #expect(FidelityReport().shares(of: span(0, 10_000)) == "exact 100%")
  }

  @Test(
    "The words begin with the shares, tell as much as is asked for, and are none where all is exact"
  )
  func lines() {
    let report = FidelityReport(entries: (0..<4).map { entry(.slate, 0, 10, "\($0)") })
    let lines = report.lines(over: span(0, 20), limit: 2)
    #expect(
      lines == [
        "0-0.02s: exact 50%, slate 50%", "slate: 0 (0-0.01s)", "slate: 1 (0-0.01s)", "and 2 more",
      ])
    #expect(FidelityReport().lines(over: span(0, 20)).isEmpty)
  }

  @Test("A render of a part reports what lies in the part")
  func part() throws {
    let draft =
      #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"gone"}},{"d":1000,"m":{"src":"a.mp4"}}]}]}"#
    let whole = try RenderPlan(draft: draft)
    #expect(whole.fidelity.entries.map(\.span) == [span(0, 1000)])
    let first = try RenderPlan(draft: draft, request: RenderRequest(span: span(500, 1500)))
    #expect(first.fidelity.entries.map(\.span) == [span(500, 1000)])
    let second = try RenderPlan(draft: draft, request: RenderRequest(span: span(1000, 2000)))
    #expect(second.fidelity.isExact)
  }
}
