import ArgumentParser
import CloudAPI
import HTTPTransport
import JobLedger

struct JobsForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take exports off the list; files that were fetched stay.",
    discussion: "With --json: roughcut.jobs/1, the exports that were taken off.")

  @Argument(help: "The exports' ids; by default all that are over.")
  var ids: [String] = []

  @Flag(
    help: "Also such as are not finished; the service may go on with them, and nobody fetches them."
  )
  var force = false

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report: JobsReport
    do {
      let named = try service.exports(named: ids)
      let records = ids.isEmpty ? named.filter { force || !$0.phase.isUnfinished } : named
      if !force, let open = records.first(where: \.phase.isUnfinished) {
        throw CommandFailure(
          "\(open.renderID) is not finished; cancel it first, or forget it all the same with --force"
        )
      }
      for record in records {
        try service.ledger.forgetExport(renderID: record.renderID)
        if record.phase.isUnfinished { FileDownload.discardPartial(of: record.destination) }
      }
      report = JobsReport(jobs: records.map { ExportReport($0) })
    } catch {
      throw service.failure(error)
    }
    if output.json {
      try report.tell(on: console, json: true)
    } else {
      console.note(
        report.jobs.count == 1 ? "1 export forgotten" : "\(report.jobs.count) exports forgotten")
    }
  }
}
