extension String {
  /// The text as GitHub, GitLab and their kin show it literally, on one line and in the cell of a table.
  ///
  /// Punctuation of Markdown gets a backslash, and what HTML reads is written as entities. Mentions, references and bare
  /// addresses are found by such services in the text of the finished page, in which no backslash is left: a zero width
  /// space, written as an entity, goes into each (`@name`, `#12`, `https://`, `www.`).
  package var escapedForMarkdown: String {
    var result = String.UnicodeScalarView()
    let scalars = Array(withoutLineBreaks.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      result.append(contentsOf: Self.markdown(scalar, before: next, in: scalars, at: index))
    }
    return String(result)
  }

  private static let gap = "&#8203;"

  private static func markdown(
    _ scalar: Unicode.Scalar, before next: Unicode.Scalar, in scalars: [Unicode.Scalar],
    at index: Int
  ) -> String.UnicodeScalarView {
    let text: String
    switch scalar {
    case "<": text = "&lt;"
    case ">": text = "&gt;"
    case "&": text = "&amp;"
    case "@": text = "&#64;" + gap
    case "#": text = next.isASCIIDigit ? "&#35;" + gap : "\\#"
    // Of `https://`, `mailto:` and `:smile:`; a colon before a space or a digit begins nothing.
    case ":" where next != " " && !next.isASCIIDigit: text = "&#58;" + gap
    case "." where isAfterWWW(index, in: scalars): text = "&#46;" + gap
    case "-" where next.isASCIIDigit && isAfterGH(index, in: scalars): text = "-" + gap
    case "\\", "`", "*", "_", "[", "]", "|", "~", "!", "$": text = "\\\(scalar)"
    default:
      text = scalar.altersDisplay || scalar.isNoncharacter ? "\\" + scalar.code : String(scalar)
    }
    return text.unicodeScalars
  }

  /// Whether `www` ends before the index, in either case.
  private static func isAfterWWW(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    index >= 3 && scalars[(index - 3)..<index].allSatisfy { $0 == "w" || $0 == "W" }
  }

  /// Whether `GH` ends before the index, as in a reference to an issue: `GH-12`.
  private static func isAfterGH(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    index >= 2 && (scalars[index - 2] == "G" || scalars[index - 2] == "g")
      && (scalars[index - 1] == "H" || scalars[index - 1] == "h")
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
}
