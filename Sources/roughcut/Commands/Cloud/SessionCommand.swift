import ArgumentParser

struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: "Look after the service's sessions: each is a project with its timeline.",
    subcommands: [SessionNew.self, SessionList.self, SessionUse.self, SessionLink.self])
}
