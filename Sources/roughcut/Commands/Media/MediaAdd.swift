import ArgumentParser
import DraftModel
import MediaLibrary

struct MediaAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Take local media in: probe them, and make reduced pictures of large ones.",
    discussion: """
      Previews of what was taken in decode a fraction. The files stay where they are. Exit status 1 \
      when a draft's media are missing, 2 when a file is no media. With --json: \
      roughcut.media-added/1.
      """)

  @Argument(help: "Drafts, whose media are taken in, and media files.")
  var inputs: [InputFile]

  @Option(help: "How many threads decode; by default as many as there are cores.")
  var jobs: Int?

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes 1 to 256") }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    var intake = try MediaIntake(settings: settings, media: media, jobs: jobs)
    for input in inputs { try intake.note(input, on: console) }
    let added = try await intake.makeProxies(on: console)
    if output.json {
      console.print(bytes: try Report("roughcut.media-added/1", ["media": added]).bytes())
    } else {
      added.forEach { console.print($0.sentence) }
    }
    try intake.status.end()
  }
}
