import TestSupport
import Testing
import TextPainting

@Suite("Fonts of a text")
struct TextFontsTests {
  private func fonts(
    _ text: String, _ family: String? = nil, weight: Int = 400, italic: Bool = false
  ) throws -> TextFonts {
    try TextPainter().fonts(
      of: text,
      style: TextStyle(fontFamily: family, size: 60, weight: weight, isItalic: italic))
  }

  @Test(
    "name the families of a list that are missing before the first that is there",
    arguments: [
      (nil, []), ("sans-serif", []), ("Noto Sans", []), ("noto sans, Nowhere", []),
      ("Nowhere", ["Nowhere"]), ("Nowhere, 'Noto Sans', Elsewhere", ["Nowhere"]),
      (#""No, Where", Elsewhere, serif, Never"#, ["No, Where", "Elsewhere"]), ("system-ui", []),
      ("''", []), (", ,", []), ("'unclosed", ["unclosed"]),
    ] as [(String?, [String])])
  func missingFamilies(family: String?, missing: [String]) throws {
    #expect(try fonts("Title", family).missingFamilies == missing)
  }

  @Test("list each letter that no font has once, and none that one has")
  func missingLetters() throws {
    let text = "a\u{10FFFD}b\u{10FFFC}\u{10FFFD} 漢字 नमस्ते 😀 e\u{301} 👩‍👩‍👧‍👦 \u{200D}"
    #expect(try fonts(text).missingLetters == ["\u{10FFFD}", "\u{10FFFC}"])
  }

  @Test("have runs that cover the text in order, each in a face with a file")
  func runs() throws {
    var generator = SeededGenerator()
    let words = [
      "Title", "漢字", "かな", "한국", "שלום", "مرحبا", "नमस्ते", "ไทย", "😀", " ", "\n", "e\u{301}",
    ]
    for _ in 0..<40 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        words.randomElement(using: &generator) ?? "a"
      }.joined()
      let fonts = try fonts(text)
      #expect(fonts.runs.map(\.start) == fonts.runs.map(\.start).sorted(), "\(generator)")
      #expect(fonts.runs.allSatisfy { fonts.faces.indices.contains($0.face) })
      #expect(fonts.runs.allSatisfy { $0.start < text.utf8.count })
      #expect(fonts.faces.allSatisfy { $0.path.hasPrefix("/") && !$0.family.isEmpty })
      // The same text has the same fonts whatever was asked before.
      #expect(fonts == (try self.fonts(text)))
    }
  }

  @Test("tell the weight that is drawn from the one asked for, and a slant that is made")
  func styles() throws {
    let bold = try #require(fonts("Title", "DejaVu Sans Mono", weight: 900).faces.first)
    #expect(bold.weight == 700 && !bold.isThickened)
    let regular = try #require(fonts("Title", "DejaVu Sans Mono").faces.first)
    #expect(regular.weight == 400 && !regular.isSlanted && !regular.isSheared)
    // Noto Sans has italics of its own; those of Noto Sans CJK are made.
    let own = try #require(fonts("Title", "Noto Sans", italic: true).faces.first)
    #expect(own.isSlanted && !own.isSheared)
    let made = try #require(fonts("直角", "Noto Sans CJK JP", italic: true).faces.first)
    #expect(made.isSlanted && made.isSheared)
    #expect(try fonts("😀").faces.allSatisfy(\.isColoured))
  }

  @Test(
    "choose the forms of Han characters by the font asked for, then by the text",
    arguments: [
      ("直角骨海外", "Noto Sans CJK JP", ["JP"]), ("直角骨海外", "Noto Sans CJK SC", ["SC"]),
      ("直角骨海外", "'Noto Sans CJK TC', sans-serif", ["TC"]),
      ("直角骨海外", "Noto Sans CJK KR", ["KR"]), ("直角骨海外", "Noto Sans CJK HK", ["HK"]),
      ("直角骨海外", "Noto Sans JP", ["JP"]), ("直角骨海外", "Playfair Display SC", ["SC"]),
      ("日本語", nil, ["JP"]), ("東京旅行記", nil, ["JP"]), ("简体中文", nil, ["SC"]),
      ("直角骨海", nil, ["SC"]), ("繁體中文", nil, ["TC"]), ("臺灣旅遊", nil, ["TC"]),
      ("直角\nかな", nil, ["JP"]), ("かな\n直角", nil, ["JP"]), ("直角\n한국", nil, ["KR"]),
      ("한국 漢字 text", "DejaVu Sans", ["KR"]), ("직각 直角", "Noto Sans KR", ["KR"]),
      ("直角\n한국 漢字\nかな 漢字", nil, ["KR", "JP"]), ("直角ㄅㄆ", nil, ["TC"]),
      ("かな 直角", "Noto Sans CJK SC", ["SC"]),
    ] as [(String, String?, [String])])
  func hanFonts(text: String, family: String?, regions: [String]) throws {
    let fonts = try fonts(text, family)
    var found: [String] = []
    for (index, run) in fonts.runs.enumerated() {
      let end = index + 1 < fonts.runs.count ? fonts.runs[index + 1].start : text.utf8.count
      let letters = String(decoding: Array(text.utf8)[run.start..<end], as: UTF8.self)
        .unicodeScalars
      let face = fonts.faces[run.face].family
      if letters.contains(where: { (0x4E00...0x9FFF).contains($0.value) }), !found.contains(face) {
        found.append(face)
      }
    }
    #expect(found == regions.map { "Noto Sans CJK \($0)" })
  }

  @Test("are drawn in the forms of a CJK font that is named")
  func forms() throws {
    let painter = try TextPainter()
    func picture(_ text: String, _ family: String?) throws -> [UInt8] {
      try painter.sample(text, TextStyle(fontFamily: family, size: 120)).pixels
    }
    let text = "直角骨海外"
    let named = try ["JP", "SC", "TC"].map { try picture(text, "Noto Sans CJK \($0)") }
    #expect(Set(named).count == 3)
    // Simplified Chinese text in a Japanese font has that font's forms, whatever its language.
    #expect(try picture("骨直", "Noto Sans CJK JP") != picture("骨直", "Noto Sans CJK SC"))
  }
}
