/// The text of a subtitle file, apart from what its cues mean.
enum SubtitleText {
  /// UTF-16 where the byte order mark says so, else UTF-8 with or without one; what is invalid is replaced.
  static func decode(_ bytes: [UInt8]) -> String {
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFE, 0xFF): return utf16(bytes.dropFirst(2)) { UInt16($0) << 8 | UInt16($1) }
    case (0xFF, 0xFE): return utf16(bytes.dropFirst(2)) { UInt16($1) << 8 | UInt16($0) }
    default:
      let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      return String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self)
    }
  }

  private static func utf16(
    _ bytes: ArraySlice<UInt8>, _ unit: (UInt8, UInt8) -> UInt16
  ) -> String {
    let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
      .map { unit(bytes[$0], bytes[$0 + 1]) }
    return String(decoding: units, as: UTF16.self)
  }

  /// The lines, ended by line feed, carriage return or both.
  static func lines(of text: String) -> [Substring] {
    // "\r\n" is one Character, so this ends a line once.
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
  }

  /// Takes markup away: tags, the braces that SubRip players know, and WebVTT's character references.
  static func plain(_ text: String, _ format: SubtitleFormat) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      switch character {
      case "<":
        // In WebVTT every "<" begins a tag; in SubRip only one that names a known tag does.
        let end = rest.firstIndex(of: ">")
        let isTag = format == .webVTT || end.map { isSubRipTag(rest[..<$0]) } ?? false
        if isTag {
          rest = end.map { rest[rest.index(after: $0)...] } ?? ""
          continue
        }
      case "{" where format == .subRip && rest.hasPrefix("{\\"):
        if let end = rest.firstIndex(of: "}") {
          rest = rest[rest.index(after: end)...]
          continue
        }
      case "&" where format == .webVTT:
        if let end = rest.prefix(12).firstIndex(of: ";"),
          let meant = reference(rest[rest.index(after: rest.startIndex)..<end])
        {
          result.append(meant)
          rest = rest[rest.index(after: end)...]
          continue
        }
      default: break
      }
      result.append(character)
      rest.removeFirst()
    }
    return result
  }

  private static func isSubRipTag(_ tag: Substring) -> Bool {
    let name = tag.dropFirst().drop { $0 == "/" }.prefix { $0.isLetter }.lowercased()
    return ["b", "i", "u", "s", "font"].contains(name)
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
