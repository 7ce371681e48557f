import Testing
import TextPainting

@Suite("The stroke")
struct StrokeTests {
  private static let green = RGBA(red: 0, green: 255, blue: 0)

  @Test("reaches its width beyond the letters on every side", arguments: [2.0, 5, 12])
  func growsInk(width: Double) throws {
    let painter = try TextPainter()
    for scale in [0.5, 1, 2] {
      let bare = try #require(try painter.sample("H", scale: scale).ink())
      let style = TextStyle(size: 60, stroke: .init(color: Self.green, width: width))
      let outlined = try #require(try painter.sample("H", style, scale: scale).ink())
      let reach = width * scale
      #expect(abs(Double(bare.left - outlined.left) - reach) <= 1)
      #expect(abs(Double(bare.top - outlined.top) - reach) <= 1)
      #expect(abs(Double(outlined.right - bare.right) - reach) <= 1)
      #expect(abs(Double(outlined.bottom - bare.bottom) - reach) <= 1)
    }
  }

  @Test("lies under the fill and takes its own colour")
  func liesUnderTheFill() throws {
    let style = TextStyle(size: 200, stroke: .init(color: Self.green, width: 10))
    let painter = try TextPainter()
    let painted = try painter.sample("I", style)
    let ink = try #require(painted.ink())
    let middle = (ink.left + ink.right) / 2
    let row = (ink.top + ink.bottom) / 2
    #expect(painted.pixel(middle, row) == [255, 255, 255, 255])
    #expect(painted.pixel(middle, ink.top + 5) == [0, 255, 0, 255])
    // Where the letter is wholly covered without a stroke, a stroke changes nothing.
    let bare = try painter.sample("I", TextStyle(size: 200))
    for y in bare.rows {
      for x in bare.columns where bare.alpha(x, y) == 255 {
        #expect(painted.pixel(x, y) == [255, 255, 255, 255])
      }
    }
  }

  @Test("of no width is no stroke")
  func canBeNothing() throws {
    let painter = try TextPainter()
    let style = TextStyle(size: 60, stroke: .init(color: Self.green, width: 0))
    #expect(try painter.sample("Plain", style) == painter.sample("Plain"))
  }
}
