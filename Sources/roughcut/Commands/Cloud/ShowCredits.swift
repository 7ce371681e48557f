import ArgumentParser
import CloudAPI

struct ShowCredits: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "credits",
    abstract: "Say how many credits there are to spend.",
    discussion: "With --json: roughcut.credits/1.")

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceConnection(settings, console: console)
    let balance = try await service.running { try await service.client.credits() }
    try CreditsReport(balance).tell(on: console, json: output.json)
  }
}
