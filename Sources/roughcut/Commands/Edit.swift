import ArgumentParser
import DraftModel
import JSONTree

struct Edit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Change a draft by one operation, or by a recipe of several.",
    usage: """
      roughcut edit <draft> <operation> [<argument> ...] [-o <out> | --in-place] [-- <argument> ...]
      roughcut edit <draft> --recipe <recipe.yml> [-o <out> | --in-place]
      """,
    discussion: EditWords.overview,
    // --help after an operation explains the operation.
    helpNames: [])

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile?

  @Argument(parsing: .allUnrecognized, help: "The operation and its arguments.")
  var words: [String] = []

  @Option(
    help: "A list of operations, as YAML or JSON.", completion: .file(extensions: ["yml", "json"]))
  var recipe: InputFile?

  @OptionGroup var target: DraftOutput
  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    guard !asksForHelp else { return }
    guard draft != nil else { throw ValidationError("Missing expected argument '<draft>'") }
    if (recipe == nil) == words.isEmpty {
      throw ValidationError("give either an operation or --recipe")
    }
    if output.json, !target.isFile {
      throw ValidationError("--json tells what was done, so the draft needs -o or --in-place")
    }
  }

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    guard let draft, !asksForHelp else {
      return console.print(
        lines: EditWords.help(for: words.first) ?? Roughcut.helpMessage(for: Edit.self))
    }
    let old = try draft.draft(settings.keys)
    let job = EditJob(draft: old, name: draft.name, keys: settings.keys)
    let result = try recipe.map { try job.following($0) } ?? job.doing(words)
    try target.write(result.draft.bytes, over: draft, on: console)
    let gained = result.draft.newFindings(since: old, by: settings.rules)
    if output.json {
      console.print(bytes: try Report("roughcut.edit/1", EditReport(result, gained)).bytes())
    } else {
      result.changes.forEach { console.note($0) }
      for finding in gained {
        console.note("now \(finding.severity) [\(finding.rule)] \(finding.message)")
      }
    }
  }

  private var asksForHelp: Bool { !Set(words).isDisjoint(with: ["--help", "-h"]) }
}
