import DraftModel
import Foundation

/// What the program says, and how loudly: results to standard output, all else to standard error.
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
  func print(_ line: String) { StandardStream.output.write(line + "\n") }

  /// Prints text that ends its own lines.
  func print(text: String) { StandardStream.output.write(text) }

  /// Prints bytes of results as they are.
  func print(bytes: [UInt8]) { StandardStream.output.write(bytes: bytes) }

  /// Says something beside the results; not when quiet.
  func note(_ line: String) {
    if loudness > .quiet { StandardStream.errors.write(line + "\n") }
  }

  /// Says what went wrong with one of several inputs, whatever the loudness.
  func complain(_ line: String) {
    StandardStream.errors.write(styled("error: ", .bad, colorsErrors) + line + "\n")
  }

  /// Says what the rules find, beside the results, whatever the loudness.
  func complain(findings report: FileReport) {
    StandardStream.errors.write(TextFormat(isColored: colorsErrors).rendering([report]))
  }

  /// A word of results, coloured by what it means.
  func styled(_ text: String, _ style: Style) -> String { styled(text, style, colorsOutput) }

  /// Findings in a form, coloured where it is one for people.
  func rendering(_ reports: [FileReport], as format: ReportFormat) -> String {
    format == .text
      ? TextFormat(isColored: colorsOutput).rendering(reports) : format.rendering(reports)
  }

  /// What a colour means.
  enum Style: String, Sendable {
    case good = "32"
    case bad = "31"
    case doubtful = "33"
    case faint = "2"
  }

  private func styled(_ text: String, _ style: Style, _ isColored: Bool) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
