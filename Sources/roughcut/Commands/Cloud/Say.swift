import ArgumentParser
import Foundation

struct Say: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say something to the service, in English or Chinese.",
    discussion: """
      "export", "credits", "status" and "upload clip.mp4" are understood here and done; all else \
      is a message to the service's agent, which edits the timeline. Its answer is printed, and what \
      changed. A message is sent once and never again, whatever breaks. Where the service speaks \
      of its export button the export is done. With --json: roughcut.say/1, or the shape of \
      what was asked for.
      """)

  @Argument(help: "The sentence.")
  var words: [String]

  @Flag(help: "Do not export where the service speaks of its export button.")
  var noExport = false

  @Option(
    name: .shortAndLong,
    help:
      "The MP4 that an export writes; by default final.mp4, or final-2.mp4 and so on if that is there.",
    completion: .file(extensions: ["mp4"]))
  var output: String?

  @OptionGroup var session: SessionOption
  @OptionGroup var spending: SpendingOption
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if words.joined().allSatisfy(\.isWhitespace) { throw ValidationError("say what you want") }
    try MovieName.check(output)
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let service = try ServiceConnection(settings, console: try console.console(settings))
    let conversation = Conversation(
      service: service, rules: settings.rules, sessionID: session.session,
      limit: try spending.limit(settings), exports: !noExport, json: console.json, output: output,
      mediaRoot: settings.mediaRoot)
    let status = try await service.running { [words] in
      try await conversation.answer(words.joined(separator: " "))
    }
    try status.end()
  }
}
