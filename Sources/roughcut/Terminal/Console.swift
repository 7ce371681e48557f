import DraftModel
import Foundation

/// What the program prints, and how loudly: results to standard output, all else to standard error.
///
/// All of it is `TerminalText`, in which foreign text is escaped; a string that is none is foreign, and is escaped as a
/// whole. Only data, as bytes, pass as they are.
struct Console: Sendable {
  /// Whether to colour.
  enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
  }

  /// How much to say beside the results.
  enum Loudness: Int, Comparable, Sendable {
    case quiet, normal, verbose

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let loudness: Loudness
  let colorsOutput: Bool
  private let colorsErrors: Bool

  /// Settles the colours: as chosen, else on a terminal unless `NO_COLOR` is set to anything.
  init(color: ColorChoice, loudness: Loudness, environment: [String: String]) {
    self.loudness = loudness
    let isWanted = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    switch color {
    case .always: (colorsOutput, colorsErrors) = (true, true)
    case .never: (colorsOutput, colorsErrors) = (false, false)
    case .auto:
      // Git says so where its pager, which shows colours, stands between us and the terminal.
      let isPaged = environment["GIT_PAGER_IN_USE"] == "true"
      colorsOutput = isWanted && (StandardStream.output.isTerminal || isPaged)
      colorsErrors = isWanted && StandardStream.errors.isTerminal
    }
  }

  /// Whether a bar that moves can be drawn on standard error.
  var showsProgress: Bool { loudness > .quiet && StandardStream.errors.isTerminal }

  /// Prints a line of results.
  func print(_ line: TerminalText) { StandardStream.output.write(line + "\n") }

  /// Prints a foreign line of results.
  @_disfavoredOverload
  func print(_ line: String) { print(TerminalText(line)) }

  /// Prints results of several lines; the last one is ended where it does not end itself.
  func print(lines: String) { StandardStream.output.write(TerminalText(lines: lines).ended) }

  /// Prints lines of results that their form has escaped and coloured already; only such colours pass.
  func print(rendered text: String) {
    StandardStream.output.write(TerminalText(rendered: text, isColored: colorsOutput))
  }

  /// Prints a file of text, with its tabs.
  func print(file bytes: [UInt8]) {
    StandardStream.output.write(
      TerminalText(lines: String(decoding: bytes, as: UTF8.self), keepsTabs: true))
  }

  /// Prints bytes of data as they are.
  func print(bytes: [UInt8]) { StandardStream.output.write(bytes: bytes) }

  /// Prints something beside the results; not when quiet.
  func note(_ line: TerminalText) {
    if loudness > .quiet { StandardStream.errors.write(line + "\n") }
  }

  /// Prints a foreign line beside the results; not when quiet.
  @_disfavoredOverload
  func note(_ line: String) { note(TerminalText(line)) }

  /// Prints what went wrong with one of several inputs, whatever the loudness.
  func complain(_ line: TerminalText) {
    StandardStream.errors.write(styled("error: ", .bad, colorsErrors) + line + "\n")
  }

  /// Prints a foreign line about what went wrong with one of several inputs, whatever the loudness.
  @_disfavoredOverload
  func complain(_ line: String) { complain(TerminalText(line)) }

  /// Prints why one of several inputs could not be treated, whatever the loudness.
  func complain(_ failure: CommandFailure) { complain(failure.text) }

  /// Says what the rules find, beside the results, whatever the loudness.
  func complain(findings report: FileReport) {
    let text = TextFormat(isColored: colorsErrors).rendering([report])
    StandardStream.errors.write(TerminalText(rendered: text, isColored: colorsErrors))
  }

  /// A word of results, coloured by what it means.
  func styled(_ text: TerminalText, _ style: Style) -> TerminalText {
    styled(text, style, colorsOutput)
  }

  /// Prints findings in a form, coloured where it is one for people.
  func print(_ reports: [FileReport], as format: ReportFormat) {
    guard format == .text else { return print(bytes: Array(format.rendering(reports).utf8)) }
    print(rendered: TextFormat(isColored: colorsOutput).rendering(reports))
  }

  /// What a colour means.
  enum Style: Int, Sendable {
    case good = 32
    case bad = 31
    case doubtful = 33
    case faint = 2
  }

  private func styled(
    _ text: TerminalText, _ style: Style, _ isColored: Bool
  ) -> TerminalText {
    TerminalText(text, style: isColored ? style.rawValue : nil)
  }
}

extension TerminalText {
  /// The text with a line feed at its end.
  fileprivate var ended: TerminalText { description.hasSuffix("\n") ? self : self + "\n" }
}
