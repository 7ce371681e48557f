/// An argument after the two dashes that end the options, in a command that reads options by itself.
///
/// `roughcut edit` takes the options of each operation from arguments that the argument parser does not know, and the parser
/// does not report which of them were after `--`. So these are marked before parsing, with a zero scalar, which no argument
/// of a process can contain.
enum LiteralArgument {
  private static let mark: Unicode.Scalar = "\u{0}"
  private static let commands: Set<String> = ["edit"]

  /// The arguments of the program with those marked that are after `--`; the dashes are taken out.
  static func marked(in arguments: ArraySlice<String>) -> [String] {
    guard let command = arguments.first, commands.contains(command),
      let end = arguments.firstIndex(of: "--")
    else { return Array(arguments) }
    return arguments[..<end] + arguments[arguments.index(after: end)...].map { "\(mark)\($0)" }
  }

  /// The argument as it was given.
  static func text(of argument: String) -> String {
    argument.unicodeScalars.first == mark
      ? String(argument.unicodeScalars.dropFirst()) : argument
  }
}
