/// The families that a style names, most wanted first, written as CSS's `font-family` is.
///
/// Names are apart by commas and may be quoted; blanks around and between words don't count. A backslash is read as
/// CSS Syntax Level 3, section 4.3.7, reads it: before up to six hexadecimal digits it stands for that code point, and
/// before anything else it takes that as it is.
struct FontList: Hashable, Sendable {
  /// The names without quotes; none when the style names no family.
  let names: [String]

  init(_ text: String?) {
    var names: [String] = []
    var name = ""
    var quote: Character?
    func finish() {
      let words = name.split(whereSeparator: \.isWhitespace)
      if !words.isEmpty { names.append(words.joined(separator: " ")) }
      name = ""
    }
    var rest = (text ?? "")[...]
    while let character = rest.popFirst() {
      switch character {
      case "\\": name += Self.escaped(&rest)
      case _ where character == quote: quote = nil
      case "\"" where quote == nil && name.allSatisfy(\.isWhitespace),
        "'" where quote == nil && name.allSatisfy(\.isWhitespace):
        quote = character
      case "," where quote == nil: finish()
      default: name.append(character)
      }
    }
    finish()
    self.names = names
  }

  /// What a backslash before `rest` stands for; takes it from there.
  private static func escaped(_ rest: inout Substring) -> String {
    let digits = rest.prefix(6).prefix { $0.isASCII && $0.isHexDigit }
    guard let value = UInt32(digits, radix: 16) else {
      return rest.popFirst().map(String.init) ?? ""
    }
    rest.removeFirst(digits.count)
    if rest.first?.isWhitespace == true { rest.removeFirst() }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    return String(Character(scalar ?? "\u{FFFD}"))
  }

  /// The list as Pango takes it, apart by commas; `sans-serif` when there is no name that it can take.
  var pangoFamilies: String {
    let usable = names.filter { name in
      !name.contains(",") && !name.unicodeScalars.contains { $0.value < 0x20 }
    }
    guard !usable.isEmpty else { return "sans-serif" }
    return usable.map { Self.generic[Self.key($0)] ?? $0 }.joined(separator: ",")
  }

  /// Whether a name stands for whatever font the machine has of a kind, and is never missing.
  static func isGeneric(_ name: String) -> Bool { generic[key(name)] != nil }

  /// A name as fontconfig compares it: case and blanks don't count.
  static func key(_ name: String) -> String {
    String(name.lowercased().filter { !$0.isWhitespace })
  }

  /// The generic families of CSS Fonts Level 4, the aliases of them in use, and fontconfig's names.
  private static let generic: [String: String] = [
    "sans-serif": "sans-serif", "sans": "sans-serif", "system-ui": "sans-serif",
    "ui-sans-serif": "sans-serif", "ui-rounded": "sans-serif", "-apple-system": "sans-serif",
    "blinkmacsystemfont": "sans-serif", "serif": "serif", "ui-serif": "serif",
    "monospace": "monospace", "mono": "monospace", "ui-monospace": "monospace",
    "cursive": "cursive", "fantasy": "fantasy", "emoji": "emoji", "math": "math",
    "fangsong": "fangsong",
  ]
}
