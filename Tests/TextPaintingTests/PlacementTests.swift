import Testing
import TextPainting

@Suite("The anchor")
struct PlacementTests {
  @Test("is where a symmetric letter balances, across", arguments: ["O", "H", "I", "A", "😀"])
  func centresAcross(letter: String) throws {
    let painter = try TextPainter()
    for x in [400.0, 400.25, 400.5, 401.9] {
      let painted = try painter.sample(letter, TextStyle(size: 100), x: x)
      #expect(abs(painted.centreOfMass.x - x) < 0.5)
    }
  }

  @Test("moves the picture by fractions of a pixel", arguments: ["Smooth", "مرحبا", "😀"])
  func countsToTheFraction(text: String) throws {
    let painter = try TextPainter()
    let style = TextStyle(
      size: 70, stroke: .init(color: .black, width: 3),
      shadow: .init(color: .black, dx: 5, dy: 5, blur: 4))
    let start = try painter.sample(text, style, scale: 0.4).centreOfMass
    for step in 1...20 {
      let (dx, dy) = (Double(step) * 0.1, Double(step) * -0.07)
      let moved = try painter.sample(text, style, x: 400 + dx, y: 300 + dy, scale: 0.4)
      #expect(abs(moved.centreOfMass.x - start.x - dx) < 0.05)
      #expect(abs(moved.centreOfMass.y - start.y - dy) < 0.05)
    }
  }

  @Test("is what the text turns about, clockwise")
  func turnsClockwise() throws {
    let painter = try TextPainter()
    let upright = try painter.sample("L").centreOfMass
    let (dx, dy) = (upright.x - 400, upright.y - 300)
    // A quarter turn clockwise on the screen takes right to down and down to left.
    let expected = [
      90.0: (-dy, dx), 180: (-dx, -dy), 270: (dy, -dx), 450: (-dy, dx), 720: (dx, dy),
    ]
    for (degrees, (x, y)) in expected {
      let turned = try painter.sample("L", degrees: degrees).centreOfMass
      #expect(abs(turned.x - 400 - x) < 0.05)
      #expect(abs(turned.y - 300 - y) < 0.05)
    }
  }

  @Test("turns little by little as by quarters")
  func turnsByAnyAngle() throws {
    let painter = try TextPainter()
    let quarter = try painter.sample("Turn", degrees: 90)
    let nearly = try painter.sample("Turn", degrees: 90.001)
    #expect(abs(quarter.coverage - nearly.coverage) < 2)
    #expect(abs(quarter.centreOfMass.x - nearly.centreOfMass.x) < 0.05)
    #expect(abs(quarter.centreOfMass.y - nearly.centreOfMass.y) < 0.05)
  }
}
