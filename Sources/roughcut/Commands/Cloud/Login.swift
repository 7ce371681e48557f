import ArgumentParser
import CloudAPI

struct Login: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Get ready to speak to the service: a free anonymous token, unless you have your own.",
    discussion: """
      With a token of your own in NEMO_TOKEN nothing is acquired: it is tried, and never stored. \
      Otherwise an anonymous token is kept for a week, in a file that only you may read; other \
      commands acquire one by themselves where there is none. With --json: roughcut.login/1.
      """)

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceSettings(settings)
    let connection = try ServiceConnection(service, keys: settings.keys, console: console)
    let tokens = service.tokens
    let report = try await connection.running {
      // A token that is kept and refused is replaced by this call.
      let balance = try await connection.client.credits()
      let kept = service.configuration.userToken == nil ? try tokens.token() : nil
      return LoginReport(
        service: service.configuration.apiURL, kept: kept, credits: CreditsReport(balance))
    }
    try report.tell(on: console, json: output.json)
  }
}

/// As whom the service knows the user: `roughcut.login/1`.
private struct LoginReport: ServiceReport {
  static let schema = "roughcut.login/1"

  let service: String
  /// yours or anonymous.
  let token: String
  let user: String?
  let expiresAt: String?
  let credits: CreditsReport

  init(service: String, kept: StoredToken?, credits: CreditsReport) {
    self.service = service
    token = kept == nil ? "yours" : "anonymous"
    user = kept?.userID
    expiresAt = kept?.expiresAt
    self.credits = credits
  }

  var lines: [String] {
    let who =
      token == "yours"
      ? "your token in NEMO_TOKEN is accepted by \(service)"
      : "known to \(service) as the anonymous user \(user ?? "it made")"
        + (expiresAt.map { " until \($0)" } ?? "")
    return [who] + credits.lines
  }
}
