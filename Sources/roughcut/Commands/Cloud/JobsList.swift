import ArgumentParser
import JobLedger

struct JobsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the exports, the newest first.",
    discussion: "Asks the service nothing. With --json: roughcut.jobs/1.")

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report: JobsReport
    do {
      report = JobsReport(jobs: try service.ledger.exports().map { ExportReport($0) })
    } catch {
      throw service.failure(error)
    }
    if report.jobs.isEmpty, !output.json {
      console.note("nothing was exported yet")
    } else {
      try report.tell(on: console, json: output.json)
    }
  }
}

/// The exports: `roughcut.jobs/1`.
struct JobsReport: ServiceReport {
  static let schema = "roughcut.jobs/1"

  let jobs: [ExportReport]

  var lines: [String] { jobs.map(\.line) }
}
