import ArgumentParser

struct MediaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "media",
    abstract: "Look after the media of drafts and the cache.",
    subcommands: [
      MediaList.self, MediaFetch.self, MediaAdd.self, MediaVerify.self, MediaCollect.self,
    ])
}
