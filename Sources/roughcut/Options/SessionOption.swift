import ArgumentParser

/// Which of the service's sessions is meant.
struct SessionOption: ParsableArguments {
  @Option(help: "The session's id; by default the one used last.")
  var session: String?
}
