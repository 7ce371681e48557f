import ArgumentParser

struct ShowConfiguration: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the settings in force and where each comes from.",
    discussion: """
      A flag wins over the environment (ROUGHCUT_SIZE and so on), which wins over .roughcut.yml \
      in the working directory or above it, which wins over ~/.config/roughcut/config.yml. The \
      lower rows are about the service: where it is, and as whom it is spoken to. With --json: \
      roughcut.config/1.
      """)

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let rows = settings.rows + (try ServiceSettings(settings).rows)
    if output.json {
      console.print(bytes: try Report("roughcut.config/1", ["settings": rows]).bytes())
    } else {
      let width = rows.map(\.setting.count).max() ?? 0
      for row in rows {
        let name = row.setting + String(repeating: " ", count: width - row.setting.count)
        console.print("\(name)  \(row.value)  " + console.styled("(\(row.origin))", .faint))
      }
    }
  }
}
