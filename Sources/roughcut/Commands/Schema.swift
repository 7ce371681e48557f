import ArgumentParser
import DraftModel
import JSONTree
import Regression

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of drafts, for editors.",
    discussion:
      "The spellings that .roughcut.yml adds are in it. The schema is of JSON Schema 2020-12.")

  @Flag(help: "Print the schema of recipes instead.")
  var recipe = false

  @Flag(
    name: .customLong("case"), help: "Print the schema of a regression test's case.yml instead.")
  var regressionCase = false

  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if recipe, regressionCase { throw ValidationError("--recipe and --case exclude each other") }
  }

  func run() throws {
    let settings = try Configuration.inForce()
    let schema =
      recipe ? Recipe.schema : regressionCase ? RegressionCase.schema : settings.keys.schema
    try output.console(settings).print(bytes: schema.serialized(indent: 2) + [0x0A])
  }
}
