import ArgumentParser
import CloudAPI
import DraftModel
import JobLedger

struct SessionUse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Make a session the current one.",
    discussion: "With --json: roughcut.session/1.")

  @Argument(help: "The session's id.")
  var id: String

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report = try await service.running { [id] in
      guard let session = try service.currentSession(named: id) else {
        throw CommandFailure("a session's id is not empty; `roughcut session list` lists yours")
      }
      // The service says whether there is such a session; where not, the current one stays.
      let state: SessionState?
      do {
        state = try await service.state(of: session)
      } catch CloudError.sessionGone {
        throw CommandFailure(
          "the service has no session \(id); `roughcut session list` lists yours")
      }
      let draft = try service.draft(in: state)
      try service.ledger.use(session)
      try await service.catchUp(session, with: draft).forEach { console.note($0) }
      return SessionReport(
        session, summary: draft.map { TimelineSummary($0.resolved().timeline).line })
    }
    try report.tell(on: console, json: output.json)
  }
}
