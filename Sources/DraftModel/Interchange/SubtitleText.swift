/// The text of a subtitle's cue, apart from its markup.
struct SubtitleText {
  /// What is read.
  private(set) var text = ""
  /// Whether there was markup that is left out; a line break is not.
  private(set) var hadMarkup = false
  /// Where a code of SubStation Alpha (`{\an8}`) puts the cue.
  private(set) var position: SubtitleCue.Position?

  /// Takes markup away: tags, the braces that SubRip players know, and WebVTT's character references.
  init(_ source: String, _ format: SubtitleFormat) {
    var rest = source[...]
    while let character = rest.first {
      switch character {
      case "<":
        if let tag = Tag(rest, format) {
          if tag.isLineBreak { text.append("\n") } else { hadMarkup = true }
          rest = rest[tag.end...]
          continue
        }
      case "{" where format == .subRip:
        if let end = Self.codeEnd(rest) {
          hadMarkup = true
          position = position ?? Self.position(in: rest[..<end])
          rest = rest[end...]
          continue
        }
      case "&" where format == .webVTT:
        if let end = rest.prefix(12).firstIndex(of: ";"),
          let meant = Self.reference(rest[rest.index(after: rest.startIndex)..<end])
        {
          text.append(meant)
          rest = rest[rest.index(after: end)...]
          continue
        }
      default: break
      }
      text.append(character)
      rest.removeFirst()
    }
  }

  /// The lines, ended by line feed, carriage return or both.
  static func lines(of text: String) -> [Substring] {
    // "\r\n" is one Character, so this ends a line once.
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
  }

  /// A tag at the beginning of a text.
  private struct Tag {
    let end: Substring.Index
    let isLineBreak: Bool

    /// The tags that SubRip players know, and those of WebVTT, which files of either kind have.
    private static let known: Set<String> = [
      "b", "i", "u", "s", "em", "strong", "font", "span", "p", "c", "v", "lang", "ruby", "rt", "br",
    ]

    /// `nil` for a `<` that begins no tag: it is a letter of the text.
    ///
    /// WebVTT takes any `<` for the beginning of a tag, and of what people write (`a < b`, `<3`) it would show
    /// nothing; here a tag has a name, a class or a time right behind it and an end.
    init?(_ text: Substring, _ format: SubtitleFormat) {
      let inside = text.dropFirst()
      guard let close = inside.firstIndex(where: { "<>".contains($0) }), inside[close] == ">" else {
        return nil
      }
      let body = text[text.index(after: text.startIndex)..<close].drop { $0 == "/" }
      let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
      let rest = body.dropFirst(name.count).first
      let endsName = rest.map { $0.isWhitespace || "/.".contains($0) } ?? true
      isLineBreak = name == "br" && endsName
      end = text.index(after: close)
      if endsName, Self.known.contains(name) { return }
      guard format == .webVTT else { return nil }
      // `<>` and `</>` are tags without a name.
      guard let first = body.first else { return }
      let isTime = first.isNumber && body.contains(":")
      guard first.isLetter || first == "." || isTime else { return nil }
    }
  }

  /// The end of a code in braces: `{\i1}` of SubStation Alpha, or `{y:i}` of MicroDVD.
  private static func codeEnd(_ text: Substring) -> Substring.Index? {
    let body = text.dropFirst()
    guard let first = body.first, let close = text.firstIndex(of: "}") else { return nil }
    let isMicroDVD = "CcFfoPSsYyH".contains(first) && body.dropFirst().first == ":"
    return first == "\\" || isMicroDVD ? text.index(after: close) : nil
  }

  /// The place that `\an1` to `\an9` means, as on a keypad.
  private static func position(in code: Substring) -> SubtitleCue.Position? {
    guard let start = code.firstRange(of: "\\an")?.upperBound,
      let digit = code[start...].first?.wholeNumberValue
    else { return nil }
    switch digit {
    case 1...3: return .bottom
    case 4...6: return .middle
    case 7...9: return .top
    default: return nil
    }
  }

  private static func reference(_ name: Substring) -> String? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "nbsp": return "\u{A0}"
    case "lrm": return "\u{200E}"
    case "rlm": return "\u{200F}"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.first == "#" else { return nil }
      let digits = name.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      return (isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits))
        .flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
  }
}
