import ArgumentParser
import DraftModel
import MediaLibrary
import PreviewRendering

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report what is questionable in drafts.",
    discussion: """
      Rules are turned off or graded anew under "rules" in .roughcut.yml. Exit status 1 when \
      there is a finding, 2 when a file is no draft at all. --json is --format json: \
      roughcut.findings/1.
      """)

  @Argument(help: "The drafts; - is standard input.")
  var drafts: [InputFile] = []

  @Option(help: "How to write the findings: text, json, sarif, github or junit.")
  var format: ReportFormat?

  @Flag(help: "Make the changes that are safe, in the files themselves, and say which.")
  var fix = false

  @Flag(help: "Open the media and the fonts too.")
  var probe = false

  @Option(help: "Explain a rule, with examples.")
  var explain: String?

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if explain == nil, drafts.isEmpty {
      throw ValidationError("Missing expected argument '<drafts>'")
    }
    if fix, drafts.contains(.standardInput) {
      throw ValidationError("--fix changes files, and standard input is none")
    }
  }

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    if let explain { return try self.explain(explain, on: console) }
    var status = ExitStatus.clean
    var reports: [FileReport] = []
    for file in drafts {
      do {
        let draft = try file.draft(settings.keys)
        let around = ValidationJob(file: file, settings: settings, probes: probe, media: media)
        let final = fix ? try around.fixed(draft, on: console) : draft
        reports.append(FileReport(file: file.name, findings: try around.findings(in: final)))
      } catch let failure as CommandFailure {
        console.complain(failure)
        status = .notDone
      }
    }
    let isClean = reports.allSatisfy(\.findings.isEmpty)
    if status == .clean, !isClean { status = .somethingToSee }
    let format = format ?? (output.json ? .json : .text)
    // A clean text report is silence, as with compilers.
    if format != .text || !isClean { console.print(reports, as: format) }
    try status.end()
  }

  private func explain(_ name: String, on console: Console) throws {
    guard let rule = RuleCatalog.rule(RuleID(rawValue: name)) else {
      let known = RuleCatalog.all.map(\.id.rawValue).joined(separator: ", ")
      throw CommandFailure("there is no rule \"\(name)\"; the rules are \(known)")
    }
    console.print(lines: rule.explanation)
  }
}
