extension String {
  /// The text on one line of a terminal: every scalar that alters the display is written as its code.
  package var withoutControls: String {
    replacingScalars { $0.altersDisplay ? $0.code : nil }
  }

  /// The text with its line feeds, each line as ``withoutControls`` writes it; a carriage return before a line feed is
  /// left out.
  ///
  /// - Parameter keepsTabs: Whether tabs are kept too, as in a file that is shown as it is.
  package func linesWithoutControls(keepsTabs: Bool = false) -> String {
    var result = String.UnicodeScalarView()
    // A carriage return waits for what comes after it.
    var waits = false
    for scalar in unicodeScalars {
      if waits, scalar != "\n" { result.append(contentsOf: "\\u{d}".unicodeScalars) }
      waits = scalar == "\r"
      switch scalar {
      case "\r": break
      case "\n": result.append(scalar)
      case "\t" where keepsTabs: result.append(scalar)
      default:
        if scalar.altersDisplay {
          result.append(contentsOf: scalar.code.unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
    }
    if waits { result.append(contentsOf: "\\u{d}".unicodeScalars) }
    return String(result)
  }

  /// Lines that a form has escaped and coloured: of all that alters the display only line feeds and, where colours are
  /// wanted, the codes of ECMA-48 for one colour or style pass.
  package func renderedForTerminal(isColored: Bool) -> String {
    guard isColored, utf8.contains(0x1B) else { return linesWithoutControls() }
    var result = ""
    let parts = unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    for (number, scalars) in parts.enumerated() {
      let part = String(String.UnicodeScalarView(scalars))
      let style = number == 0 ? nil : part.prefixMatch(of: #/\[\d{1,2}m/#)?.output
      if number > 0 { result += style == nil ? "\u{1B}".withoutControls : "\u{1B}" }
      result += style ?? ""
      result += String(part.dropFirst(style?.count ?? 0)).linesWithoutControls()
    }
    return result
  }

  /// The text between the codes of a style of ECMA-48.
  ///
  /// - Parameter style: The style's number, such as 31 for red; `nil` for none.
  package func styledForTerminal(_ style: Int?) -> String {
    style.map { "\u{1B}[\($0)m\(self)\u{1B}[0m" } ?? self
  }
}
