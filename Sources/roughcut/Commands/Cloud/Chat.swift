import ArgumentParser
import Foundation

struct Chat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Talk to the service: every line is a sentence, as with say.",
    discussion: """
      Ends with the input, or with the line exit. A sentence that fails does not end it; the exit \
      status is then 2. With --json one object is printed for each result.
      """)

  @Flag(help: "Do not export where the service speaks of its export button.")
  var noExport = false

  @OptionGroup var session: SessionOption
  @OptionGroup var spending: SpendingOption
  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let conversation = Conversation(
      service: service, rules: settings.rules, sessionID: session.session,
      limit: try spending.limit(settings), exports: !noExport, json: output.json, output: nil,
      mediaRoot: settings.mediaRoot)
    var status = ExitStatus.clean
    if StandardStream.input.isTerminal { console.note("say what you want to see; exit ends it") }
    while let line = next() {
      let sentence = line.trimmingCharacters(in: .whitespaces)
      if sentence.isEmpty { continue }
      if ["exit", "quit", "退出"].contains(sentence.lowercased()) { break }
      do {
        let end = try await service.running { try await conversation.answer(sentence) }
        if end != .clean { status = end }
      } catch let failure as CommandFailure {
        if case .interrupted = failure.status { throw failure }
        console.complain(failure)
        status = .notDone
      }
    }
    try status.end()
  }

  private func next() -> String? {
    if StandardStream.input.isTerminal { StandardStream.errors.write("> ") }
    return readLine()
  }
}
