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

  /// The settings and the console for a call by git.
  ///
  /// Git gives up on a whole diff, log or merge if a driver fails, so that a mistake in the settings is reported and the
  /// defaults hold instead.
  func forGit() throws -> (settings: Configuration, console: Console) {
    do {
      let settings = try Configuration.inForce()
      return (settings, try console(settings))
    } catch let failure as CommandFailure {
      let settings = Configuration.standard()
      let console = try console(settings)
      console.note("warning: \(failure); the default settings hold until it is corrected")
      return (settings, console)
    }
  }
}

extension Console.ColorChoice: ExpressibleByArgument {}
