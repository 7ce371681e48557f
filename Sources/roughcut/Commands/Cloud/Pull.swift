import ArgumentParser
import CloudAPI
import DraftModel
import JSONTree
import RenderPlanning

struct Pull: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fetch the session's draft, with the list of its media around it.",
    discussion: """
      The file can be given to every command that takes a draft, and previews find its media by \
      the list. With --json, which needs -o: roughcut.pull/1.
      """)

  @Option(
    name: .shortAndLong, help: "The file to write; without it standard output.",
    completion: .file(extensions: ["json"]))
  var output: String?

  @Flag(help: "The draft alone, without the list.")
  var draft = false

  @OptionGroup var session: SessionOption
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if console.json, output == nil || output == "-" {
      throw ValidationError("--json tells of a file: name it with -o")
    }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let printer = try console.console(settings)
    let service = try ServiceConnection(settings, console: printer)
    let (pulled, session) = try await service.running { [session] in
      let session = try service.existingSession(named: session.session)
      guard let draft = try service.draft(in: try await service.state(of: session)) else {
        throw CommandFailure(
          "nothing is on the session's timeline yet; say what you want to see first")
      }
      try await service.catchUp(session, with: draft).forEach { printer.note($0) }
      return (draft, session)
    }
    let bytes = draft ? Array(pulled.node.bytes) : pulled.bytes
    try DraftOutput.write(
      bytes.last == 0x0A ? bytes : bytes + [0x0A], to: output ?? "-", on: printer)
    let report = PullReport(
      session: session.sessionID, path: output ?? "-", draftHash: DraftHash(of: pulled).hex,
      summary: TimelineSummary(pulled.resolved().timeline).line,
      media: pulled.mediaListing.entries.count)
    if console.json {
      try report.tell(on: printer, json: true)
    } else {
      report.lines.forEach { printer.note($0) }
    }
  }
}

/// What was fetched: `roughcut.pull/1`.
private struct PullReport: ServiceReport {
  static let schema = "roughcut.pull/1"

  let session: String
  let path: String
  let draftHash: String
  let summary: String
  /// How many files the list has.
  let media: Int

  var lines: [String] { [summary] }
}
