import ArgumentParser
import CloudAPI
import JobLedger

struct SessionNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a new project; it is the current one from then on.",
    discussion: "With --json: roughcut.session/1.")

  @Option(help: "What the project is called.")
  var name = "project"

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let session = try await service.running { [name] in
      let session = try await service.client.createSession(named: name)
      try service.ledger.use(session)
      return session
    }
    try SessionReport(session, summary: nil).tell(on: console, json: output.json)
  }
}

/// One session: `roughcut.session/1`.
struct SessionReport: ServiceReport {
  static let schema = "roughcut.session/1"

  let id: String
  let task: String?
  /// What is on its timeline.
  let summary: String?

  init(_ session: CloudSession, summary: String?) {
    id = session.sessionID
    task = session.taskID
    self.summary = summary
  }

  var lines: [String] { ["session \(id)"] + [summary].compactMap { $0 } }
}
