import ArgumentParser
import DraftModel
import JSONTree

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put two drafts together that grew out of one.",
    usage: """
      roughcut merge <base> <ours> <theirs> -o <out> [--ours | --theirs]
      roughcut merge --resolve <sidecar>
      """,
    discussion: """
      Exit status: 0 merged, 1 with conflicts. Each conflict keeps what the base has, and is marked \
      in <out>.conflicts.json (roughcut.conflicts/1): fill in "take" with "ours", "theirs", "base" \
      or {"value": …}, and let --resolve merge again. As a merge driver of git ("roughcut \
      git-setup" installs it): roughcut merge -o %A --path=%P -- %O %A %B.
      """)

  @Argument(
    help: "What both grew out of, ours and theirs; one of them can be - for standard input.")
  var drafts: [InputFile] = []

  @Option(
    name: .shortAndLong, help: "The file to write; without it standard output.",
    completion: .file(extensions: ["json"]))
  var output: String?

  @Flag(help: "Settle what is in conflict as ours has it.")
  var ours = false

  @Flag(help: "Settle what is in conflict as theirs has it.")
  var theirs = false

  @Option(
    help: "Settle what this sidecar of the same merge has choices for.",
    completion: .file(extensions: ["json"]))
  var resolve: InputFile?

  @Option(
    help: "Where conflicts are marked; by default beside the file that is written.",
    completion: .file(extensions: ["json"]))
  var conflicts: String?

  @Option(help: "The file's own path, where git calls this and the drafts are in temporary files.")
  var path: String?

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if drafts.count != 3, resolve == nil || !drafts.isEmpty {
      throw ValidationError("merge takes three drafts: <base> <ours> <theirs>")
    }
    if drafts.filter({ $0 == .standardInput }).count + (resolve == .standardInput ? 1 : 0) > 1 {
      throw ValidationError("only one input can come from standard input")
    }
    if ours, theirs { throw ValidationError("--ours and --theirs exclude each other") }
    if console.json, output == nil || output == "-", !drafts.isEmpty {
      throw ValidationError("--json tells the conflicts, so the draft needs -o")
    }
  }

  func run() throws {
    // Git calls with the path, and gives up a merge if a driver fails over a slip in the settings.
    let (settings, printer) =
      try path == nil ? inForce() : console.forGit()
    let settling: MergeChoice? = ours ? .ours : theirs ? .theirs : nil
    if let path, drafts.count == 3, conflicts == nil, let output, !console.json {
      let driver = GitMergeDriver(
        base: drafts[0], ours: drafts[1], theirs: drafts[2], output: output, path: path,
        settlement: MergeSettlement(otherwise: settling), keys: settings.keys)
      return try driver.run(on: printer).end()
    }
    var job =
      if let resolve {
        try MergeJob(
          resolving: resolve, drafts: drafts, output: output, sidecar: conflicts,
          keys: settings.keys)
      } else {
        try MergeJob(
          drafts: drafts, output: output, path: path,
          sidecar: conflicts.map { file in .file { file } } ?? .besideOutput, keys: settings.keys)
      }
    job.settlement.otherwise = settling
    let merge = try job.run(on: printer)
    if console.json { printer.print(bytes: merge.sidecar.serialized(indent: 2) + [0x0A]) }
    try (merge.isClean ? ExitStatus.clean : .somethingToSee).end()
  }

  private func inForce() throws -> (settings: Configuration, console: Console) {
    let settings = try Configuration.inForce()
    return (settings, try console.console(settings))
  }
}
