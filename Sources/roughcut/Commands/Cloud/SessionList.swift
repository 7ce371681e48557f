import ArgumentParser
import CloudAPI
import DraftModel
import JobLedger

struct SessionList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the sessions that were used from here, the current one first.",
    discussion: "Asks the service nothing. With --json: roughcut.sessions/1.")

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report: SessionsReport
    do {
      report = SessionsReport(
        sessions: try service.ledger.sessions().enumerated().map { index, session in
          let draft = try service.ledger.lastDraft(of: session.sessionID).flatMap {
            try? Draft(parsing: $0, keys: settings.keys)
          }
          return SessionsReport.Row(
            id: session.sessionID, task: session.taskID, isCurrent: index == 0,
            summary: draft.map { TimelineSummary($0.resolved().timeline).line })
        })
    } catch {
      throw service.failure(error)
    }
    if report.sessions.isEmpty, !output.json {
      console.note("there is no session yet")
    } else {
      try report.tell(on: console, json: output.json)
    }
  }
}

/// The sessions: `roughcut.sessions/1`.
private struct SessionsReport: ServiceReport {
  static let schema = "roughcut.sessions/1"

  struct Row: Encodable, Sendable {
    let id: String
    let task: String?
    let isCurrent: Bool
    /// What was on its timeline when it was last seen.
    let summary: String?
  }

  let sessions: [Row]

  var lines: [String] {
    sessions.map { "\($0.isCurrent ? "*" : " ") \($0.id)  \($0.summary ?? "nothing seen yet")" }
  }
}
