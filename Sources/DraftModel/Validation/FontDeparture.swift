/// One way in which the fonts of a machine do not draw a text as its style asks.
public enum FontDeparture: Hashable, Sendable {
  /// Families that the style names are not installed, and another is drawn.
  case missingFamilies([String], drawn: String?)
  /// The family is installed, but the rules of the font system have another one drawn in its place.
  case replaced(family: String, drawn: String)
  /// No installed font has these letters; each is drawn as a box.
  case missingLetters([Unicode.Scalar])
  /// The font has no letters of this weight.
  case weight(asked: Int, drawn: Int, family: String)
  /// The font has no bold letters; its regular ones are thickened.
  case thickened(family: String)
  /// The font has no slanted letters; its upright ones are sheared.
  case sheared(family: String)
  /// The font has no slanted letters, and upright ones are drawn.
  case upright(family: String)
  /// The text is longer than what is drawn.
  case cut(drawn: Int)
}

extension FontDeparture {
  /// Whether a part of the text cannot be read, as opposed to looking different.
  public var isLoss: Bool {
    switch self {
    case .missingLetters, .cut: true
    case .missingFamilies, .replaced, .weight, .thickened, .sheared, .upright: false
    }
  }

  /// What departs, one sentence without a full stop.
  public var message: String {
    switch self {
    case .missingFamilies(let names, let drawn):
      let shown = names.prefix(Self.listed).map { "\"\($0.onOneLine(limit: Self.nameLength))\"" }
      let more = names.count - Self.listed
      let list = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
      let what =
        names.count == 1
        ? "the font \(list) is not installed" : "the fonts \(list) are not installed"
      return drawn.map { "\(what); \"\($0)\" is drawn instead" } ?? what
    case .replaced(let family, let drawn):
      let name = family.onOneLine(limit: Self.nameLength)
      return "the font \"\(name)\" is installed, but fontconfig's rules draw \"\(drawn)\" instead"
    case .missingLetters(let letters):
      let list = letters.prefix(Self.listed).map(Self.name).joined(separator: ", ")
      let more = letters.count - Self.listed
      return "no font here has \(list)\(more > 0 ? " and \(more) more letters" : ""); "
        + (letters.count == 1 ? "a box is drawn" : "boxes are drawn")
    case .weight(let asked, let drawn, let family):
      return "weight \(asked) is drawn as \(drawn), the nearest that \"\(family)\" has here"
    case .thickened(let family): return "\"\(family)\" has no bold here; its letters are thickened"
    case .sheared(let family): return "\"\(family)\" has no italic here; its letters are slanted"
    case .upright(let family): return "\"\(family)\" has no italic here; it is drawn upright"
    case .cut(let drawn):
      let letters = drawn == 1 ? "1 letter of it is" : "\(drawn) letters of it are"
      return "the text is too long: \(letters) drawn and the rest is left out"
    }
  }

  /// What to do next, one sentence without a full stop.
  public var advice: String {
    switch self {
    case .missingFamilies: "install it, or name one that is"
    case .replaced: "change the rule in fontconfig's settings, or name another font"
    case .missingLetters: "install a font that has them, such as those of Noto"
    case .weight, .thickened: "install the font in this weight, or ask for one that it has"
    case .sheared, .upright: "install the font's italic, or choose a font that has one"
    case .cut: "split the text into several titles"
    }
  }

  /// How many names or letters a message lists.
  private static let listed = 5

  /// How many characters of a family's name a message shows.
  private static let nameLength = 60

  /// A letter with its code point; only the code where a reader could not see the letter.
  private static func name(_ letter: Unicode.Scalar) -> String {
    let digits = String(letter.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let properties = letter.properties
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber,
      .mathSymbol, .currencySymbol, .otherSymbol, .otherPunctuation:
      properties.isBidiControl || properties.isDefaultIgnorableCodePoint
        ? code : "\"\(letter)\" (\(code))"
    default: code
    }
  }
}
