import Testing
import TextPainting

@Suite("The box behind a text")
struct BoxTests {
  private static let red = RGBA(red: 200, green: 10, blue: 20)

  /// Letters that are clear, so that the box is all there is.
  private static func style(_ background: RGBA) -> TextStyle {
    TextStyle(
      size: 50, color: RGBA(red: 0, green: 0, blue: 0, alpha: 0), background: background)
  }

  @Test("is the block and a fifth of the size on every side, in exactly its colour")
  func coversBlockAndPadding() throws {
    let painted = try TextPainter().paint(
      "Box", style: Self.style(Self.red), maxWidth: 900, anchor: (x: 400, y: 300),
      outputSize: (width: 800, height: 600))
    let halfWidth = painted.measurement.width / 2 + 10
    let halfHeight = painted.measurement.height / 2 + 10
    let inside = (
      x: Int((400 - halfWidth).rounded(.up))..<Int((400 + halfWidth).rounded(.down)),
      y: Int((300 - halfHeight).rounded(.up))..<Int((300 + halfHeight).rounded(.down))
    )
    for y in 200..<400 {
      for x in 200..<600 {
        if inside.x.contains(x), inside.y.contains(y) {
          #expect(painted.pixel(x, y) == [200, 10, 20, 255])
        } else if x < inside.x.lowerBound - 1 || x > inside.x.upperBound
          || y < inside.y.lowerBound - 1 || y > inside.y.upperBound
        {
          #expect(painted.pixel(x, y) == [0, 0, 0, 0])
        }
      }
    }
  }

  @Test("covers its area in square pixels, at any scale, angle and fraction of a pixel")
  func coversItsArea() throws {
    let painter = try TextPainter()
    for (scale, degrees) in [(1.0, 0.0), (0.5, 0), (1.0 / 3, 30), (1.25, 90), (2, 217)] {
      let painted = try painter.paint(
        "Box", style: Self.style(Self.red), maxWidth: 900, anchor: (x: 400.3, y: 300.7),
        outputSize: (width: 800, height: 600), scale: scale, rotationDegrees: degrees)
      let area =
        (painted.measurement.width + 20) * (painted.measurement.height + 20) * scale * scale
      #expect(abs(painted.coverage / area - 1) < 0.01)
      #expect(abs(painted.centreOfMass.x - 400.3) < 0.02)
      #expect(abs(painted.centreOfMass.y - 300.7) < 0.02)
    }
  }

  @Test("is premultiplied when translucent")
  func isPremultiplied() throws {
    let half = RGBA(red: 200, green: 100, blue: 0, alpha: 128)
    let painted = try TextPainter().paint(
      "Box", style: Self.style(half), maxWidth: 900, anchor: (x: 400, y: 300),
      outputSize: (width: 800, height: 600))
    let pixel = painted.pixel(400, 300)
    #expect(pixel[3] == 128)
    #expect(abs(Int(pixel[0]) - 100) <= 1)
    #expect(abs(Int(pixel[1]) - 50) <= 1)
    #expect(pixel[2] == 0)
  }
}
