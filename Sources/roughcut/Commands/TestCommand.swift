import ArgumentParser
import DraftModel
import Regression

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run regression cases for transformations of drafts.",
    discussion: """
      A case is a folder with a case.yml, an input.json and, once accepted, an expected.json and \
      frames. Exit status 1 when a case failed, 2 when one could not be carried out or there is none. \
      --json is --format json: roughcut.test/1. With CI=true nothing is ever written into a case.
      """)

  @Argument(help: "The folder to search for cases.", completion: .directory)
  var folder = "."

  @Flag(help: "Accept results that differ: write them as the expected ones, and say which.")
  var update = false

  @Option(help: "Run only cases whose name holds this. Can be given several times.")
  var only: [String] = []

  @Option(name: .shortAndLong, help: "How many cases run at once, 1 to 256.")
  var jobs: Int?

  @Option(help: "How to print the results: text, json, junit, github or html.")
  var format: TestReportFormat?

  @Option(help: "Write JUnit's XML to this file too.", completion: .file(extensions: ["xml"]))
  var junit: String?

  @Option(
    help: "Write one page with all pictures to this file too.",
    completion: .file(extensions: ["html"]))
  var html: String?

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes 1 to 256") }
    if output.json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
  }

  func run() async throws {
    let settings = try Configuration.inForce()
    let job = TestJob(
      folder: folder, only: only, settings: settings,
      run: RunSettings(
        keys: settings.keys, rules: settings.rules,
        mediaRoot: media.root(settings)?.folder,
        cache: media.cacheFolder(settings), acceptsResults: update),
      format: format ?? (output.json ? .json : .text))
    let result = try await job.run(jobs: jobs, on: try output.console(settings))
    try job.write(result, as: .junit, to: junit)
    try job.write(result, as: .html, to: html)
    try result.exitStatus.end()
  }
}

extension SuiteResult {
  fileprivate var exitStatus: ExitStatus {
    if count(.broken) > 0 { return .notDone }
    return count(.failed) > 0 ? .somethingToSee : .clean
  }
}
