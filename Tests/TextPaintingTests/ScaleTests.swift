import Testing
import TextPainting

@Suite("Scale")
struct ScaleTests {
  private static let sentence =
    "Every preview breaks into the very same lines as the export does, 漢字も مرحبا بالعالم 😀 too."

  @Test("does not move a line break", arguments: [200.0, 333.3, 480, 700.5, 961])
  func keepsLineBreaks(maxWidth: Double) throws {
    let painter = try TextPainter()
    let measured = try [1.0 / 6, 1.0 / 3, 0.7, 1, 2].map {
      try painter.sample(Self.sentence, maxWidth: maxWidth, scale: $0).measurement
    }
    #expect(Set(measured).count == 1)
    #expect(measured[0].lineCount > 1)
  }

  @Test("multiplies the covered area by its square")
  func scalesArea() throws {
    let painter = try TextPainter()
    for text in ["Hamburg", "漢字", "مرحبا", "😀"] {
      let one = try painter.sample(text).coverage
      for scale in [1.0 / 3, 0.5, 1.5, 2] {
        let scaled = try painter.sample(text, scale: scale).coverage
        #expect(abs(scaled / (one * scale * scale) - 1) < 0.02, "\(text) at \(scale)")
      }
    }
  }

  @Test("gives the large picture made small", arguments: ["Made small", "漢字かな", "مرحبا", "😀🎬"])
  func isTheLargePictureMadeSmall(text: String) throws {
    let style = TextStyle(
      size: 90, background: RGBA(red: 20, green: 40, blue: 160),
      stroke: .init(color: .black, width: 5),
      shadow: .init(color: .black, dx: 6, dy: 6, blur: 6))
    let painter = try TextPainter()
    let large = try painter.sample(text, style, x: 450, y: 300, picture: (900, 600))
    let small = try painter.sample(
      text, style, x: 150, y: 100, picture: (300, 200), scale: 1.0 / 3)
    var (difference, count) = (0.0, 0.0)
    for y in small.rows {
      for x in small.columns {
        for channel in 0..<4 {
          let sum = (0..<9).reduce(0.0) {
            $0 + Double(large.pixel(3 * x + $1 % 3, 3 * y + $1 / 3)[channel])
          }
          difference += abs(sum / 9 - Double(small.pixel(x, y)[channel]))
          count += 1
        }
      }
    }
    #expect(difference / count < 1.5)
  }
}
