import ArgumentParser
import MediaLibrary
import PreviewRendering

struct MediaCollect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Make the cache smaller: what was used longest ago goes first.",
    discussion: """
      Without a kind, all of them together are brought below the size, and what is known of files \
      that are gone is forgotten. All of it is made again when it is needed. With --json: \
      roughcut.cache-collection/1.
      """)

  @Option(help: "The size to keep, such as 2GB; by default the setting cache_size. 0 empties it.")
  var maxSize: ByteCount?

  @Flag(help: "Only encoded pieces of previews.")
  var chunks = false

  @Flag(help: "Only what spares decoding media: reduced pictures, and where pictures are.")
  var proxies = false

  @Flag(help: "Only media that were fetched.")
  var media = false

  @Flag(name: [.long, .customShort("n")], help: "Say what would be removed, and remove nothing.")
  var dryRun = false

  @Option(help: "The cache's folder.", completion: .directory)
  var cache: String?

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let collections = CacheUpkeep(cache: cache ?? settings.cacheFolder).collect(
      kinds, above: try maxSize ?? settings.cacheSize ?? ChunkStore.standardLimit,
      removes: !dryRun)
    if output.json {
      let content = Collected(dryRun: dryRun, collections: collections)
      console.print(bytes: try Report("roughcut.cache-collection/1", content).bytes())
    } else {
      for collection in collections where !collection.isEmpty {
        console.print(collection.sentence(isDone: !dryRun))
      }
      if collections.allSatisfy(\.isEmpty) { console.note("the cache is empty") }
    }
  }

  private var kinds: [CacheKind] {
    let wanted: [CacheKind] =
      (chunks ? [.chunks] : []) + (proxies ? [.proxies, .indexes] : []) + (media ? [.media] : [])
    return wanted.isEmpty ? CacheKind.allCases : wanted
  }

  /// The content of `roughcut.cache-collection/1`.
  private struct Collected: Encodable {
    let dryRun: Bool
    let collections: [CacheUpkeep.Collection]
  }
}

extension CacheUpkeep.Collection {
  /// Whether there was nothing of the kind.
  fileprivate var isEmpty: Bool { result.removed + result.kept == 0 }

  /// One line for people: what went, and what stays.
  fileprivate func sentence(isDone: Bool) -> String {
    let gone = "\(result.removed), \(result.freed)"
    let rest = "\(result.kept), \(result.size)"
    return isDone
      ? "\(kind.rawValue): removed \(gone); kept \(rest)"
      : "\(kind.rawValue): would remove \(gone); would keep \(rest)"
  }
}
