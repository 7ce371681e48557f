import ArgumentParser
import CloudAPI

struct JobsCancel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Give up exports, here and at the service.",
    discussion: "With --json: roughcut.jobs/1.")

  @Argument(help: "The exports' ids.")
  var ids: [String]

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report = try await service.running { [ids] in
      var jobs: [ExportReport] = []
      let exporter = service.exporter(ExportFollower(console: console))
      for record in try service.exports(named: ids) {
        if !record.phase.isUnfinished { console.note("\(record.renderID) is over already") }
        jobs.append(ExportReport(try await exporter.cancel(record)))
      }
      return JobsReport(jobs: jobs)
    }
    try report.tell(on: console, json: output.json)
  }
}
