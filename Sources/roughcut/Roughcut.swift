import ArgumentParser

/// The program.
@main
struct Roughcut: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roughcut",
    abstract: "Preview, check and transform AI-made video timelines on your own machine.",
    discussion: """
      A draft is given as a file, or as - for standard input, bare or in the service's state or \
      answer. Exit status: 0 done and clean, 1 there is something to see, 2 could not be done, \
      64 wrong use, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      Summary.self, Validate.self, Preview.self, FrameCommand.self, Doctor.self,
      Diff.self, Patch.self, Edit.self, TestCommand.self, Schema.self, ShowConfiguration.self,
      ReadClock.self,
    ])

  /// Runs the command that the arguments name, and ends with its exit status.
  static func main() async {
    StandardStream.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      StandardStream.errors.write("error: \(failure)\n")
      exit(withError: failure.status.code)
    } catch {
      exit(withError: error)
    }
  }
}
