import DraftModel
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

/// Where things are on a sheet, without drawing it.
@Suite("SheetLayout")
struct SheetLayoutTests {
  private let studio: Studio

  init() throws { studio = try Studio(media: ["clock-30.mp4", "solid-red.png"]) }

  private func layout(_ text: String, width: Int = 1600) throws -> SheetLayout {
    try studio.sheet(text, width: width).layout
  }

  @Test(
    "Marks of the ruler are where their time is, labels stand apart and name it",
    arguments: [40, 330, 1000, 4000, 61_000, 600_000, 3_599_999, 36_000_000, 8_640_000_000])
  func ruler(duration: Int64) throws {
    let layout = try layout(#"{"t":[{"tt":7,"sg":[{"d":\#(duration),"m":{"text":"a"}}]}]}"#)
    let (x, width) = (Double(layout.ruler.x), Double(layout.ruler.width))
    for tick in layout.ticks {
      let place = x + width * Double(tick.time.rawValue) / Double(duration)
      #expect(abs(Double(tick.x) - place) <= 0.501)
      #expect(tick.isMajor == (tick.label != nil))
    }
    let majors = layout.ticks.filter(\.isMajor)
    #expect(zip(majors, majors.dropFirst()).allSatisfy { $1.x - $0.x >= 83 })
    #expect(majors.count >= 2 || duration < 100 || width < 200)
    #expect(layout.ticks.count <= 120)
    for tick in majors {
      // hours, minutes and seconds back to milliseconds.
      let parts = try #require(tick.label).split(separator: ":").map { Double($0) ?? .nan }
      let seconds = parts.reduce(0) { $0 * 60 + $1 }
      #expect(Int64((seconds * 1000).rounded()) == tick.time.rawValue)
    }
  }

  @Test("Pictures and titles stand as they cover each other, sounds below in the draft's order")
  func order() throws {
    let layout = try layout(
      #"""
      {"d":1000,"t":[{"tt":0,"sg":[]},{"tt":1,"sg":[]},{"tt":7,"sg":[{"d":1000,"m":{"text":"a\nb"}}]},
      {"tt":1,"m":{"name":"Voice","muted":true},"sg":[]},{"tt":4,"sg":[]}]}
      """#)
    #expect(layout.lanes.map(\.track) == [4, 2, 0, 1, 3])
    #expect(layout.lanes.map(\.name) == ["5. Track", "3. Title", "1. Video", "2. BGM", "4. Voice"])
    #expect(layout.lanes.map(\.isMuted) == [false, false, false, false, true])
    #expect(layout.lanes[1].segments.map(\.label) == ["a / b"])
    let tops = layout.lanes.map(\.box.y)
    #expect(zip(tops, tops.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("Ten minutes of three hundred segments stay legible: few pictures, no name without room")
  func long() throws {
    let segments = (0..<300).map { index in
      #"{"d":2000,"m":{"src":"clock-30.mp4","in":\#(index % 8 * 1000),"name":"segment \#(index)"}}"#
    }.joined(separator: ",")
    let layout = try layout(
      #"{"m":{"width":1280,"height":720},"t":[{"tt":0,"sg":[\#(segments)]}]}"#)
    let lane = try #require(layout.lanes.first)
    #expect(lane.segments.count == 300)
    #expect(lane.segments.allSatisfy { $0.thumbnails.isEmpty })
    #expect((5...20).contains(lane.overview.count))
    #expect(lane.overview.map(\.box.width).reduce(0, +) == lane.strip.width)
    #expect(lane.segments.allSatisfy { !$0.isLabelled })
    #expect(layout.height < 400)
    let wide = try self.layout(
      #"{"m":{"width":1280,"height":720},"t":[{"tt":0,"sg":[\#(segments)]}]}"#, width: 8192)
    #expect(wide.lanes[0].segments.allSatisfy { $0.thumbnails.count <= 1 })
    #expect(wide.lanes[0].overview.count <= 20)
  }

  @Test("A draft of very many tracks ends at a bounded height and says how many found no room")
  func manyTracks() throws {
    let tracks = [String](repeating: #"{"tt":7,"sg":[{"d":90,"m":{"text":"a"}}]}"#, count: 900)
    let layout = try layout(#"{"t":[\#(tracks.joined(separator: ","))]}"#, width: 8192)
    #expect(layout.height <= 16_384)
    #expect(layout.lanes.count + layout.omittedLanes == 900 && layout.omittedLanes > 0)
  }

  @Test("Whatever the draft, everything is on the sheet and each segment in its lane")
  func bounds() throws {
    var generator = SeededGenerator()
    for _ in 0..<60 {
      func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
      let tracks = (0..<number(1...6)).map { _ in
        let segments = (0..<number(0...8)).map { _ in
          #"""
          {"s":\#(number(0...9000)),"d":\#(number(0...4000)),"m":{"src":"solid-red.png","text":"a",
          "transition":{"type":"crossfade","d":\#(number(1...900))},"odd":1}}
          """#
        }
        let kind = [0, 1, 7, 9][number(0...3)]
        return #"{"tt":\#(kind),"sg":[\#(segments.joined(separator: ","))]}"#
      }
      let draft = #"{"d":\#(number(34...8000)),"t":[\#(tracks.joined(separator: ","))]}"#
      let layout = try layout(draft, width: number(480...2000))
      let sheet = SheetBox.whole(layout)
      for lane in layout.lanes {
        #expect(sheet.holds(lane.box), "\(generator)")
        for segment in lane.segments {
          #expect(lane.strip.holds(segment.box), "\(generator)")
          #expect(segment.thumbnails.allSatisfy { segment.box.holds($0.box) }, "\(generator)")
        }
        #expect(lane.transitions.allSatisfy { lane.strip.holds($0.box) }, "\(generator)")
      }
      #expect(layout.marks.allSatisfy { sheet.holds($0.box) }, "\(generator)")
      #expect(layout.notes.allSatisfy { sheet.holds($0.box) }, "\(generator)")
      #expect(layout.fidelity.allSatisfy { layout.strip.holds($0.box) }, "\(generator)")
      #expect(layout.fidelity.map(\.stretch) != [], "\(generator)")
    }
  }

  @Test("Findings are marked on their lane at their segment's start, the gravest first")
  func marks() throws {
    let layout = try layout(
      #"""
      {"d":4000,"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[{"d":4000,"m":{"src":"solid-red.png"}}]},
      {"tt":7,"sg":[{"s":1000,"d":1000,"m":{"text":"a","sparkle":1}},
      {"s":1500,"d":1000,"m":{"text":"b"}}]}]}
      """#)
    #expect(layout.marks.map(\.number) == Array(1...layout.marks.count))
    let grades = layout.marks.map(\.finding.severity)
    #expect(grades == grades.sorted(by: >))
    let unread = try #require(layout.marks.first { $0.finding.rule.rawValue == "unread-member" })
    #expect(unread.lane == 0 && unread.time == Milliseconds(1000))
    #expect(unread.box.x == layout.lanes[0].segments[0].box.x)
    let overlap = try #require(layout.marks.first { $0.finding.rule.rawValue == "overlap" })
    #expect(overlap.lane == 0 && overlap.number < unread.number)
  }

  @Test("A transition covers half its length on each side of the cut")
  func transition() throws {
    let layout = try layout(
      #"""
      {"t":[{"tt":0,"sg":[{"d":2000,"m":{"src":"solid-red.png"}},{"d":2000,"m":{
      "src":"solid-red.png","transition":{"type":"wipe_left","d":1000}}}]}]}
      """#)
    let change = try #require(layout.lanes.first?.transitions.first)
    #expect(change.kind == .wipeLeft)
    #expect(change.span == TimeSpan(start: Milliseconds(1500), length: Milliseconds(1000)))
    let cut = change.box.x + change.box.width / 2
    #expect(abs(cut - (layout.ruler.x + layout.ruler.width / 2)) <= 1)
  }
}

extension SheetBox {
  fileprivate static func whole(_ layout: SheetLayout) -> SheetBox {
    var box = layout.ruler
    (box.x, box.y, box.width, box.height) = (0, 0, layout.width, layout.height)
    return box
  }

  fileprivate func holds(_ other: SheetBox) -> Bool {
    other.x >= x && other.y >= y && other.x + other.width <= x + width
      && other.y + other.height <= y + height
  }
}
