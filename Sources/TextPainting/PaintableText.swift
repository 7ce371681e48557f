/// A text made safe to lay out: bounded, with plain line ends and no control characters.
///
/// - Line ends of every kind (CR LF, CR, NEL) become LF.
/// - Other control characters, NUL among them, become U+FFFD; tabs stay.
/// - A cluster keeps at most ``scalarLimit`` code points, enough for every sequence in use.
struct PaintableText {
  /// The most code points of one cluster that are kept.
  ///
  /// The Stream-Safe Text Format (Unicode Annex 15) allows 30 combining marks in a row; the
  /// longest emoji sequences have ten code points.
  static let scalarLimit = 32

  let string: String
  /// The UTF-8 offset at which each grapheme cluster ends, in order.
  let graphemeEnds: [Int]
  /// Whether clusters beyond the limit were left out.
  let isTruncated: Bool

  init(_ source: String, graphemeLimit: Int) {
    var string = ""
    var ends: [Int] = []
    var isTruncated = false
    for character in source {
      guard ends.count < graphemeLimit else {
        isTruncated = true
        break
      }
      if character == "\r\n" {
        string.unicodeScalars.append("\n")
      } else {
        for scalar in character.unicodeScalars.prefix(Self.scalarLimit) {
          string.unicodeScalars.append(Self.paintable(scalar))
        }
      }
      ends.append(string.utf8.count)
    }
    self.string = string
    self.graphemeEnds = ends
    self.isTruncated = isTruncated
  }

  /// How many bytes the first `count` clusters take.
  func prefixLength(graphemes count: Int) -> Int {
    guard count > 0, !graphemeEnds.isEmpty else { return 0 }
    return graphemeEnds[min(count, graphemeEnds.count) - 1]
  }

  /// The language (BCP 47) whose forms Han characters take: the same code point is drawn
  /// differently in Japanese, Korean and Chinese.
  ///
  /// Kana means Japanese and Hangul Korean; Han alone is taken as simplified Chinese.
  var language: String {
    var hasHan = false
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x3040...0x30FF: return "ja"
      case 0x1100...0x11FF, 0xAC00...0xD7AF: return "ko"
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: hasHan = true
      default: break
      }
    }
    return hasHan ? "zh-cn" : "en"
  }

  private static func paintable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\n", "\t": scalar
    case "\r", "\u{85}": "\n"
    default: scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
  }
}
