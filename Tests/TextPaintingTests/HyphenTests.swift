import Testing
import TextPainting

@Suite("Hyphens")
struct HyphenTests {
  private func sample(_ text: String, width: Double) throws -> PaintedText {
    try TextPainter().sample(
      text, TextStyle(fontFamily: "DejaVu Sans", size: 40), maxWidth: width,
      picture: (4_000, 600), scale: 1)
  }

  @Test(
    "are not put in where a word is broken: the letters mark what they mark on one line",
    arguments: [
      "@thebestcookingchannelever", "Donaudampfschifffahrtsgesellschaft", "абвгдеёжзийклмн",
    ])
  func notPutIn(word: String) throws {
    let whole = try sample(word, width: 20_000)
    let broken = try sample(word, width: 150)
    #expect(broken.measurement.lineCount > 2)
    #expect(abs(broken.coverage - whole.coverage) < 0.01 * whole.coverage)
  }

  @Test("of the text show where a line breaks at them, and nowhere else")
  func soft() throws {
    let hyphen = try sample("-", width: 900).coverage
    let plain = try sample("sunflower", width: 900)
    let unbroken = try sample("sun\u{AD}flower", width: 900)
    #expect(unbroken.pixels == plain.pixels)
    let width = try TextPainter().measurement(
      of: "flower-", style: TextStyle(fontFamily: "DejaVu Sans", size: 40), maxWidth: 900
    ).width
    let broken = try sample("sun\u{AD}flower", width: width)
    #expect(broken.measurement.lineCount == 2)
    #expect(abs(broken.coverage - plain.coverage - hyphen) < 0.2 * hyphen)
  }
}
