import ArgumentParser
import CloudAPI

struct Logout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Forget the anonymous token.",
    discussion: """
      Sessions and credits that belong to it can no longer be reached from here; `roughcut session \
      link` gives them to an account first. The service gives one token a week to a machine. With \
      --json: roughcut.logout/1.
      """)

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceSettings(settings)
    let report: LogoutReport
    do throws(TokenStoreError) {
      let wasKept = try service.tokens.token() != nil
      try service.tokens.keep(nil)
      report = LogoutReport(
        forgotten: wasKept, isYoursInUse: service.configuration.userToken != nil)
    } catch {
      throw CommandFailure("\(error)")
    }
    try report.tell(on: console, json: output.json)
  }
}

/// What was forgotten: `roughcut.logout/1`.
private struct LogoutReport: ServiceReport {
  static let schema = "roughcut.logout/1"

  let forgotten: Bool
  let isYoursInUse: Bool

  private enum CodingKeys: String, CodingKey {
    case forgotten
    case isYoursInUse = "yoursInUse"
  }

  var lines: [String] {
    let first =
      forgotten
      ? "the anonymous token is forgotten; the service may give the next one only after a week"
      : "no anonymous token was kept"
    return [first] + (isYoursInUse ? ["NEMO_TOKEN is still set; unset it to be logged out"] : [])
  }
}
