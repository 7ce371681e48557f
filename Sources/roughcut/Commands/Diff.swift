import ArgumentParser
import DraftModel
import JSONTree

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what changed between two drafts, in words of the timeline.",
    discussion: """
      Exit status: 0 where nothing changed, 1 where something did. Member order, spelt-out \
      defaults and other spellings of a value are no change. --json (roughcut.diff/1) and \
      --format jsonpatch (RFC 6902) can be given to "roughcut patch".
      """)

  @Argument(help: "The draft as it was, or - for standard input.")
  var old: InputFile

  @Argument(help: "The draft as it is, or - for standard input.")
  var new: InputFile

  @Option(help: "How it is told: text, markdown, json or jsonpatch.")
  var format: Format?

  @OptionGroup var output: ConsoleOptions

  /// The forms in which a difference is told.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json, jsonpatch
  }

  func validate() throws {
    if old == .standardInput, new == .standardInput {
      throw ValidationError("only one of the two drafts can come from standard input")
    }
    if output.json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
  }

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let difference = DraftDifference(
      from: try old.draft(settings.keys), to: try new.draft(settings.keys))
    switch output.json ? .json : format ?? .text {
    case .text: console.print(difference.text(isColored: console.colorsOutput))
    case .markdown: console.print(text: difference.markdown)
    case .json: console.print(bytes: difference.json.serialized(indent: 2) + [0x0A])
    case .jsonpatch:
      console.print(bytes: difference.documentPatch.value.serialized(indent: 2) + [0x0A])
    }
    try (difference.isEmpty ? ExitStatus.clean : .somethingToSee).end()
  }
}
