import Testing
import TextPainting

@Suite("Wrapping")
struct WrappingTests {
  private func measure(
    _ text: String, maxWidth: Double, lineHeight: Double? = nil
  ) throws -> TextMeasurement {
    try TextPainter().measurement(
      of: text, style: TextStyle(size: 60, lineHeight: lineHeight), maxWidth: maxWidth)
  }

  @Test(
    "keeps every line within the width, with and without spaces",
    arguments: [
      "The quick brown fox jumps over the lazy dog", "漢字だけの長い文章は空白なしで折り返されます",
      "Donaudampfschifffahrtsgesellschaftskapitän", "مرحبا بالعالم هذا نص عربي طويل",
      "😀😀😀😀😀😀😀😀😀😀😀😀", "                    x",
    ])
  func staysWithinWidth(text: String) throws {
    for maxWidth in [150.0, 300, 451.5] {
      let measured = try measure(text, maxWidth: maxWidth)
      #expect(measured.width <= maxWidth + 0.01)
      let single = try measure(text, maxWidth: 20_000)
      #expect(single.lineCount == 1)
      #expect(Double(measured.lineCount) >= (single.width / maxWidth).rounded(.down))
    }
  }

  @Test("breaks between words where it can")
  func breaksBetweenWords() throws {
    let word = try measure("wonderful", maxWidth: 900).width
    #expect(try measure("wonderful wonderful", maxWidth: word + 1).lineCount == 2)
    #expect(try measure("wonderful wonderful", maxWidth: word - 1).lineCount == 4)
  }

  @Test(
    "keeps the text's own lines, however they end",
    arguments: ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc", "a\u{85}b\u{85}\u{85}c"])
  func keepsLines(text: String) throws {
    let measured = try measure(text, maxWidth: 900)
    #expect(measured.lineCount == 4)
    #expect(measured == (try measure("a\nb\n\nc", maxWidth: 900)))
  }

  @Test("sets lines apart by line_height times the font's own", arguments: [0.5, 1, 1.5, 3])
  func multipliesLineHeight(factor: Double) throws {
    let one = try measure("H", maxWidth: 900).height
    let three = try measure("H\nH\nH", maxWidth: 900, lineHeight: factor)
    #expect(abs(three.height - one * (1 + 2 * factor)) < 0.1)
    let plain = try measure("H\nH\nH", maxWidth: 900)
    #expect(abs(plain.height - 3 * one) < 0.1)
  }
}
