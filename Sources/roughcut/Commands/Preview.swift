import ArgumentParser
import DraftModel
import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning

struct Preview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Render a draft to an MP4 that plays.",
    discussion: """
      Media that cannot be shown draw a slate, and what the preview leaves out is said on \
      standard error; --strict refuses such a draft. With --json: roughcut.preview/1; with \
      --plan: roughcut.plan/1.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Option(
    name: .shortAndLong, help: "The MP4; by default the draft's name here, with .mp4.",
    completion: .file(extensions: ["mp4"]))
  var output: String?

  @OptionGroup(title: "Picture") var picture: PictureOptions
  @OptionGroup(title: "Part") var part: PartOptions
  @OptionGroup(title: "Media and cache") var media: MediaOptions

  @Flag(help: "Reuse no rendered piece and keep none.")
  var noCache = false

  @Flag(help: "Refuse a draft of which something would be left out, or whose fonts are lacking.")
  var strict = false

  @Option(help: "How many pieces are rendered at once; by default as many as there are cores.")
  var jobs: Int?

  @Flag(help: "Print what would be rendered as JSON, and render nothing.")
  var plan = false

  @Flag(name: .long, help: "Open the file in the desktop's player.")
  var open = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    try MovieName.check(output)
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes 1 to 256") }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let printer = try console.console(settings)
    let scratch = try noCache ? scratchFolder() : nil
    // What is known of media is not what --no-cache is about.
    let folder = media.cacheFolder(settings)
    let source = try draft.draft(settings.keys)
    let plan = try PlannedDraft(
      source, shelf: media.shelf(for: source, in: draft, cache: folder, settings),
      fonts: FontShelf(cache: folder), request: picture.request(settings), part: part)
    if self.plan { return printer.print(bytes: try Report("roughcut.plan/1", plan.plan).bytes()) }
    try plan.report(on: printer, in: draft.name, strict: strict)
    let path = output ?? draft.stem + ".mp4"
    if output == nil { try MovieName.refuseUnnamed(path) }
    let outcome = try await PreviewJob(
      plan: plan, path: path, cache: scratch?.path ?? folder,
      cacheSize: try settings.cacheSize ?? ChunkStore.standardLimit,
      kept: MediaCache(folder: folder), scratch: scratch,
      jobs: try jobs ?? settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    ).run(on: printer)
    PreviewRecord(of: draft, in: settings.places.state)?.note(plan.hash)
    if console.json { printer.print(bytes: try outcome.report.bytes()) }
    printer.note(outcome.sentence)
    try plan.report(outcome.departures, on: printer, in: draft.name, strict: strict)
    if open { try DesktopPlayer.open(path) }
  }

  private func scratchFolder() throws(CommandFailure) -> ScratchFolder {
    do throws(FileError) {
      return try ScratchFolder()
    } catch {
      throw CommandFailure(error, advice: "set TMPDIR to a folder that can be written to")
    }
  }
}
