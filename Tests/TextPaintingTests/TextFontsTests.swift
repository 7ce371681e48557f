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
      ("直角骨海外", "Noto Sans CJK JP", ["ja"]), ("直角骨海外", "Noto Sans CJK SC", ["zh-cn"]),
      ("直角骨海外", "'Noto Sans CJK TC', sans-serif", ["zh-tw"]),
      ("直角骨海外", "Noto Sans CJK KR", ["ko"]), ("直角骨海外", "Noto Sans CJK HK", ["zh-hk"]),
      ("直角骨海外", "Noto Sans JP", ["ja"]), ("直角骨海外", "Playfair Display SC", ["zh-cn"]),
      ("日本語", nil, ["ja"]), ("東京旅行記", nil, ["ja"]), ("简体中文", nil, ["zh-cn"]),
      ("直角骨海", nil, ["zh-cn"]), ("繁體中文", nil, ["zh-tw"]), ("臺灣旅遊", nil, ["zh-tw"]),
      ("直角\nかな", nil, ["ja"]), ("かな\n直角", nil, ["ja"]), ("直角\n한국", nil, ["ko"]),
      ("直角\n한국 漢字\nかな 漢字", nil, ["ko", "ja"]), ("直角ㄅㄆ", nil, ["zh-tw"]),
      ("かな 直角", "Noto Sans CJK SC", ["zh-cn"]),
    ] as [(String, String?, [String])])
  func languages(text: String, family: String?, languages: [String]) throws {
    let fonts = try fonts(text, family)
    var found: [String] = []
    for run in fonts.runs where ["ja", "ko", "zh"].contains(run.language.prefix(2)) {
      let end = fonts.runs.first { $0.start > run.start }?.start ?? text.utf8.count
      let utf8 = Array(text.utf8)[run.start..<end]
      let hasHan = String(decoding: utf8, as: UTF8.self).unicodeScalars.contains {
        (0x4E00...0x9FFF).contains($0.value)
      }
      if hasHan, !found.contains(run.language) { found.append(run.language) }
    }
    #expect(found == languages)
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
