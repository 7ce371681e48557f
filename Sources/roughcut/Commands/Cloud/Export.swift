import ArgumentParser
import CloudAPI
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import JobLedger
import RenderPlanning

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Have the service render a draft, and fetch the finished video.",
    discussion: """
      The draft is checked, media that only this machine has are uploaded, and the export is written \
      down before it is submitted: after a crash or a broken connection `roughcut jobs resume` \
      goes on with it, and nothing is submitted twice. Exporting is free, as published. With --json: \
      roughcut.export/1; --dry-run --json: roughcut.export-request/1.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Option(
    name: .shortAndLong, help: "The MP4; by default the draft's name here, with -final.mp4.",
    completion: .file(extensions: ["mp4"]))
  var output: String?

  @Flag(help: "Export in spite of errors and missing media.")
  var force = false

  @Flag(name: [.long, .customShort("n")], help: "Print the request, and send nothing.")
  var dryRun = false

  @Option(
    help: "Open only media inside this folder, symbolic links followed first.",
    completion: .directory)
  var mediaRoot: String?

  @OptionGroup var session: SessionOption
  @OptionGroup var spending: SpendingOption
  @OptionGroup var console: ConsoleOptions

  func validate() throws { try MovieName.check(output) }

  func run() async throws {
    let settings = try Configuration.inForce()
    let printer = try console.console(settings)
    let service = try ServiceConnection(settings, console: printer)
    let source = try draft.draft(settings.keys)
    let path = output ?? draft.stem + "-final.mp4"
    let destination = try MovieName.destination(path, isNamed: output != nil)
    let job = ExportJob(
      service: service, draft: source, name: draft.name, folder: draft.folder,
      mediaRoot: MediaRoot.named(mediaRoot) ?? settings.mediaRoot, rules: settings.rules,
      isForced: force, destination: destination,
      // A file that was there when the command was given is the one that it is to replace.
      replacesFile: output != nil || FileStatus(named: destination) != nil)
    let isPreviewed = previewed(source, settings)
    if isPreviewed == false {
      printer.note(
        "\(draft.name) is not the draft that was previewed last: it has changed since; "
          + "`roughcut preview \(draft.name)` shows what it is now")
    }
    if dryRun {
      let request = try request(for: source, job, in: service)
      return try request.tell(on: printer, json: console.json)
    }
    try spending.limit(settings).check(PublishedCost.export, for: "the export", balance: nil)
    var report = try await service.running { [session] in
      let known = try current(session.session, for: source, in: service)
      // A session's own list says what paths of the service's machines stand for.
      let state = source.envelope == .bare ? try await known.mapState(service) : nil
      let media = try job.checked(state: state)
      return try await job.run(media, in: try await service.session(named: known?.sessionID))
    }
    report.isPreviewed = isPreviewed
    try report.tell(on: printer, json: console.json)
    report.cost.map { printer.note($0) }
  }

  /// Whether the draft is the one of its file that was previewed last; nothing where none was.
  private func previewed(_ source: Draft, _ settings: Configuration) -> Bool? {
    PreviewRecord(of: draft, in: settings.places.state)?.hash.map {
      $0 == DraftHash(of: source).hex
    }
  }

  private func request(
    for source: Draft, _ job: ExportJob, in service: ServiceConnection
  ) throws -> ExportRequestReport {
    let media: ExportMedia
    let session: CloudSession?
    do {
      session = try current(self.session.session, for: source, in: service)
      // The service is not asked what it has; what is missing here may well be there.
      media = try job.checked(state: nil, refusesMissing: false)
    } catch {
      throw service.failure(error)
    }
    return ExportRequestReport(
      configuration: service.client.configuration,
      session: session ?? CloudSession(sessionID: "(a new session)"),
      draft: Array(source.node.bytes), uploads: media.local.map(\.source))
  }
}

/// The session that a draft goes to: the one named, the one that was last seen with it, or the one used last.
private func current(
  _ id: String?, for draft: Draft, in service: ServiceConnection
) throws -> CloudSession? {
  if id == nil, let own = try service.ledger.session(seenWith: DraftHash(of: draft).hex) {
    return own
  }
  return try service.currentSession(named: id)
}

extension CloudSession? {
  /// The draft with its envelope that the service holds; nothing where there is no session or no draft.
  fileprivate func mapState(_ service: ServiceConnection) async throws -> Draft? {
    guard let self else { return nil }
    return try service.draft(in: try await service.state(of: self))
  }
}
