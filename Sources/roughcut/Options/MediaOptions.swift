import ArgumentParser
import DraftModel
import MediaLibrary

/// Where media are found and where work is kept.
struct MediaOptions: ParsableArguments {
  @Option(
    help: "Open only media inside this folder, symbolic links followed first.",
    completion: .directory)
  var mediaRoot: String?

  @Option(help: "The folder in which chunks and facts are kept.", completion: .directory)
  var cache: String?

  /// The cache's folder.
  func cacheFolder(_ configuration: Configuration) -> String {
    cache ?? configuration.cacheFolder
  }

  /// The folder that media must be in; `nil` for anywhere.
  func root(_ configuration: Configuration) -> MediaRoot? {
    MediaRoot.named(mediaRoot) ?? configuration.mediaRoot
  }

  /// The media that a draft names, as they are on this machine.
  func shelf(
    for draft: Draft, in input: InputFile, cache: String?, _ configuration: Configuration
  ) -> MediaShelf {
    MediaShelf(
      finder: MediaFinder(
        folder: input.folder, root: root(configuration)?.folder,
        listing: draft.mediaListing, fetched: FetchedMedia(cache: cacheFolder(configuration))),
      cache: cache)
  }
}
