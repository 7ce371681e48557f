import ArgumentParser
import CloudAPI

struct SessionLink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Print a link with which a person takes the session over in a browser.",
    discussion: """
      Whoever has the link can take the session: give it to one person. It is good for a week. \
      With --json: roughcut.claim-link/1.
      """)

  @OptionGroup var session: SessionOption
  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let report = try await service.running { [session] in
      let session = try service.existingSession(named: session.session)
      return LinkReport(
        session: session.sessionID, link: try await service.client.claimLink(for: session))
    }
    try report.tell(on: console, json: output.json)
  }
}

/// A link for a person: `roughcut.claim-link/1`.
private struct LinkReport: ServiceReport {
  static let schema = "roughcut.claim-link/1"

  let session: String
  let link: String

  var lines: [String] { [link] }
}
