import ArgumentParser
import DraftModel

struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say in one line what a draft holds.",
    discussion: "With --json: roughcut.summary/1, times in milliseconds.")

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Flag(name: .long, help: "Print a table with one row a segment.")
  var long = false

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let summary = TimelineSummary(try draft.draft(settings.keys).resolved().timeline)
    if output.json {
      console.print(bytes: try Report("roughcut.summary/1", summary).bytes())
    } else {
      if long {
        console.print(lines: summary.table)
      } else {
        console.print(summary.line)
      }
    }
  }
}
