import TestSupport
import Testing
import TextPainting

@Suite("A painted text")
struct PaintedTextTests {
  @Test("is premultiplied, even-sided, inside the picture and the same each time")
  func holdsForRandomTexts() throws {
    var random = SeededGenerator()
    let (painter, other) = try (TextPainter(), TextPainter())
    for _ in 0..<60 {
      let (text, style) = (random.text(), random.style())
      let place = (x: Double.random(in: -50...370, using: &random), y: 90.25)
      let degrees = Double.random(in: -200...200, using: &random)
      let visible = Bool.random(using: &random) ? nil : Int.random(in: -1...30, using: &random)
      let paint = { (painter: TextPainter) in
        try painter.sample(
          text, style, maxWidth: 700, x: place.x, y: place.y, picture: (320, 180),
          visible: visible, scale: 1.0 / 3, degrees: degrees)
      }
      let painted = try paint(painter)
      let context: Comment = "\(random), text \(text.debugDescription)"
      #expect(painted.pixels.count == painted.width * painted.height * 4, context)
      #expect(
        [painted.width, painted.height, painted.originX, painted.originY]
          .allSatisfy { $0 % 2 == 0 }, context)
      #expect(painted.originX >= 0 && painted.originX + painted.width <= 320, context)
      #expect(painted.originY >= 0 && painted.originY + painted.height <= 180, context)
      let isPremultiplied = stride(from: 0, to: painted.pixels.count, by: 4).allSatisfy {
        max(painted.pixels[$0], painted.pixels[$0 + 1], painted.pixels[$0 + 2])
          <= painted.pixels[$0 + 3]
      }
      #expect(isPremultiplied, context)
      #expect(try paint(other) == painted, context)
    }
  }

  @Test("begins and ends with a marked row and column, give or take the even grid")
  func fitsItsInk() throws {
    let painted = try TextPainter().sample("Hf")
    let ink = try #require(painted.ink(threshold: 1))
    #expect((0...1).contains(ink.left - painted.originX))
    #expect((0...1).contains(ink.top - painted.originY))
    #expect((0...1).contains(painted.originX + painted.width - ink.right))
    #expect((0...1).contains(painted.originY + painted.height - ink.bottom))
  }

  @Test("of a small picture is that part of the one of a large picture", arguments: [0.0, 25])
  func clipsWithoutChange(degrees: Double) throws {
    let style = TextStyle(
      size: 60, background: RGBA(red: 9, green: 80, blue: 7, alpha: 90),
      stroke: .init(color: .black, width: 4),
      shadow: .init(color: RGBA(red: 90, green: 0, blue: 0), dx: 9, dy: 7, blur: 6))
    let painter = try TextPainter()
    let text = "Cut at\nthe edge 😀"
    let whole = try painter.sample(text, style, degrees: degrees)
    let part = try painter.sample(
      text, style, x: 40, y: 20, picture: (100, 60), degrees: degrees)
    #expect(part.width == 100 && part.height == 60)
    var difference = 0
    for y in 0..<60 {
      for x in 0..<100 {
        for (ours, theirs) in zip(part.pixel(x, y), whole.pixel(x + 360, y + 280)) {
          difference = max(difference, abs(Int(ours) - Int(theirs)))
        }
      }
    }
    #expect(difference == 0)
  }

  @Test("outside the picture, without letters, or of spaces alone has no pixels")
  func canBeEmpty() throws {
    let painter = try TextPainter()
    #expect(try painter.sample("").pixels.isEmpty)
    #expect(try painter.sample("").measurement.lineCount == 0)
    #expect(try painter.sample(" \u{3000}\u{200B}").pixels.isEmpty)
    for place in [-1e300, -5_000, 5_000, 1e300] {
      let painted = try painter.sample("Away", x: place)
      #expect(painted.width == 0 && painted.height == 0 && painted.pixels.isEmpty)
    }
  }

  @Test("is the same from painters at work at once on several threads")
  func paintersAreIndependent() async throws {
    let texts = ["Latin offline", "漢字かな", "مرحبا بالعالم", "😀👩‍👩‍👧‍👦", "हिन्दी", "עברית"]
    let style = TextStyle(size: 50, shadow: .init(color: .black, dx: 3, dy: 3, blur: 3))
    let alone = try TextPainter()
    let expected = try texts.map { try alone.sample($0, style, scale: 0.5) }
    let results = try await withThrowingTaskGroup(of: [PaintedText].self) { group in
      for worker in 0..<6 {
        group.addTask {
          let painter = try TextPainter()
          return try (0..<30).map { turn in
            try painter.sample(texts[(turn + worker) % texts.count], style, scale: 0.5)
          }
        }
      }
      return try await group.reduce(into: [[PaintedText]]()) { $0.append($1) }
    }
    #expect(results.count == 6)
    #expect(results.joined().allSatisfy { expected.contains($0) })
  }

  @Test("breaks into the same lines whichever threads lay out at once")
  func linesAreIndependent() async throws {
    let text = "مرحبا بالعالم هذا نص عربي طويل"
    let style = TextStyle(size: 60)
    let expected = try TextPainter().sample(text, style, maxWidth: 150, scale: 0.5)
    #expect(expected.measurement.width <= 150)
    let differing = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
      for _ in 0..<40 {
        group.addTask {
          try TextPainter().sample(text, style, maxWidth: 150, scale: 0.5) != expected
        }
      }
      var count = 0
      for try await isDifferent in group where isDifferent { count += 1 }
      return count
    }
    #expect(differing == 0)
  }
}
