import DraftModel

/// Text that a terminal shows as it was meant: the words of this program, with foreign text in them escaped.
///
/// A string literal is this program's own text and is kept. Whatever is interpolated is foreign, and each of its
/// scalars that alters the display is written as its code (`\u{1b}`), so that no draft, file name, server or library
/// can move the cursor, set the title, fill the clipboard, turn the direction of writing or forge a line.
///
///     console.note("\(file): \(error)")
struct TerminalText: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringInterpolation {
  /// What is written to the terminal.
  let description: String

  /// Keeps this program's own text.
  init(stringLiteral value: String) { description = value }

  /// Takes what an interpolated literal has gathered.
  init(stringInterpolation: StringInterpolation) { description = stringInterpolation.text }

  /// Escapes foreign text that is to be on one line.
  init(_ foreign: String) { description = foreign.withoutControls }

  /// Escapes foreign text of several lines, each line for itself.
  ///
  /// - Parameter keepsTabs: Whether tabs are kept too, as in a file that is shown as it is.
  init(lines foreign: String, keepsTabs: Bool = false) {
    description = foreign.linesWithoutControls(keepsTabs: keepsTabs)
  }

  /// Takes lines that a form has escaped and coloured; only such colours pass, and only where they are wanted.
  init(rendered text: String, isColored: Bool) {
    description = text.renderedForTerminal(isColored: isColored)
  }

  /// Puts text between the codes of a style.
  ///
  /// - Parameter style: The number that ECMA-48 gives the style, such as 31 for red; `nil` for none.
  init(_ text: TerminalText, style: Int?) {
    description = text.description.styledForTerminal(style)
  }

  /// Joins texts.
  static func + (left: TerminalText, right: TerminalText) -> TerminalText {
    TerminalText(safe: left.description + right.description)
  }

  fileprivate init(safe: String) { description = safe }

  /// Gathers the parts of a literal.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity * 2)
    }

    /// Adds this program's own text.
    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Adds text that is escaped already.
    mutating func appendInterpolation(_ part: TerminalText) { text += part.description }

    /// Adds the description of a foreign value on one line; a failure of several lines keeps its own.
    mutating func appendInterpolation<Value>(_ value: Value) {
      let part = (value as? CommandFailure)?.text ?? TerminalText(String(describing: value))
      text += part.description
    }

    /// Adds foreign text of several lines.
    mutating func appendInterpolation(lines: String) {
      text += TerminalText(lines: lines).description
    }
  }
}

extension Sequence<TerminalText> {
  /// The texts in one, with a separator between them.
  func joined(separator: TerminalText = "") -> TerminalText {
    TerminalText(safe: map(\.description).joined(separator: separator.description))
  }
}
