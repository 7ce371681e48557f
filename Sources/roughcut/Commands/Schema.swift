import ArgumentParser
import DraftModel
import JSONTree

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of drafts, for editors.",
    discussion:
      "The spellings that .roughcut.yml adds are in it. The schema is of JSON Schema 2020-12.")

  @Flag(help: "Print the schema of recipes instead.")
  var recipe = false

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let schema = recipe ? Recipe.schema : settings.keys.schema
    try output.console(settings).print(bytes: schema.serialized(indent: 2) + [0x0A])
  }
}
