import ArgumentParser
import DraftModel
import Foundation
import JSONTree
import PreviewRendering

struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what changed between two drafts, in words of the timeline.",
    usage: "roughcut diff <old> <new> [<options>]",
    discussion: """
      Exit status: 0 where nothing changed, 1 where something did. Member order, spelt-out \
      defaults and other spellings of a value are no change. --json (roughcut.diff/1) and \
      --format jsonpatch (RFC 6902) can be given to "roughcut patch". As git's external diff \
      ("roughcut git-setup" installs it) it takes the seven or nine arguments that git gives, and \
      ends with 0.
      """)

  @Argument(help: "The draft as it was and as it is; one of them can be - for standard input.")
  var drafts: [InputFile] = []

  @Option(help: "How it is told: text, markdown, json, jsonpatch or html (a page of its own).")
  var format: Format?

  @Flag(
    help: """
      Show a picture from before and after each change: in the page with --format html, else as \
      files in the folder of -o.
      """)
  var visual = false

  @Option(
    name: .shortAndLong,
    help: "The file to write, or with --visual the folder; without it standard output.",
    completion: .file())
  var output: String?

  @OptionGroup(title: "Pictures") var picture: PictureOptions
  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var console: ConsoleOptions

  /// The forms in which a difference is told.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json, jsonpatch, html
  }

  func validate() throws {
    guard ExternalDiff(drafts.map(\.path)) == nil else { return }
    guard drafts.count == 2 else { throw ValidationError("diff takes two drafts: <old> <new>") }
    if drafts[0] == .standardInput, drafts[1] == .standardInput {
      throw ValidationError("only one of the two drafts can come from standard input")
    }
    if console.json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
    if visual, format != .html, output == nil || output == "-" {
      throw ValidationError(
        "--visual writes pictures: name a folder with -o, or take --format html")
    }
  }

  func run() async throws {
    if let external = ExternalDiff(drafts.map(\.path)) {
      let (settings, printer) = try console.forGit()
      return printer.print(
        rendered: external.words(settings.keys, isColored: printer.colorsOutput) + "\n")
    }
    let settings = try Configuration.inForce()
    let printer = try console.console(settings)
    let (old, new) = (try drafts[0].draft(settings.keys), try drafts[1].draft(settings.keys))
    let difference = DraftDifference(from: old, to: new)
    var pictures: DiffPictures?
    if visual {
      let sides = try zip([old, new], drafts).map { draft, file in
        try PlannedDraft(
          draft,
          shelf: media.shelf(for: draft, in: file, cache: media.cacheFolder(settings), settings),
          request: picture.request(settings))
      }
      let job = DiffPicturesJob(places: difference.places, old: sides[0], new: sides[1])
      pictures = try await Interruption.guarding { try job.run() }
    }
    let told = telling(difference, pictures, isColored: printer.colorsOutput)
    if let pictures, format != .html, let output {
      let page = difference.html(
        from: drafts[0].name, to: drafts[1].name, pictures: pictures.named)
      try pictures.write(to: output, page: Array(page.utf8))
      printer.print(bytes: told)
    } else {
      try DraftOutput.write(told, to: output ?? "-", on: printer)
    }
    try (difference.isEmpty ? ExitStatus.clean : .somethingToSee).end()
  }

  /// The difference in the form that is asked for.
  private func telling(
    _ difference: DraftDifference, _ pictures: DiffPictures?, isColored: Bool
  ) -> [UInt8] {
    switch console.json ? .json : format ?? .text {
    case .text:
      Array((difference.text(isColored: isColored && output == nil) + "\n").utf8)
    case .markdown: Array(difference.markdown.utf8)
    case .json: difference.json.serialized(indent: 2) + [0x0A]
    case .jsonpatch: difference.documentPatch.value.serialized(indent: 2) + [0x0A]
    case .html:
      Array(
        difference.html(
          from: drafts[0].name, to: drafts[1].name, pictures: pictures?.embedded ?? [:]
        ).utf8)
    }
  }
}
