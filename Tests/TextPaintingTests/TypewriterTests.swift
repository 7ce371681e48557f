import Testing
import TextPainting

@Suite("Visible characters")
struct TypewriterTests {
  private static let style = TextStyle(size: 60, alignment: .center)

  @Test(
    "appear one after the other at the places they have in the whole text",
    arguments: ["Typed out, line by line", "漢字かな", "ab مرحبا cd", "😀👩‍👩‍👧‍👦x🇩🇪", "offline fi"])
  func appearInPlace(text: String) throws {
    let painter = try TextPainter()
    let whole = try painter.sample(text, Self.style, maxWidth: 350)
    var before = try painter.sample(text, Self.style, maxWidth: 350, visible: 0)
    #expect(before.pixels.isEmpty)
    for count in 1...text.count {
      let now = try painter.sample(text, Self.style, maxWidth: 350, visible: count)
      #expect(now.measurement == whole.measurement)
      // Cairo's coverage of an edge pixel depends a little on what else is on its row.
      #expect(now.excess(of: before) <= 16)
      #expect(whole.excess(of: now) <= 16)
      before = now
    }
    #expect(before == whole)
  }

  @Test("stay all when more are asked for, and none when fewer than none")
  func toleratesAnyCount() throws {
    let painter = try TextPainter()
    let whole = try painter.sample("Count")
    #expect(try painter.sample("Count", visible: .max) == whole)
    #expect(try painter.sample("Count", visible: 5) == whole)
    #expect(try painter.sample("Count", visible: .min).pixels.isEmpty)
  }

  @Test("begin at the right of a right-to-left text")
  func beginAtTheRight() throws {
    let painter = try TextPainter()
    let whole = try #require(try painter.sample("שלום").ink())
    let first = try #require(try painter.sample("שלום", visible: 1).ink())
    #expect(first.right == whole.right)
    #expect(first.left > whole.left + 20)
  }

  @Test("leave the box whole")
  func leaveTheBox() throws {
    let painter = try TextPainter()
    let style = TextStyle(size: 60, background: .black)
    let (none, all) = try (painter.sample("Box", style, visible: 0), painter.sample("Box", style))
    #expect(none.originX == all.originX && none.originY == all.originY)
    #expect(none.width == all.width && none.height == all.height)
  }
}

extension PaintedText {
  /// The most by which a pixel of `other` is more opaque than the same pixel of this.
  fileprivate func excess(of other: PaintedText) -> Int {
    var most = Int.min
    for y in other.rows {
      for x in other.columns { most = max(most, other.alpha(x, y) - alpha(x, y)) }
    }
    return most
  }
}
