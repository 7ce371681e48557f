import ArgumentParser
import DraftModel
import LibAV
import PreviewRendering

struct Sheet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a draft on one sheet: filmstrips, waveforms, titles, findings, fidelity.",
    discussion: """
      Tracks stand as they cover each other, the topmost first, with sounds below. The form goes by \
      the ending: .png, .jpg, .webp. With --json: roughcut.sheet/1, what is drawn where.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Option(
    name: .shortAndLong, help: "The picture to write.",
    completion: .file(extensions: ["png", "jpg", "webp"]))
  var output: String

  @Option(help: "The picture's width in pixels.")
  var width = 1600

  @OptionGroup(title: "Media and cache") var media: MediaOptions

  @Flag(help: "Refuse a draft of which something would be left out, or whose fonts are lacking.")
  var strict = false

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if StillImageEncoder.Format(path: output) == nil {
      throw ValidationError("\(output) does not end in .png, .jpg, .jpeg or .webp")
    }
    let widths = ContactSheet.widths
    if !widths.contains(width) {
      throw ValidationError("--width takes \(widths.lowerBound) to \(widths.upperBound)")
    }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let printer = try console.console(settings)
    let job = try SheetJob(
      draft, settings: settings, media: media, width: width, path: output)
    if strict { try PlannedDraft.refuse(job.sheet.fidelity, in: draft.name) }
    try await job.run(on: printer)
    if console.json {
      printer.print(bytes: try Report("roughcut.sheet/1", job.sheet.layout).bytes())
    }
    let layout = job.sheet.layout
    printer.note("\(output): \(layout.width)x\(layout.height)")
  }
}
