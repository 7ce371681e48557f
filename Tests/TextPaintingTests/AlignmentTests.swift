import Testing
import TextPainting

@Suite("Alignment")
struct AlignmentTests {
  /// The ink of the first and of the second line of a text of two lines.
  private func lines(
    _ text: String, _ alignment: TextStyle.Alignment
  ) throws -> [(left: Int, right: Int)] {
    let painted = try TextPainter().sample(text, TextStyle(size: 60, alignment: alignment))
    return [0..<300, 300..<600].compactMap { rows in
      var line: (left: Int, right: Int)?
      for y in rows {
        for x in painted.columns where painted.alpha(x, y) > 128 {
          line = (min(line?.left ?? x, x), max(line?.right ?? x, x))
        }
      }
      return line
    }
  }

  @Test("puts a short line at the left edge, in the middle or at the right edge")
  func placesShortLines() throws {
    let expected: [(TextStyle.Alignment, Double)] = [
      (.left, 0), (.center, 0.5), (.right, 1), (.start, 0),
    ]
    for (alignment, share) in expected {
      let lines = try lines("HHHHHHHH\nHH", alignment)
      let slack = Double((lines[0].right - lines[0].left) - (lines[1].right - lines[1].left))
      #expect(abs(Double(lines[1].left - lines[0].left) - share * slack) <= 1.5)
    }
  }

  @Test("means the edges of the picture in right-to-left text too, except for start")
  func knowsLeftFromRight() throws {
    let text = "שלום שלום שלום\nשלום"
    let left = try lines(text, .left)
    #expect(abs(left[0].left - left[1].left) <= 4)
    let right = try lines(text, .right)
    #expect(abs(right[0].right - right[1].right) <= 4)
    let start = try lines(text, .start)
    #expect(abs(start[0].right - start[1].right) <= 4)
    #expect(start[1].left - start[0].left > 100)
  }

  @Test("does not move the block", arguments: ["HHHHHHHH\nHH", "שלום שלום\nשלום", "H\n漢字漢字"])
  func keepsTheBlock(text: String) throws {
    let painter = try TextPainter()
    var style = TextStyle(size: 60, background: .black)
    let boxes = try [TextStyle.Alignment.left, .center, .right, .start].map { alignment in
      style.alignment = alignment
      let painted = try painter.sample(text, style)
      return [painted.originX, painted.originY, painted.width, painted.height]
    }
    #expect(Set(boxes).count == 1)
  }
}
