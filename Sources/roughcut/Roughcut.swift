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
      Summary.self, Validate.self, Preview.self, FrameCommand.self, Sheet.self, MediaCommand.self,
      Doctor.self, Diff.self, Patch.self, Merge.self, Edit.self, Convert.self, TestCommand.self,
      Schema.self,
      Login.self, Logout.self, ShowCredits.self, SessionCommand.self, Say.self, Chat.self,
      Upload.self, Pull.self, Export.self, JobsCommand.self, Estimate.self, SandboxCommand.self,
      GitSetup.self, ShowConfiguration.self, ReadClock.self, GitText.self,
    ])

  /// Runs the command that the arguments name, and ends with its exit status.
  static func main() async {
    StandardStream.ignoreBrokenPipes()
    var outcome: (any Error)?
    do {
      var command = try parseAsRoot(LiteralArgument.marked(in: CommandLine.arguments.dropFirst()))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      outcome = error
    }
    // A result that did not reach its reader is none, whatever the command thinks of it.
    switch StandardStream.outputFailure ?? outcome {
    case nil: break
    case let failure as CommandFailure:
      StandardStream.errors.write("error: \(failure.text)\n")
      exit(withError: failure.status.code)
    case let error?: end(because: error)
    }
  }

  /// Ends as the argument parser would, with what its message quotes escaped.
  private static func end(because error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    // Help and the like are no failure, and are this program's own text.
    guard code != .success, !message.isEmpty else { exit(withError: error) }
    StandardStream.errors.write("\(lines: message)\n")
    exit(withError: code)
  }
}
