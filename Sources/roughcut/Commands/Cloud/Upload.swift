import ArgumentParser
import CloudAPI

struct Upload: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give the session media: files from here, or addresses that the service fetches.",
    discussion: """
      Type and size are checked before a byte is sent, and what the session has already is not \
      sent again. With --json: roughcut.upload/1.
      """)

  @Argument(help: "Files, and addresses that begin with http.", completion: .file())
  var sources: [String]

  @OptionGroup var session: SessionOption
  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let media = sources.map { source in
      let start = source.prefix(8).lowercased()
      return start.hasPrefix("http://") || start.hasPrefix("https://")
        ? UploadSource.url(source) : .file(source)
    }
    let report = try await service.running { [session] in
      // Refused before a session is made for it.
      for case .file(let path) in media { try service.client.checkUpload(path: path) }
      let session = try await service.session(named: session.session)
      let files = try await UploadJob(service: service, session: session).run(media)
      return UploadReport(session: session.sessionID, files: files)
    }
    try report.tell(on: console, json: output.json)
  }
}
