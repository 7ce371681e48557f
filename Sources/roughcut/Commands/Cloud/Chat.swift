import ArgumentParser
import Foundation

struct Chat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Talk to the service: every line is a sentence, as with say.",
    discussion: """
      Ends with the input (Ctrl-D), or with the line exit. A sentence that fails does not end it; the \
      exit status is then 2. On a terminal Ctrl-C stops what is under way and not the conversation, \
      and an export is asked about first. With --json one object is printed for each result.
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
    let isTyped = StandardStream.input.isTerminal
    let conversation = Conversation(
      service: service, rules: settings.rules, sessionID: session.session,
      limit: try spending.limit(settings), exports: !noExport, json: output.json, output: nil,
      mediaRoot: settings.mediaRoot, asksBeforeExport: isTyped)
    var status = ExitStatus.clean
    if isTyped { console.note("say what you want to see; exit or Ctrl-D ends it") }
    while let line = try next(isTyped) {
      let sentence = line.trimmingCharacters(in: .whitespaces)
      if sentence.isEmpty { continue }
      if ["exit", "quit", "退出"].contains(sentence.lowercased()) { return try status.end() }
      do {
        let end = try await service.running(ignoring: isTyped ? [SIGINT] : []) {
          try await conversation.answer(sentence)
        }
        if end != .clean { status = end }
      } catch let failure as CommandFailure {
        if case .interrupted(let number) = failure.status {
          // What is typed goes on after Ctrl-C, which ends the work alone.
          guard isTyped, number == SIGINT else { throw failure }
          console.note(failure.text)
        } else {
          console.complain(failure)
          status = .notDone
        }
      }
    }
    // The line that Ctrl-D left open.
    if isTyped { StandardStream.errors.write("\n") }
    try status.end()
  }

  /// The next line; at a prompt Ctrl-C drops what was typed of it.
  private func next(_ isTyped: Bool) throws -> String? {
    guard isTyped else { return readLine() }
    let prompt: TerminalText = "> "
    let listener = try SignalListener([SIGINT]) { _ in
      StandardStream.errors.write("\nexit or Ctrl-D ends the conversation\n\(prompt)")
    }
    defer { listener.stop(ignoring: [SIGINT]) }
    StandardStream.errors.write(prompt)
    return readLine()
  }
}
