import ArgumentParser
import CloudAPI
import JobLedger

struct JobsWait: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until exports are over, whoever works on them and however long it takes.",
    discussion: """
      What nobody works on is taken up. Exit status 2 when one has failed. With --json: \
      roughcut.jobs/1.
      """)

  @Argument(help: "The exports' ids; by default all that are not finished.")
  var ids: [String] = []

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report = try await service.running { [ids] in
      var jobs: [ExportReport] = []
      let named = try service.exports(named: ids)
      for record in ids.isEmpty ? named.filter(\.phase.isUnfinished) : named {
        jobs.append(service.report(on: try await end(of: record, service)))
      }
      return JobsReport(jobs: jobs)
    }
    try report.tell(on: console, json: output.json)
    let hasFailed = report.jobs.contains { $0.phase == ExportPhase.failed.rawValue }
    try (hasFailed ? ExitStatus.notDone : .clean).end()
  }
}

/// Waits for one export, and takes it up where nobody works on it.
private func end(
  of record: ExportRecord, _ service: ServiceConnection
) async throws -> ExportRecord {
  let follower = ExportFollower(console: service.console)
  defer { follower.finish() }
  var record = record
  while record.phase.isUnfinished {
    switch await service.exporter(follower).resumed(record) {
    case .success(let end): return end
    case .failure(let error):
      guard error.leavesSomethingToWaitFor else { throw error }
      try await Task.sleep(for: service.client.waits.renderPoll)
    }
    record = try service.ledger.export(renderID: record.renderID) ?? record
  }
  return record
}

extension Exporter {
  /// Goes on with an export; how it went as a value.
  fileprivate func resumed(_ record: ExportRecord) async -> Result<ExportRecord, ExportError> {
    do throws(ExportError) { return .success(try await resume(record)) } catch {
      return .failure(error)
    }
  }
}

extension ExportError {
  /// Whether the export may end all the same, or has ended as its record says.
  fileprivate var leavesSomethingToWaitFor: Bool {
    switch self {
    // The published number of looks is over, and here is someone who waits on.
    case .stillRendering, .renderFailed: true
    case .journal(let error): if case .heldElsewhere = error { true } else { false }
    default: false
    }
  }
}
