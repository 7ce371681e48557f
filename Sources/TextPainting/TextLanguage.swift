import CPango

/// Finds the language whose forms Han characters take: the same code point is drawn differently in
/// Japanese, Korean and the regions of Chinese.
///
/// The font decides first: who asks for "Noto Sans CJK JP" gets its forms. Otherwise the text does: a
/// paragraph with kana is Japanese, with Hangul Korean, with bopomofo Taiwanese; one without is as the
/// first of the title's that is any of these; and a title of Han characters alone is of the language
/// whose everyday characters they are.
struct TextLanguage {
  /// A stretch of the text in one language, by UTF-8 offsets.
  struct Stretch: Hashable {
    let range: Range<Int>
    let language: String
  }

  /// In the order of the text; what none covers is without Han characters.
  let stretches: [Stretch]
  /// Whether the font asked for has forms of its own, which no language may replace.
  let keepsFontForms: Bool

  init(of text: String, families: FontList, installed: FontFamilies) {
    let paragraphs = Self.paragraphs(of: text)
    guard paragraphs.contains(where: \.hasHan) else {
      stretches = []
      keepsFontForms = false
      return
    }
    let asked = Self.asked(by: families, installed: installed)
    keepsFontForms = asked.isForHan
    let shared =
      asked.language ?? paragraphs.lazy.compactMap(\.language).first
      ?? Self.everyday(text.unicodeScalars.filter(Self.isHan))
    stretches = paragraphs.filter(\.hasHan).map { paragraph in
      Stretch(
        range: paragraph.range, language: asked.language ?? paragraph.language ?? shared)
    }
  }

  /// Whether Han characters of Korean text need a Korean font by name.
  ///
  /// Pango does not count Han among the scripts of Korean, and so passes the language on neither to the choice
  /// of the font nor to shaping.
  var needsKoreanFont: Bool { !keepsFontForms && stretches.contains { $0.language == "ko" } }

  /// Where Han characters of Korean text are in a part of the whole text, in bytes of the part.
  ///
  /// - Parameter offset: Where the part begins in the whole text.
  func koreanHan(in part: String, offset: Int) -> [Range<Int>] {
    let stretches = stretches.filter { $0.language == "ko" }
    var ranges: [Range<Int>] = []
    var position = 0
    for scalar in part.unicodeScalars {
      let end = position + scalar.utf8.count
      if Self.isHan(scalar), stretches.contains(where: { $0.range.contains(offset + position) }) {
        if let last = ranges.last, last.upperBound == position {
          ranges[ranges.count - 1] = last.lowerBound..<end
        } else {
          ranges.append(position..<end)
        }
      }
      position = end
    }
    return ranges
  }

  private struct Paragraph {
    var range: Range<Int>
    var hasHan = false
    /// The language that its other letters prove.
    var language: String?
  }

  private static func paragraphs(of text: String) -> [Paragraph] {
    var paragraphs: [Paragraph] = []
    var current = Paragraph(range: 0..<0)
    var offset = 0
    for scalar in text.unicodeScalars {
      offset += scalar.utf8.count
      current.range = current.range.lowerBound..<offset
      switch scalar.value {
      case 0x0A:
        paragraphs.append(current)
        current = Paragraph(range: offset..<offset)
      case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D:
        current.language = current.language ?? "ja"
      case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF:
        current.language = current.language ?? "ko"
      case 0x3105...0x312F: current.language = current.language ?? "zh-tw"
      default: current.hasHan = current.hasHan || isHan(scalar)
      }
    }
    paragraphs.append(current)
    return paragraphs
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// What the first family says that is for Han characters, or that was meant to be and is missing.
  private static func asked(
    by families: FontList, installed: FontFamilies
  ) -> (language: String?, isForHan: Bool) {
    for name in families.names where !FontList.isGeneric(name) {
      let suffix = region(of: name)
      if installed.contains(name) {
        let languages = installed.hanLanguages(of: name)
        guard !languages.isEmpty else { continue }
        return (suffix ?? (languages.count == 1 ? languages.first : nil), true)
      } else if let suffix {
        return (suffix, false)
      }
    }
    return (nil, false)
  }

  /// The language that a name ends in, as those of Noto, Source Han, PingFang and Plex do.
  ///
  /// `SC` alone proves nothing: fonts of small capitals have it, too.
  private static func region(of name: String) -> String? {
    let words = name.split { !($0.isLetter || $0.isNumber) }.map { $0.lowercased() }
    guard words.count > 1, let last = words.last(where: { !["bold", "regular"].contains($0) })
    else { return nil }
    switch last {
    case "jp": return "ja"
    case "kr": return "ko"
    case "tc", "tw": return "zh-tw"
    case "hk", "hc": return "zh-hk"
    case "sc", "cn":
      let families = [
        "noto", "source", "pingfang", "heiti", "songti", "kaiti", "plex", "sc", "cjk",
      ]
      return words.dropLast().contains(where: families.contains) ? "zh-cn" : nil
    default: return nil
    }
  }

  /// The language whose everyday characters most of `letters` are.
  ///
  /// Simplified Chinese is asked first. What it lacks is Japanese, unless it has one of the forms
  /// that Japanese gave up and Taiwan and Hong Kong kept.
  private static func everyday(_ letters: [Unicode.Scalar]) -> String {
    let counts = ["zh-cn", "ja", "zh-tw"].map { language in
      guard let characters = unsafe language.withBytes({ unsafe FcLangGetCharSet($0) }) else {
        return 0
      }
      return letters.count { unsafe FcCharSetHasChar(characters, $0.value) != 0 }
    }
    let (simplified, japanese, traditional) = (counts[0], counts[1], counts[2])
    if simplified >= max(japanese, traditional) { return "zh-cn" }
    let isOld = letters.contains { formsBeforeReform.contains($0) }
    return !isOld && japanese >= traditional ? "ja" : "zh-tw"
  }

  /// Characters of which Japanese uses a newer form since 1949: those in brackets in the list of
  /// characters for general use (Jōyō kanji, 2010) that Big5 has.
  private static let formsBeforeReform = Set(
    """
    亞惡壓圍醫壹稻飮隱營榮衞驛圓鹽應歐黃溫價會壞懷繪擴殼覺學嶽樂勸歡罐觀關陷巖顏歸氣龜僞戲犧舊據擧峽挾敎\
    曉區驅勳徑溪經繼莖螢輕鷄藝儉劍檢權獻縣險顯驗嚴廣恆號國黑濟齋劑櫻雜產參慘棧蠶贊殘絲齒兒辭濕實寫釋壽從\
    獸縱肅處緖敍獎將燒稱證乘剩壤孃條淨狀疊讓釀觸寢愼晉眞盡圖粹醉穗隨髓數樞聲靜齊攝竊專戰淺潛纖踐錢禪雙壯\
    搜爭總聰莊裝騷增藏臟續墮體對帶滯臺擇澤單擔膽團彈斷癡晝蟲鑄廳聽敕鎭遞鐵轉點傳黨盜燈當鬪德獨讀屆繩貳惱\
    腦霸廢拜賣麥發髮拔蠻祕濱拂佛邊變辯瓣豐默沒萬滿藥譯豫餘與搖樣謠來賴亂覽兩獵壘勵禮隸靈齡戀爐勞樓祿灣
    """.unicodeScalars)
}
