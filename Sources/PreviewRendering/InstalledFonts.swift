public import DraftModel
public import TextPainting

/// Which scripts the fonts of this machine can write.
public struct InstalledFonts: Hashable, Sendable {
  /// The families that write each script; a script that none can write is absent.
  public let families: [WritingScript: [String]]

  /// Asks the font system.
  ///
  /// - Throws: `TextPaintingError` if it cannot be started.
  public init() throws(TextPaintingError) {
    let painter = try TextPainter()
    var families: [WritingScript: [String]] = [:]
    for script in WritingScript.allCases {
      let measured = try painter.measurement(
        of: script.sample, style: TextStyle(size: 40), maxWidth: 1000)
      if measured.missingGlyphCount == 0 { families[script] = measured.fontsUsed }
    }
    self.families = families
  }
}

extension WritingScript {
  /// A few of its most frequent letters.
  var sample: String {
    switch self {
    case .latin: "Aé"
    case .greek: "αβ"
    case .cyrillic: "дж"
    case .hebrew: "אב"
    case .arabic: "مر"
    case .devanagari: "नम"
    case .bengali: "কখ"
    case .tamil: "கந"
    case .thai: "กข"
    case .han: "中文"
    case .kana: "かな"
    case .hangul: "한글"
    case .emoji: "😀"
    }
  }
}
