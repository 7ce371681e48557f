import ArgumentParser
import Foundation

/// What every command takes.
struct ConsoleOptions: ParsableArguments {
  @Flag(name: .long, help: "Print the result as JSON; its shape is named by its \"schema\".")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing beside the result and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say everything.")
  var verbose = false

  @Option(help: "When to colour: auto, always or never.")
  var color: Console.ColorChoice?

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  /// The console under these options and the settings in force.
  ///
  /// - Parameter notesIgnored: Whether it prints at once which settings of files are ignored.
  func console(_ configuration: Configuration, notesIgnored: Bool = true) throws -> Console {
    let console = Console(
      color: try color ?? configuration.color ?? .auto,
      loudness: quiet ? .quiet : verbose ? .verbose : .normal,
      environment: ProcessInfo.processInfo.environment)
    if notesIgnored { configuration.ignored.forEach { console.note($0.line) } }
    return console
  }
}

extension Console.ColorChoice: ExpressibleByArgument {}
