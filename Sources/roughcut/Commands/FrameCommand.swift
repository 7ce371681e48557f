import ArgumentParser
import DraftModel
import LibAV
import MediaLibrary
import PreviewRendering

struct FrameCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frame",
    abstract: "Write single composited pictures of a draft.",
    discussion: """
      The form goes by the ending: .png, .jpg, .webp. Several --at need a name with %d, which \
      stands for 1, 2, 3 in the order given. With --json: roughcut.frames/1.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Option(help: "A time of the timeline: 3.2s, 500ms, 00:00:03.2, 60%. Can be given several times.")
  var at: [TimeExpression]

  @Option(
    name: .shortAndLong, help: "The picture to write; %d is the picture's number.",
    completion: .file(extensions: ["png", "jpg", "webp"]))
  var output: String

  @OptionGroup(title: "Picture") var picture: PictureOptions
  @OptionGroup(title: "Media and cache") var media: MediaOptions

  @Flag(help: "Refuse a draft of which something would be left out, or whose fonts are lacking.")
  var strict = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if StillImageEncoder.Format(path: output) == nil {
      throw ValidationError("\(output) does not end in .png, .jpg, .jpeg or .webp")
    }
    if at.count > 1, !output.contains("%d") {
      throw ValidationError("several --at need a %d in the name of -o")
    }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let printer = try console.console(settings)
    let source = try draft.draft(settings.keys)
    let cache = media.cacheFolder(settings)
    let shelf = media.shelf(for: source, in: draft, cache: cache, settings)
    let plan = try PlannedDraft(
      source, shelf: shelf, fonts: FontShelf(cache: cache), request: picture.request(settings))
    try plan.report(on: printer, in: draft.name, strict: strict)
    let job = FrameJob(
      plan: plan, kept: MediaCache(folder: cache), times: at, pattern: output)
    let pictures = try await Interruption.guarding { try job.run() }
    if console.json {
      printer.print(bytes: try Report("roughcut.frames/1", ["frames": pictures]).bytes())
    } else {
      pictures.forEach { printer.note("\($0.path): \($0.time)s") }
    }
    for remark in pictures.compactMap(\.remark) { printer.note(remark) }
    try plan.report(plan.fidelityNow(), on: printer, in: draft.name)
  }
}
