import ArgumentParser

struct ShowConfiguration: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the settings in force and where each comes from.",
    discussion: """
      A flag wins over the environment (ROUGHCUT_SIZE and so on), which wins over .roughcut.yml \
      in the working directory or above it, which wins over ~/.config/roughcut/config.yml. The \
      lower rows are about the service: where it is, and as whom it is spoken to. A project's file \
      is read if it is a regular file of yours or of root's, below your home or in a repository. It \
      can lower max_credits and cache_size, name a media_root and a skill inside the project, and \
      not move the cache; what else it says of these is ignored, and listed here. With --json: \
      roughcut.config/1.
      """)

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    // What is ignored is part of the result here.
    let console = try output.console(settings, notesIgnored: false)
    let rows = settings.rows + (try ServiceSettings(settings).rows)
    if output.json {
      let content = Content(settings: rows, ignored: settings.ignored)
      console.print(bytes: try Report("roughcut.config/1", content).bytes())
    } else {
      let width = rows.map(\.setting.count).max() ?? 0
      for row in rows {
        let name = row.setting + String(repeating: " ", count: width - row.setting.count)
        console.print("\(name)  \(row.value)  \(console.styled("(\(row.origin))", .faint))")
      }
      settings.ignored.forEach { console.print($0.line) }
    }
  }

  /// The content of `roughcut.config/1`.
  private struct Content: Encodable {
    let settings: [Configuration.Row]
    let ignored: [IgnoredSetting]
  }
}
