import Testing
import TextPainting

@Suite("Font families")
struct FontFamilyTests {
  @Test("that are installed are found, in any case, first of a list")
  func findsInstalled() throws {
    let painter = try TextPainter()
    for family in [
      "Noto Sans", "noto sans", "NotoSans", "DejaVu Serif", " DejaVu Sans , No Such Font",
      "sans-serif", "serif", "Monospace", "system-ui", "", " , Noto Sans", "'Noto Sans'",
      #""DejaVu Sans", sans-serif"#, "  Noto   Sans ", #"Noto\ Sans"#, #"Noto\20 Sans, serif"#,
      #"'DejaVu \53 ans'"#, #"\4e oto Sa\00006Es"#, #"'Noto Sans\"#,
    ] {
      #expect(painter.hasFontFamily(family), "\(family)")
    }
    #expect(try TextPainter.fontFamilies().contains("Noto Sans"))
    #expect(try TextPainter.fontFamilies() == TextPainter.fontFamilies().sorted())
  }

  @Test("that are missing are reported, and the substitute named")
  func reportsMissing() throws {
    let painter = try TextPainter()
    for family in [
      "No Such Font", "'No Such Font', Noto Sans", "Noto Sans\0", "💥", "A, B",
      #"Noto Sans\0"#, #"Noto\"Sans"#, #"Noto Sans\110000"#,
    ] {
      let measured = try painter.sample("Text", TextStyle(fontFamily: family, size: 60)).measurement
      #expect(!measured.requestedFontFound, "\(family)")
      #expect(measured.missingGlyphCount == 0)
      #expect(!measured.fontsUsed.isEmpty)
    }
  }

  @Test("that are installed are not replaced, where no rule of the user's does so")
  func areNotReplaced() throws {
    let painter = try TextPainter()
    let families = try TextPainter.fontFamilies().filter { painter.hasFontFamily("'\($0)'") }
    #expect(families.count > 5)
    for family in families {
      let fonts = try painter.fonts(of: "A", style: TextStyle(fontFamily: "'\(family)'", size: 60))
      #expect(fonts.replacedFamily == nil && fonts.missingFamilies.isEmpty, "\(family)")
    }
  }

  @Test("are used when asked for")
  func usesRequested() throws {
    let painter = try TextPainter()
    for (family, name) in [
      ("DejaVu Serif", "DejaVu Serif"), ("DejaVu Sans Mono", "DejaVu Sans Mono"),
      ("Noto Sans", "Noto Sans"), ("'DejaVu Serif', sans-serif", "DejaVu Serif"),
      (#""DejaVu Sans Mono""#, "DejaVu Sans Mono"), ("'A, B', DejaVu Serif", "DejaVu Serif"),
      ("ui-monospace, 'DejaVu Serif'", "DejaVu Sans Mono"),
    ] {
      let measured = try painter.sample("Text", TextStyle(fontFamily: family, size: 60)).measurement
      #expect(measured.fontsUsed == [name] || family.hasPrefix("ui"), "\(family)")
      guard !family.contains("A, B") else { continue }
      #expect(measured.requestedFontFound)
    }
  }

  @Test("have weights: bold marks more than regular, and slants differ from upright")
  func haveWeights() throws {
    let painter = try TextPainter()
    let regular = try painter.sample("Weight")
    let bold = try painter.sample("Weight", TextStyle(size: 60, weight: 700))
    let italic = try painter.sample("Weight", TextStyle(size: 60, isItalic: true))
    #expect(bold.coverage > 1.2 * regular.coverage)
    #expect(italic.pixels != regular.pixels)
  }
}
