import ArgumentParser
import DraftModel
import PreviewRendering

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check this machine, or list what the preview cannot show of a draft.",
    discussion: """
      Without a draft: FFmpeg, its encoders, the default font, fonts for each script, and the cache; \
      exit status 1 when something is lacking. With one: the members that nothing reads and the \
      titles that no font here draws as they ask, by pointer; exit status 1 when there are any. With --json: roughcut.machine/1 and roughcut.findings/1.
      """)

  @Argument(help: "A draft, or - for standard input.")
  var draft: InputFile?

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    if let draft {
      try list(draft, settings, on: console)
    } else {
      try check(MachineCheck(cache: media.cacheFolder(settings)), on: console)
    }
  }

  private func list(
    _ input: InputFile, _ settings: Configuration, on console: Console
  ) throws {
    let draft = try input.draft(settings.keys)
    let job = ValidationJob(file: input, settings: settings, probes: true, media: media)
    let found =
      try draft.resolved().findings.filter(\.isAboutUnread) + job.fontFindings(in: draft)
    if !found.isEmpty || output.json {
      let format: ReportFormat = output.json ? .json : .text
      let report = FileReport(file: input.name, findings: found)
      console.print([report], as: format)
    } else {
      console.note("\(input.name): its fonts are here, and everything in it is read")
    }
    try (found.isEmpty ? ExitStatus.clean : .somethingToSee).end()
  }

  private func check(_ machine: MachineCheck, on console: Console) throws {
    if output.json {
      console.print(bytes: try Report("roughcut.machine/1", machine).bytes())
    } else {
      machine.items.forEach { console.print($0) }
    }
    try (machine.isFine ? ExitStatus.clean : .somethingToSee).end()
  }
}

extension Console {
  fileprivate func print(_ item: MachineCheck.Item) {
    let status =
      switch item.status {
      case .fine: styled("fine   ", .good)
      case .lacking: styled("lacking", .doubtful)
      case .broken: styled("broken ", .bad)
      }
    print("\(status)  \(item.name): \(item.message)")
    if let advice = item.advice { print("         \(advice)") }
  }
}
