import ArgumentParser
import Foundation
import MediaLibrary

struct GitSetup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let git compare and merge drafts in words of the timeline.",
    discussion: """
      Writes .gitattributes, and the drivers into this repository's own configuration: "git diff" \
      and "git difftool -t roughcut" then tell changes as "roughcut diff" does, "git log -p" and \
      "git show" compare drafts as readable lines, and "git merge" merges timelines. Can be run \
      again at any time; others who clone the repository run it once. With --json: \
      roughcut.git-setup/1.
      """)

  @Option(
    help: """
      Which files are drafts, as .gitattributes spells it; can be given several times. By default \
      what is there already, else draft.json and *.draft.json.
      """)
  var pattern: [String] = []

  @Flag(help: "Take all of it away again.")
  var remove = false

  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    if remove, !pattern.isEmpty {
      throw ValidationError("--remove takes everything away; leave out --pattern")
    }
    for pattern in pattern where GitAttributes.quoted(pattern) == nil {
      throw ValidationError(
        "'\(pattern)' is no pattern of .gitattributes: it is empty, has a line break, or begins with ! or #"
      )
    }
  }

  func run() throws {
    let console = try output.console(try Configuration.inForce())
    let setup = try GitDrivers(in: FileManager.default.currentDirectoryPath)
    let patterns = remove ? [] : try setup.install(for: pattern)
    if remove { try setup.remove() }
    if output.json {
      console.print(
        bytes: try Report("roughcut.git-setup/1", ["patterns": patterns]).bytes())
    } else if remove {
      console.note("\(setup.attributesFile): git no longer knows of drafts")
    } else {
      console.note("\(setup.attributesFile): drafts are \(patterns.joined(separator: ", "))")
    }
  }
}
