import ArgumentParser
import CloudAPI
import JobLedger

struct JobsResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with exports that are not finished, each from where it stands.",
    discussion: """
      What has arrived at the service is not submitted again. Exit status 2 when one could not be \
      finished. With --json: roughcut.jobs/1.
      """)

  @Argument(help: "The exports' ids; by default all that are not finished.")
  var ids: [String] = []

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let (report, status) = try await service.running { [ids] in
      var jobs: [ExportReport] = []
      var status = ExitStatus.clean
      for record in try service.exports(named: ids).filter(\.phase.isUnfinished) {
        let follower = ExportFollower(console: console)
        defer { follower.finish() }
        do {
          jobs.append(service.report(on: try await service.exporter(follower).resume(record)))
        } catch {
          try Task.checkCancellation()
          follower.finish()
          console.complain("\(record.renderID): \(service.failure(error))")
          status = .notDone
          jobs.append(ExportReport(try service.ledger.export(renderID: record.renderID) ?? record))
        }
      }
      return (JobsReport(jobs: jobs), status)
    }
    if report.jobs.isEmpty, !output.json {
      console.note("nothing is unfinished")
    } else {
      try report.tell(on: console, json: output.json)
    }
    try status.end()
  }
}

extension ServiceConnection {
  /// The exports of these ids; all where none is named, the oldest first.
  ///
  /// - Throws: ``CommandFailure`` for an id that the ledger does not have.
  func exports(named ids: [String]) throws -> [ExportRecord] {
    if ids.isEmpty { return try ledger.exports().reversed() }
    return try ids.map { id in
      guard let record = try ledger.export(renderID: id) else {
        throw CommandFailure("there is no export \(id); `roughcut jobs` lists them")
      }
      return record
    }
  }
}
