import ArgumentParser
import CurlTransport
import DraftModel
import Foundation
import HTTPTransport
import MediaLibrary
import PreviewRendering

struct MediaFetch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Download the media a draft needs, so that previews have them.",
    discussion: """
      Sources that are addresses, and ids and paths of the service that the draft's state lists. \
      Each file is checked and kept once, whatever it is called; what broke off is continued. A \
      file whose bytes do not have the hash that the state lists is refused. Hosts are sent no \
      token, and a redirect from elsewhere does not lead into a private network. Exit status 1 \
      when something is still missing. With --json: roughcut.media-fetched/1.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @Option(help: "How many files to download at once.")
  var jobs = 4

  @Option(help: "The size of the largest file to take, such as 500MB.")
  var maxSize = ByteCount(4_000_000_000)

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if !(1...64).contains(jobs) { throw ValidationError("--jobs takes 1 to 64") }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let source = try draft.draft(settings.keys)
    let cache = media.cacheFolder(settings)
    let shelf = media.shelf(for: source, in: draft, cache: cache, settings)
    let timeline = source.resolved().timeline
    let outcomes = try await fetch(
      shelf.remoteMedia(of: timeline), into: FetchedMedia(cache: cache), on: console)
    let fetched = shelf.media(of: timeline, proxies: MediaCache(folder: cache).proxies).map {
      FetchedMedium($0, outcomes[$0.source])
    }
    if output.json {
      console.print(bytes: try Report("roughcut.media-fetched/1", ["media": fetched]).bytes())
    } else {
      fetched.compactMap(\.sentence).forEach { console.print($0) }
    }
    for medium in fetched { medium.complaint.map { console.complain("\(draft.name): \($0)") } }
    console.note(FetchedMedium.summary(fetched))
    try (fetched.contains { $0.complaint != nil } ? ExitStatus.somethingToSee : .clean).end()
  }

  private func fetch(
    _ wanted: [RemoteMedium], into store: FetchedMedia, on console: Console
  ) async throws -> [String: MediaFetcher.Outcome] {
    guard !wanted.isEmpty else { return [:] }
    let transport: CurlTransport
    do throws(TransportError) {
      transport = try CurlTransport.ofThisProcess()
    } catch {
      throw CommandFailure("\(error)")
    }
    var fetcher = MediaFetcher(into: store, over: transport, jobs: jobs, limit: maxSize)
    fetcher.onWait = { source in
      console.note(
        "\"\(source)\": another program is downloading it; waiting for it while it receives anything"
      )
    }
    let bar = ProgressBar(isShown: console.showsProgress, unit: .bytes)
    defer { bar.finish() }
    return try await Interruption.guarding(
      saying: { "interrupted; run it again to go on where it stopped" }
    ) { [fetcher] in
      try await fetcher.run(wanted) { bar.show(RenderProgress(done: $0, total: $1)) }
    }
  }
}
