import DraftModel
import RenderPlanning
import TestSupport
import Testing

@Suite("Chunks")
struct ChunkTests {
  private func keys(_ text: String) throws -> [ChunkKey] {
    try RenderPlan(draft: text).chunks().map(\.key)
  }

  @Test(
    "Chunks partition the frames, lie within one interval and last two seconds at most",
    arguments: 0..<30)
  func partition(round: Int) throws {
    var generator = SeededGenerator()
    let plan = try RenderPlan(draft: RandomCut(sources: .made, using: &generator).text())
    var place = plan.firstFrame
    for chunk in plan.chunks() {
      #expect(chunk.first == place && chunk.frameCount >= 1, "\(generator)")
      #expect(chunk.frameCount <= 60, "\(generator)")
      let interval = plan.interval(at: chunk.first)
      #expect(
        interval?.stack == chunk.stack && (interval?.end ?? place) >= chunk.end, "\(generator)")
      place = chunk.end
    }
    #expect(place == plan.endFrame, "\(generator)")
  }

  @Test("Equal plans have equal keys, chunk by chunk")
  func deterministic() throws {
    var generator = SeededGenerator()
    let text = RandomCut(sources: .made, using: &generator).text()
    #expect(try keys(text) == keys(text), "\(generator)")
  }

  @Test("A clip inserted at the head moves every later chunk and renames none", arguments: 0..<20)
  func insertionAtHead(round: Int) throws {
    var generator = SeededGenerator()
    var cut = RandomCut(sources: .made, using: &generator)
    // A first clip with a transition has nothing to come from until there is a head.
    cut.clips[0].members = []
    let length = 100 * Int.random(in: 1...40, using: &generator)
    let head = RandomCut.Clip(source: "e.mp4", length: length)
    let before = try RenderPlan(draft: cut.text()).chunks()
    let after = try RenderPlan(draft: cut.text(head: head)).chunks()
    let shift = Int64(length) * 30 / 1000
    let moved = after.filter { $0.first.rawValue >= shift }
    #expect(moved.map(\.key) == before.map(\.key), "\(generator)")
    #expect(moved.map { $0.first.rawValue - shift } == before.map(\.first.rawValue), "\(generator)")
  }

  @Test("Splitting a clip makes anew at most the pieces at the split", arguments: 0..<20)
  func split(round: Int) throws {
    var generator = SeededGenerator()
    let length = 100 * Int.random(in: 20...90, using: &generator)
    let at = 100 * Int.random(in: 1..<(length / 100), using: &generator)
    let start = 100 * Int.random(in: 0...20, using: &generator)
    func text(_ cuts: [(Int, Int)]) -> String {
      let segments = cuts.map { #"{"d":\#($0.1),"m":{"src":"a.mp4","in":\#($0.0)}}"# }
      return #"{"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]}]}"#
    }
    let whole = Set(try keys(text([(start, length)])))
    let parts = try keys(text([(start, at), (start + at, length - at)]))
    #expect(parts.filter { !whole.contains($0) }.count <= 2, "\(generator)")
  }

  @Test("Trimming whole frames off the head makes anew one piece at most", arguments: 0..<20)
  func trimHead(round: Int) throws {
    var generator = SeededGenerator()
    let speed = ["1", "2", "0.5"].randomElement(using: &generator) ?? "1"
    let length = 200 * Int.random(in: 10...45, using: &generator)
    let trimmed = 200 * Int.random(in: 1...9, using: &generator)
    func text(_ inPoint: Int, _ length: Int) -> String {
      #"{"t":[{"tt":0,"sg":[{"d":\#(length),"m":{"src":"a.mp4","in":\#(inPoint),"speed":\#(speed)}}]}]}"#
    }
    let source = speed == "2" ? trimmed * 2 : speed == "0.5" ? trimmed / 2 : trimmed
    let before = Set(try keys(text(1000, length)))
    let after = try keys(text(1000 + source, length - trimmed))
    #expect(after.filter { !before.contains($0) }.count <= 1, "speed \(speed), \(generator)")
  }

  @Test("Trimming the tail makes anew one piece at most")
  func trimTail() throws {
    let before = Set(try keys(#"{"t":[{"tt":0,"sg":[{"d":9000,"m":{"src":"a.mp4"}}]}]}"#))
    let after = try keys(#"{"t":[{"tt":0,"sg":[{"d":7300,"m":{"src":"a.mp4"}}]}]}"#)
    #expect(after.count == 4 && after.filter { !before.contains($0) }.count == 1)
  }

  @Test(
    "A changed property renames the chunks of the frames it touches, and no others",
    arguments: [
      // The member, and the frames of the segment (60...120) it touches.
      (#""opacity":0.9"#, 60...119), (#""x":0.6"#, 60...119), (#""y":0.6"#, 60...119),
      (#""scale":0.5"#, 60...119), (#""rotation":10"#, 60...119), (#""fit":"cover""#, 60...119),
      (#""crop":{"t":0.1}"#, 60...119), (#""flip":"h""#, 60...119), (#""in":40"#, 60...119),
      (#""speed":1.5"#, 60...119), (##""background":"#203040""##, 60...119),
      (#""effects":[{"type":"blur","amount":2}]"#, 60...119),
      (#""keyframes":[{"at":0,"opacity":0.2},{"at":500,"opacity":1}]"#, 60...74),
      (#""fade_in":500"#, 60...74), (#""fade_out":500"#, 106...119),
      (#""src":"b.mp4""#, 60...119),
    ])
  func changedProperty(member: String, touched: ClosedRange<Int64>) throws {
    // Titles of a third of a second cut the segment finely, so that a chunk is about as long as what changes.
    let titles = (0..<18).map { #"{"s":\#($0 * 333),"d":333,"m":{"text":"\#($0)"}}"# }
    func plan(_ member: String) throws -> RenderPlan {
      let source = member.contains("src") ? "" : #""src":"a.mp4","#
      return try RenderPlan(
        draft: #"{"m":{"width":640,"height":360},"t":["#
          + #"{"tt":0,"sg":[{"d":2000,"m":{"src":"c.mp4"}},{"d":2000,"m":{\#(source)\#(member)}},"#
          + #"{"d":2000,"m":{"src":"c.mp4"}}]},{"tt":7,"sg":[\#(titles.joined(separator: ","))]}]}"#
      )
    }
    let before = Set(try plan(#""name":"x""#).chunks().map(\.key))
    for chunk in try plan(member).chunks() {
      let isTouched =
        chunk.first.rawValue <= touched.upperBound && chunk.end.rawValue > touched.lowerBound
      #expect(before.contains(chunk.key) != isTouched, "\(member) at \(chunk.first.rawValue)")
    }
  }

  @Test(
    "Every property of a title is in its key",
    arguments: [
      #""text":"Other""#, #""x":0.4"#, #""max_width":0.5"#, #""animation":"fade""#,
      #""style":{"size":65}"#, ##""style":{"color":"#fffffe"}"##, #""style":{"font":"Serif"}"#,
      #""style":{"weight":700}"#, #""style":{"italic":true}"#, #""style":{"align":"left"}"#,
      #""style":{"line_height":1.5}"#, ##""style":{"background":"#000000"}"##,
      ##""style":{"stroke":{"color":"#000000","width":2}}"##,
      ##""style":{"shadow":{"color":"#000000","dx":2,"dy":2,"blur":1}}"##,
    ])
  func titleProperties(member: String) throws {
    func text(_ member: String) -> String {
      let words = member.contains(#""text""#) ? "" : #""text":"Words","#
      return #"{"t":[{"tt":7,"sg":[{"d":1000,"m":{\#(words)\#(member)}}]}]}"#
    }
    #expect(try keys(text(#""name":"x""#)) != keys(text(member)))
  }

  @Test("The fonts that a text is drawn with are in the keys of its pieces, and in no others")
  func fonts() throws {
    let text =
      #"{"d":4000,"t":[{"tt":0,"sg":[{"d":4000,"m":{"src":"a.mp4"}}]},"#
      + #"{"tt":7,"sg":[{"d":2000,"m":{"text":"Words"}}]},{"tt":0,"sg":[{"s":3000,"d":500,"m":{}}]}]}"#
    let timeline = try Draft(parsing: Array(text.utf8)).resolved().timeline
    let requests = FontCatalog.requests(of: timeline, media: .made)
    #expect(Set(requests.map(\.text)) == ["Words", "nothing to show is named"])
    func keys(_ digit: Character) throws -> [ChunkKey] {
      let hash = try #require(ContentHash(hex: String(repeating: digit, count: 64)))
      let catalog = FontCatalog(
        entries: Dictionary(
          uniqueKeysWithValues: requests.map { ($0, .init(identity: hash, departures: [])) }))
      let plan = RenderPlan(timeline, media: .made, fonts: catalog)
      #expect(plan.unresolvedTexts.isEmpty)
      return plan.chunks().map(\.key)
    }
    let (one, other) = try (keys("1"), keys("2"))
    #expect(one == (try keys("1")))
    let plan = try RenderPlan(draft: text)
    #expect(plan.unresolvedTexts == requests)
    for (index, chunk) in plan.chunks().enumerated() {
      let isWritten = chunk.stack.flatMap(\.layers).contains { $0.media == nil }
      #expect((one[index] != other[index]) == isWritten)
    }
  }

  @Test(
    "What decides every picture is in every key",
    arguments: [
      RenderRequest(size: .shortSide(180)), RenderRequest(rate: FrameRate(Ratio(15))),
      RenderRequest(quality: .good), RenderRequest(quality: .export),
    ])
  func requests(request: RenderRequest) throws {
    let text = #"{"t":[{"tt":0,"sg":[{"d":3000,"m":{"src":"a.mp4"}}]}]}"#
    let other = Set(try RenderPlan(draft: text, request: request).chunks().map(\.key))
    #expect(other.isDisjoint(with: try keys(text)))
    let background =
      ##"{"m":{"background":"#112233"},"t":[{"tt":0,"sg":[{"d":3000,"m":{"src":"a.mp4"}}]}]}"##
    #expect(Set(try keys(background)).isDisjoint(with: try keys(text)))
  }

  @Test("Member order, defaults spelt out, ids, names and titles are in no key")
  func spelling() throws {
    let short = #"{"t":[{"tt":0,"sg":[{"d":3000,"m":{"src":"a.mp4"}}]}]}"#
    let long = ##"""
      {"m":{"title":"T","fps":30,"background":"#000000"},"id":"d","d":3000,
       "t":[{"id":"t","m":{"name":"N","hidden":false,"volume":1},
       "sg":[{"m":{"opacity":1.0,"scale":1,"x":0.5,"y":5e-1,"rotation":-0.0,"fit":"contain","in":0,
         "speed":1.0,"loop":false,"fade_in":0,"fade_out":0,"crop":{"l":0},"effects":[],
         "keyframes":[],"volume":0.3,"src":"a.mp4","name":"n"},"s":0,"d":3000,"id":"s"}],"tt":0}]}
      """##
    #expect(try keys(short) == keys(long))
  }

  @Test("The still part of a fading clip is the piece of the clip that never fades")
  func stillPart() throws {
    func keys(_ look: String) throws -> [ChunkKey] {
      try self.keys(#"{"t":[{"tt":0,"sg":[{"d":8000,"m":{"src":"a.mp4"\#(look)}}]}]}"#)
    }
    let plain = try keys("")
    let fading = try keys(#","fade_in":500,"fade_out":500"#)
    #expect(plain[1...2] == fading[1...2] && plain[0] != fading[0] && plain[3] != fading[3])
  }

  @Test(
    "A picture that moves elsewhere is drawn between pixels throughout, and is another piece",
    arguments: [
      #""keyframes":[{"at":0,"x":0.5},{"at":3000,"x":0.5},{"at":4000,"x":0.8}]"#,
      #""keyframes":[{"at":0,"scale":1},{"at":3000,"scale":1},{"at":4000,"scale":3}]"#,
    ])
  func heldBetweenMoves(keyframes: String) throws {
    func first(_ look: String) throws -> ChunkKey? {
      try keys(#"{"t":[{"tt":0,"sg":[{"d":4000,"m":{"src":"still.jpg"\#(look)}}]}]}"#).first
    }
    #expect(try first("") != first("," + keyframes))
  }

  @Test("How far a picture grows elsewhere decides how it is scaled, and so is in its key")
  func largestScale() throws {
    func first(_ scale: Int) throws -> ChunkKey? {
      try keys(
        #"{"t":[{"tt":0,"sg":[{"d":4000,"m":{"src":"still.jpg","keyframes":["#
          + #"{"at":0,"scale":1},{"at":3000,"scale":1},{"at":4000,"scale":\#(scale)}]}}]}]}"#
      ).first
    }
    #expect(try first(2) != first(3) && first(2) == first(2))
  }
}
