import Testing
import TextPainting

@Suite("The shadow")
struct ShadowTests {
  private func shadow(dx: Double = 0, dy: Double = 0, blur: Double) -> TextStyle {
    .unfilled(shadow: .init(color: .black, dx: dx, dy: dy, blur: blur))
  }

  @Test("without blur is the letters, moved")
  func isTheLettersMoved() throws {
    let painter = try TextPainter()
    let letters = try painter.sample("Shade")
    let moved = try painter.sample("Shade", shadow(dx: 24, dy: -10, blur: 0))
    #expect(moved.originX == letters.originX + 24 && moved.originY == letters.originY - 10)
    for y in letters.rows {
      for x in letters.columns {
        #expect(abs(letters.alpha(x, y) - moved.alpha(x + 24, y - 10)) <= 1)
      }
    }
  }

  @Test("adds its blur's square to the variance and keeps mass and centre")
  func addsVariance() throws {
    let painter = try TextPainter()
    let sharp = try Profile(painter.sample("H", shadow(blur: 0)))
    // Thin tails fall under half of 1/255, so the widest blurs lose a little.
    for (blur, scale) in [(0.6, 1.0), (1, 1), (2.5, 1), (4, 1), (8, 1), (5, 0.5), (3, 2)] {
      let soft = try Profile(painter.sample("H", shadow(blur: blur), scale: scale))
      let (square, sigma) = (scale * scale, blur * scale)
      #expect(abs(soft.mass / (sharp.mass * square) - 1) < 0.02)
      #expect(abs(soft.centre - (sharp.centre - 400) * scale - 400) < 0.1)
      let added = soft.variance - sharp.variance * square
      #expect(abs(added / (sigma * sigma) - 1) < 0.08, "blur \(blur) at \(scale): \(added)")
    }
  }

  @Test("is never darker than the letters nor wider than three and a bit times its blur")
  func isBounded() throws {
    let painter = try TextPainter()
    let ink = try #require(try painter.sample("O").ink(threshold: 1))
    for blur in [1.0, 3.7, 10] {
      let soft = try #require(try painter.sample("O", shadow(blur: blur)).ink(threshold: 1))
      let reach = 3 * blur + 4
      #expect(Double(ink.left - soft.left) <= reach && Double(soft.right - ink.right) <= reach)
      #expect(Double(ink.top - soft.top) <= reach && Double(soft.bottom - ink.bottom) <= reach)
      #expect(soft.left < ink.left && soft.right > ink.right)
    }
  }

  @Test("lies over the box and under the letters")
  func liesBetween() throws {
    let style = TextStyle(
      size: 200, background: RGBA(red: 255, green: 0, blue: 0),
      shadow: .init(color: RGBA(red: 0, green: 0, blue: 255), dx: 30, dy: 0, blur: 0))
    let painted = try TextPainter().sample("I", style)
    let letter = try #require(try TextPainter().sample("I", TextStyle(size: 200)).ink())
    let (middle, row) = ((letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2)
    #expect(painted.pixel(middle, row) == [255, 255, 255, 255])
    #expect(painted.pixel(middle + 30, row) == [0, 0, 255, 255])
    #expect(painted.pixel(middle - 30, row) == [255, 0, 0, 255])
  }
}

/// The alpha of each column, summed: mass, centre and variance across.
private struct Profile {
  let mass: Double
  let centre: Double
  let variance: Double

  init(_ painted: PaintedText) {
    mass = painted.coverage
    let centre = painted.centreOfMass.x
    self.centre = centre
    var sum = 0.0
    for y in painted.rows {
      for x in painted.columns {
        let distance = Double(x) + 0.5 - centre
        sum += Double(painted.alpha(x, y)) / 255 * distance * distance
      }
    }
    variance = sum / mass
  }
}
