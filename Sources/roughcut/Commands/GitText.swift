import ArgumentParser
import DraftModel

struct GitText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-text",
    abstract: "Print a draft as lines that a line diff reads well.",
    discussion: """
      What git's textconv calls. A file that is no draft is printed as it is, control characters \
      escaped, because git gives up on a whole log where one version of one file fails.
      """,
    shouldDisplay: false)

  @Argument(help: "A file, or - for standard input.")
  var file: InputFile

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let bytes = try file.bytes()
    if let draft = try? Draft(parsing: bytes, keys: settings.keys) {
      console.print(lines: draft.lines)
    } else {
      console.print(file: bytes)
    }
  }
}
