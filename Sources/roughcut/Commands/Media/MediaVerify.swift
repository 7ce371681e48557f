import ArgumentParser
import MediaLibrary
import PreviewRendering

struct MediaVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every byte of the cache.",
    discussion: """
      Nothing in the cache is ever used unchecked, so that what is broken costs time and no \
      preview. Exit status 1 when something is broken. With --json: roughcut.cache-check/1.
      """)

  @Flag(help: "Remove what is broken; it is made again when it is needed.")
  var fix = false

  @Option(help: "The cache's folder.", completion: .directory)
  var cache: String?

  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let bar = ProgressBar(isShown: console.showsProgress, unit: "files")
    let upkeep = CacheUpkeep(cache: cache ?? settings.cacheFolder)
    let checks = try await Interruption.guarding { [fix] in
      defer { bar.finish() }
      return try upkeep.check(removing: fix) { _, done, total in
        bar.show(RenderProgress(done: Int64(done), total: Int64(total)))
      }
    }
    let isSound = checks.allSatisfy(\.faults.isEmpty)
    if output.json {
      console.print(bytes: try Report("roughcut.cache-check/1", ["checks": checks]).bytes())
    } else {
      for fault in checks.flatMap(\.faults) {
        console.print("\(fault.path): \(fault.reason)\(fault.isRemoved ? "; removed" : "")")
      }
      checks.forEach { console.note($0.sentence) }
      if !isSound, !fix { console.note("roughcut media verify --fix removes what is broken") }
    }
    try (isSound ? ExitStatus.clean : .somethingToSee).end()
  }
}

extension CacheCheck {
  /// One line for people: how many were looked at, and how many of them are broken.
  fileprivate var sentence: String {
    "\(kind.rawValue): \(checked) checked, "
      + (faults.isEmpty ? "all sound" : "\(faults.count) broken")
  }
}
