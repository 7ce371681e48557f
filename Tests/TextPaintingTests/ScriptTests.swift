import Testing
import TextPainting

@Suite("Scripts")
struct ScriptTests {
  @Test(
    "find their glyphs in a font that has them",
    arguments: [
      ("Latin: Größe, Łódź, ångström", ["Noto Sans"]),
      ("Ελληνικά и кириллица", ["Noto Sans"]),
      ("日本語のテキスト", ["Noto Sans CJK JP"]),
      ("简体中文", ["Noto Sans CJK SC"]),
      ("한국어 텍스트", ["Noto Sans CJK KR"]),
      ("مرحبا بالعالم", ["Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans"]),
      ("שלום עולם", ["Noto Sans Hebrew", "DejaVu Sans"]),
      ("हिन्दी", ["Noto Sans Devanagari"]),
      ("ภาษาไทย", ["Noto Sans Thai", "Noto Looped Thai"]),
      ("😀🎬🇩🇪👩‍👩‍👧‍👦", ["Noto Color Emoji"]),
    ])
  func findGlyphs(text: String, families: [String]) throws {
    let measured = try TextPainter().sample(text).measurement
    #expect(measured.missingGlyphCount == 0)
    #expect(measured.fontsUsed.contains { families.contains($0) }, "\(measured.fontsUsed)")
  }

  @Test("report what no font has, and draw it as a box")
  func reportMissingGlyphs() throws {
    let painted = try TextPainter().sample("a\u{10FFFD}b\u{10FFFC}")
    #expect(painted.measurement.missingGlyphCount == 2)
    #expect(try painted.coverage > TextPainter().sample("ab").coverage + 50)
  }

  @Test("draw emoji in their own colours, also under a text colour")
  func drawEmojiInColour() throws {
    let style = TextStyle(size: 100, color: RGBA(red: 0, green: 0, blue: 255))
    let painted = try TextPainter().sample("😀", style)
    let yellow = stride(from: 0, to: painted.pixels.count, by: 4).count {
      painted.pixels[$0] > 200 && painted.pixels[$0 + 1] > 150 && painted.pixels[$0 + 2] < 100
    }
    #expect(Double(yellow) > 0.3 * Double(painted.width * painted.height))
  }

  @Test("give emoji the alpha of the text")
  func fadeEmoji() throws {
    let painter = try TextPainter()
    let style = TextStyle(size: 100, color: RGBA(red: 0, green: 0, blue: 0, alpha: 51))
    let (opaque, faint) = try (painter.sample("😀"), painter.sample("😀", style))
    #expect(opaque.alpha(400, 300) == 255)
    #expect(abs(faint.alpha(400, 300) - 51) <= 1)
  }

  @Test("join Arabic letters: a word is narrower than its letters alone")
  func joinArabic() throws {
    let painter = try TextPainter()
    let width = { (text: String) in
      try painter.measurement(of: text, style: TextStyle(size: 60), maxWidth: 2_000).width
    }
    for word in ["مرحبا", "بالعالم", "السلام"] {
      let alone = try word.map { try width(String($0)) }.reduce(0, +)
      #expect(try width(word) < 0.95 * alone)
    }
  }

  @Test("draw Arabic and Hebrew from right to left")
  func drawRightToLeft() throws {
    // A full stop at the end of a Hebrew sentence stands at its left.
    let painter = try TextPainter()
    let plain = try painter.sample("שלום", TextStyle(size: 60, alignment: .right))
    let stopped = try painter.sample("שלום.", TextStyle(size: 60, alignment: .right))
    let stop = try painter.measurement(of: ".", style: TextStyle(size: 60), maxWidth: 900).width
    let (a, b) = try (#require(plain.ink()), #require(stopped.ink()))
    // The longer block is centred, so its letters move right by half a stop.
    #expect(abs(Double(b.right - a.right) - stop / 2) <= 4)
    #expect(b.left < a.left)
  }

  @Test("make one picture of an emoji sequence and one letter of letter and mark")
  func combine() throws {
    let painter = try TextPainter()
    let width = { (text: String) in
      try painter.measurement(of: text, style: TextStyle(size: 60), maxWidth: 2_000).width
    }
    for sequence in ["👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "🏳️‍🌈"] { #expect(try width(sequence) == width("😀")) }
    #expect(try abs(width("e\u{301}") - width("e")) < 1)
    #expect(try abs(width("x\u{323}\u{302}") - width("x")) < 1)
    let measured = try painter.sample("👩‍👩‍👧‍👦e\u{301}🇩🇪").measurement
    #expect(measured.graphemeCount == 3)
  }
}
