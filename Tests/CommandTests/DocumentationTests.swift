import Foundation
import TestSupport
import Testing

/// What the README and the articles tell people to type does what they say it does.
@Suite struct DocumentationTests {
  /// A page with its commands.
  struct Page: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let steps: [Step]

    init(_ path: String) {
      testDescription = path
      let text = (try? String(contentsOf: Repository.root.appending(path: path), encoding: .utf8))
      steps = Step.steps(in: text ?? "")
    }
  }

  /// One command after `$ `, and the lines that stand under it as its output; none where it is not shown.
  struct Step: Sendable {
    let command: String
    var output: [String] = []

    static func steps(in text: String) -> [Step] {
      var steps: [Step] = []
      var isOpen = false
      var isFenced = false
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("```") { isFenced.toggle() }
        let indent = isFenced ? "" : "    "
        // In a fence an empty line may be output; without one it ends it.
        let isCode =
          isFenced
          ? !line.hasPrefix("```") : line.hasPrefix(indent) && line.contains { $0 != " " }
        guard isCode else {
          isOpen = false
          continue
        }
        let code = line.dropFirst(indent.count)
        if code.hasPrefix("$ ") {
          steps.append(Step(command: String(code.dropFirst(2))))
          isOpen = true
        } else if isOpen {
          steps[steps.count - 1].output.append(String(code))
        }
      }
      return steps
    }
  }

  static let pages: [Page] =
    ["README.md"].map { Page($0) }
    + ((try? FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: catalogue).path)) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "DraftModel.md" }.sorted()
    .map { Page("\(catalogue)/\($0)") }
  static let catalogue = "Sources/DraftModel/DraftModel.docc"

  @Test("The README and six articles have commands")
  func pagesHaveCommands() {
    #expect(Self.pages.count == 7)
    for page in Self.pages { #expect(!page.steps.isEmpty, "\(page.testDescription)") }
  }

  @Test("Every command runs, and prints what stands under it", arguments: pages)
  func commands(_ page: Page) throws {
    try GeneratedMedia.files(["city-timelapse.mp4", "lo-fi.m4a"])
    let program = try Program()
    let folder = program.folder.url
    for name in ["out", "bin"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: false)
    }
    for (name, target) in [
      ("Fixtures", Repository.root.appending(path: "Fixtures")),
      ("scripts", Repository.root.appending(path: "scripts")),
      ("bin/roughcut", Repository.product("roughcut")),
    ] {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: name), withDestinationURL: target)
    }
    var environment = try program.environment
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = folder.appending(path: "bin").path + ":" + path
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    // Scripts that would build the program first are given it.
    environment["ROUGHCUT"] = Repository.product("roughcut").path
    for step in page.steps {
      let outcome = try Shell.run(
        "bash", ["-c", step.command], environment: environment, in: folder)
      #expect([0, 1].contains(outcome.status), "\(step.command)\n\(outcome.errors)")
      guard !step.output.isEmpty else { continue }
      let shown = step.output.joined(separator: "\n").trimmingCharacters(in: .whitespaces)
      #expect(Self.isSame(outcome.text, as: shown), "\(step.command)\n\(outcome.text)")
    }
  }

  /// Whether a text is as shown; what differs from run to run is shown as `…`.
  private static func isSame(_ text: String, as shown: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = shown.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count == wanted.count
      && zip(lines, wanted).allSatisfy { line, wanted in
        let parts = wanted.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
          return line == wanted
        }
        guard line.hasPrefix(first), line.hasSuffix(last) else { return false }
        var rest = line.dropFirst(first.count).dropLast(last.count)[...]
        for part in parts.dropFirst().dropLast() {
          guard let place = rest.firstRange(of: part) else { return false }
          rest = rest[place.upperBound...]
        }
        return true
      }
  }
}
