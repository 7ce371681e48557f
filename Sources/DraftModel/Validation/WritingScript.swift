/// A script of the world, as far as fonts are commonly missing for it.
public enum WritingScript: String, Hashable, Sendable, CaseIterable {
  case latin, greek, cyrillic, hebrew, arabic, devanagari, bengali, tamil, thai, han, kana, hangul
  case emoji

  /// The script that a letter belongs to, by the blocks of the Unicode Standard; nothing for what all
  /// scripts share and for scripts that are not told apart here.
  public init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F: self = .cyrillic
    case 0x590...0x5FF: self = .hebrew
    case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: self = .arabic
    case 0x900...0x97F: self = .devanagari
    case 0x980...0x9FF: self = .bengali
    case 0xB80...0xBFF: self = .tamil
    case 0xE00...0xE7F: self = .thai
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: self = .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: self = .han
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: self = .hangul
    case 0x1F300...0x1FAFF: self = .emoji
    default: return nil
    }
  }

  /// Whether its letters fill a square each and are read one by one.
  var isFullWidth: Bool {
    switch self {
    case .han, .kana, .hangul, .emoji: true
    default: false
    }
  }
}
