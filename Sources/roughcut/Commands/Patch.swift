import ArgumentParser
import DraftModel

struct Patch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Apply a difference to a draft.",
    discussion: """
      The patch is what "roughcut diff --json" writes, or a JSON Patch (RFC 6902). What it does \
      not touch keeps its bytes.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Argument(help: "The patch, or - for standard input.")
  var patch: InputFile

  @OptionGroup var target: DraftOutput
  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if draft == .standardInput, patch == .standardInput {
      throw ValidationError("only one of draft and patch can come from standard input")
    }
    if output.json {
      throw ValidationError("the result is a draft, which is JSON already; leave out --json")
    }
  }

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let old = try draft.draft(settings.keys)
    let bytes = try patch.bytes()
    let new: Draft
    do throws(DraftPatchError) {
      new = try DraftPatch(parsing: bytes).applied(to: old)
    } catch {
      throw CommandFailure("\(patch.name): \(error)")
    }
    try target.write(new.bytes, over: draft, on: console)
  }
}
