import Testing
import TextPainting

@Suite("Limits")
struct LimitsTests {
  @Test("refuse a style out of range, by the name of the property")
  func refuseStyles() throws {
    let painter = try TextPainter()
    let good = TextStyle(
      size: 60, lineHeight: 1, stroke: .init(color: .black, width: 1),
      shadow: .init(color: .black, dx: 0, dy: 0, blur: 0))
    let changes: [(String, [Double], @Sendable (inout TextStyle, Double) -> Void)] = [
      ("size", [0.4, 4_321], { $0.size = $1 }),
      ("lineHeight", [0, 10.1], { $0.lineHeight = $1 }),
      ("stroke.width", [-1, 501], { $0.stroke?.width = $1 }),
      ("shadow.dx", [-10_001, 10_001], { $0.shadow?.dx = $1 }),
      ("shadow.dy", [-10_001, 10_001], { $0.shadow?.dy = $1 }),
      ("shadow.blur", [-0.1, 501], { $0.shadow?.blur = $1 }),
    ]
    for (name, values, change) in changes {
      for value in values + [.nan, .infinity, -.infinity, 1e300] {
        var style = good
        change(&style, value)
        #expect(refusal { try painter.sample("x", style) } == name, "\(value)")
      }
    }
    for weight in [Int.min, 0, 99, 1_001, Int.max] {
      #expect(refusal { try painter.sample("x", TextStyle(size: 60, weight: weight)) } == "weight")
    }
  }

  @Test("refuse places, scales and pictures out of range")
  func refuseArguments() throws {
    let painter = try TextPainter()
    for value in [Double.nan, .infinity, 0, -1, 64.1] {
      #expect(refusal { try painter.sample("x", scale: value) } == "scale")
    }
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(refusal { try painter.sample("x", x: value) } == "anchor x")
      #expect(refusal { try painter.sample("x", y: value) } == "anchor y")
      #expect(refusal { try painter.sample("x", degrees: value) } == "rotation")
    }
    for value in [Double.nan, 0, 20_001] {
      #expect(refusal { try painter.sample("x", maxWidth: value) } == "maxWidth")
    }
    #expect(
      refusal { try painter.sample("x", TextStyle(size: 1_000), scale: 17) } == "size times scale")
    for side in [Int.min, 0, 8_193, Int.max] {
      #expect(throws: TextPaintingError.pictureSize(width: side, height: 9)) {
        try painter.sample("x", picture: (side, 9))
      }
    }
  }

  @Test("hold at their ends: the largest values paint no more than the picture")
  func paintAtTheEnds() throws {
    let painter = try TextPainter()
    let style = TextStyle(
      size: 4_320, weight: 1_000, lineHeight: 10, background: RGBA(red: 1, green: 2, blue: 3),
      stroke: .init(color: .black, width: 500),
      shadow: .init(color: .black, dx: 10_000, dy: -10_000, blur: 500))
    for (scale, degrees) in [(0.001, 0.0), (1, 45), (3.79, 1e300)] {
      let text = String(repeating: "Ä漢😀\n", count: 300) + String(repeating: "a", count: 100)
      let painted = try painter.sample(
        text, style, maxWidth: 20_000, picture: (64, 36), scale: scale, degrees: degrees)
      #expect(painted.width <= 64 && painted.height <= 36)
      // Short paragraphs are drawn whole at any size; the last one is too long at this one.
      #expect(painted.measurement.isTruncated)
      #expect(painted.measurement.graphemeCount == 1200 + style.paragraphLimit)
    }
    let small = try painter.sample("x", TextStyle(size: 0.5, weight: 100), maxWidth: 1, scale: 64)
    #expect(small.width > 0)
  }

  @Test("leave out the end of a text that is too long, and say so")
  func truncate() throws {
    let painter = try TextPainter()
    let style = TextStyle(size: 20)
    // Both limits: of a text of many paragraphs, and of one paragraph.
    for (line, limit) in [("aaaa\n", TextPainter.graphemeLimit), ("a", style.paragraphLimit)] {
      let full = String(repeating: line, count: limit / line.count)
      let exact = try painter.sample(full, style)
      #expect(!exact.measurement.isTruncated)
      let over = try painter.sample(full + String(repeating: "b", count: 60_000), style)
      #expect(over.measurement.isTruncated)
      #expect(over.measurement.graphemeCount == limit)
      #expect(over.pixels == exact.pixels)
    }
  }

  @Test(
    "do not depend on how a long text is laid out in parts",
    arguments: [nil, 0.8, 1, 2.5] as [Double?])
  func parts(lineHeight: Double?) throws {
    let painter = try TextPainter()
    let style = TextStyle(size: 60, lineHeight: lineHeight)
    func measure(_ lines: Int) throws -> TextMeasurement {
      try painter.measurement(
        of: (0..<lines).map { "Line \($0)" }.joined(separator: "\n"), style: style, maxWidth: 1_700)
    }
    let (one, two) = try (measure(1), measure(2))
    // More than are laid out together: every further line adds what the second did.
    for count in [99, 100, 101, 250, 1_234] {
      let many = try measure(count)
      #expect(many.lineCount == count && !many.isTruncated)
      let expected = one.height + Double(count - 1) * (two.height - one.height)
      #expect(abs(many.height - expected) < 0.05 * Double(count) / 100 + 0.05, "\(count)")
    }
  }

  @Test("show the end of a roll of credits, line for line as its start")
  func roll() throws {
    let painter = try TextPainter()
    let style = TextStyle(size: 100)
    let text = Array(repeating: "Credit line", count: 400).joined(separator: "\n")
    let measured = try painter.measurement(of: text, style: style, maxWidth: 1_700)
    #expect(measured.lineCount == 400)
    let advance = measured.height / 400
    // The first and the last line at the same place of the picture are the same pixels.
    let first = try painter.sample(text, style, y: 300 + 199.5 * advance, picture: (800, 320))
    let last = try painter.sample(text, style, y: 300 - 199.5 * advance, picture: (800, 320))
    let alone = try painter.sample("Credit line", style, picture: (800, 600))
    #expect(first.coverage > 0 && last.coverage >= alone.coverage * 0.99)
  }

  @Test("cut a letter's pile of marks, however high")
  func cutMarks() throws {
    let painter = try TextPainter()
    let pile = "Z" + String(repeating: "\u{301}", count: 50_000)
    let cut = "Z" + String(repeating: "\u{301}", count: 31)
    let (high, low) = try (painter.sample(pile), painter.sample(cut))
    #expect(high.measurement.graphemeCount == 1)
    #expect(high.measurement.isTruncated && !low.measurement.isTruncated)
    #expect(high.pixels == low.pixels)
  }

  @Test("let no control character through", arguments: [0x00, 0x01, 0x07, 0x1B, 0x7F, 0x9C])
  func replaceControls(value: UInt32) throws {
    let painter = try TextPainter()
    let control = String(try #require(Unicode.Scalar(value)))
    let painted = try painter.sample("a\(control)b")
    #expect(painted.pixels == (try painter.sample("a\u{FFFD}b").pixels))
    #expect(painted.measurement.missingGlyphCount == 0)
  }

  @Test("are worded with the name, the value and the range")
  func wording() {
    let error = TextPaintingError.outOfRange(name: "size", value: 0, allowed: 0.5...4_320)
    #expect(error.description == "text size is 0.0; it must be from 0.5 to 4320.0")
  }

  /// The name in the refusal of `paint`, or nil if it wasn't refused for a range.
  private func refusal(_ paint: () throws -> PaintedText) -> String? {
    do {
      _ = try paint()
    } catch TextPaintingError.outOfRange(let name, _, _) {
      return name
    } catch {}
    return nil
  }
}
