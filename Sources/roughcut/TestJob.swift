import Foundation
import MediaLibrary
import Regression

/// One run of regression cases, with its reports and an orderly end on a signal.
struct TestJob: Sendable {
  let folder: String
  /// Words of which a case's name holds one; empty for all cases.
  let only: [String]
  let settings: Configuration
  let run: RunSettings
  /// The form that is printed.
  let format: TestReportFormat

  /// Runs the cases and prints what becomes of them.
  ///
  /// - Throws: ``CommandFailure`` where there is no case, or accepting is refused.
  func run(jobs: Int?, on console: Console) async throws -> SuiteResult {
    if run.acceptsResults, Self.isUnattended {
      throw CommandFailure(
        "--update is refused where CI is set: results are accepted by people; run it on your own machine"
      )
    }
    let entries = try entries()
    let jobs = try jobs ?? settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let suite = CaseSuite(entries, settings: run)
    let text = TestTextFormat(isColored: console.colorsOutput)
    let result = try await Interruption.guarding {
      try await suite.run(jobs: jobs) { test in
        if format == .text { console.print(rendered: text.rendering(test)) }
      }
    }
    if format == .text {
      console.print(result.sentence)
      if result.cases.contains(where: \.canBeAccepted) {
        console.note("what is right as it is now can be accepted with --update")
      }
    } else {
      console.print(bytes: Array(format.rendering(result).utf8))
    }
    return result
  }

  /// Writes the results to a file, where one is wished.
  func write(_ result: SuiteResult, as format: TestReportFormat, to path: String?) throws {
    guard let path else { return }
    do throws(FileError) {
      try OutputFile.write(Array(format.rendering(result).utf8), to: path)
    } catch {
      throw CommandFailure(error, advice: "name a file that can be written")
    }
  }

  private func entries() throws -> [CaseTree.Entry] {
    let tree: CaseTree
    do throws(CaseError) {
      tree = try CaseTree(in: folder)
    } catch {
      throw CommandFailure("\(error); name a folder with cases")
    }
    let entries = tree.entries(named: only)
    guard entries.isEmpty else { return entries }
    let words = only.isEmpty ? "" : " whose name holds \(only.joined(separator: " or "))"
    throw CommandFailure(
      "\(folder): there is no case\(words); a case is a folder with a \(RegressionCase.fileName)")
  }

  /// Whether a machine looks at the results and no person, as build servers say.
  private static var isUnattended: Bool {
    ["true", "1"].contains(ProcessInfo.processInfo.environment["CI"]?.lowercased())
  }
}
