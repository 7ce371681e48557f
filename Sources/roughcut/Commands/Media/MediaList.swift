import ArgumentParser
import DraftModel
import MediaLibrary

struct MediaList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls",
    abstract: "List the media a draft needs: what is here, and what is missing and why.",
    discussion: "Exit status 1 when something is missing. With --json: roughcut.media/1.")

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let source = try draft.draft(settings.keys)
    let cache = media.cacheFolder(settings)
    let shelf = media.shelf(for: source, in: draft, cache: cache, settings)
    let list = shelf.media(
      of: source.resolved().timeline, proxies: MediaCache(folder: cache).proxies)
    if output.json {
      console.print(bytes: try Report("roughcut.media/1", ["media": list]).bytes())
    } else if list.isEmpty {
      console.note("\(draft.name): it names no media")
    } else {
      console.print(MediaTable(list).text(on: console))
    }
    try (list.contains(where: \.isMissing) ? ExitStatus.somethingToSee : .clean).end()
  }
}
