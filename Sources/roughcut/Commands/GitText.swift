import ArgumentParser
import DraftModel

struct GitText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-text",
    abstract: "Print a draft as lines that a line diff reads well.",
    discussion: """
      What git's textconv calls. A file that is not a draft is printed as it is, control characters \
      escaped, and a mistake in the settings is only reported, because git gives up on a whole log \
      if one version of one file fails.
      """,
    shouldDisplay: false)

  @Argument(help: "A file; - is a file of that name.", transform: InputFile.init(literal:))
  var file: InputFile

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let (settings, console) = try output.forGit()
    let bytes = try file.bytes()
    if let draft = try? Draft(parsing: bytes, keys: settings.keys) {
      console.print(lines: draft.lines)
    } else {
      console.print(file: bytes)
    }
  }
}
