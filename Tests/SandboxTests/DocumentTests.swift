import CloudAPI
import Foundation
import Sandbox
import TestSupport
import Testing

/// `docs/sandbox.md` says what is so.
@Suite struct DocumentTests {
  /// The page, section by section, each with its heading.
  private static func section(_ heading: String) throws -> Substring {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/sandbox.md"), encoding: .utf8)
    let start = try #require(page.range(of: "## \(heading)\n")).upperBound
    return page[start...].prefix(
      upTo: page[start...].range(of: "\n## ")?.lowerBound ?? page.endIndex)
  }

  /// What stands in backquotes in the rows of a section's table, column by column.
  private static func rows(_ heading: String) throws -> [[String]] {
    try section(heading).split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
      row.split(separator: "|").map { cell in
        cell.matches(of: /`([^`]+)`/).map { String($0.1) }.joined(separator: " ")
      }.filter { !$0.isEmpty }
    }
  }

  @Test(
    "The requests of the table are done, one after another, in each language", arguments: [0, 1])
  func requests(column: Int) async throws {
    let messages = try Self.rows("What its agent understands").map { $0[column] }
    #expect(messages.count == 17)
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      for message in messages {
        let outcome = try await client.say(message, in: session)
        let isRefused = outcome.text.contains("cost nothing") || outcome.text.contains("不收费")
        #expect(!isRefused, "\(message): \(outcome.text)")
      }
    }
  }

  @Test("All kinds of fault and all calls are listed, and no others")
  func faults() throws {
    let kinds = try Self.rows("What can go wrong").flatMap { $0[0].split(separator: " ") }
    for kind in kinds {
      let text = kind.replacing("MS", with: "5").replacing("BYTES", with: "5")
      #expect(SandboxFault(String(text)) != nil, "\(kind)")
    }
    let words = Set(kinds.map { $0.prefix { $0 != ":" } })
    let known = SandboxFault.kinds.split(separator: ", ").map {
      $0.prefix { $0 != ":" && $0 != "[" }
    }
    #expect(words == Set(known))
    let calls = try #require(
      Self.section("What can go wrong").split(separator: "\n").first { $0.hasPrefix("Calls are") })
    #expect(
      Set(calls.matches(of: /`([a-z]+)`/).map { String($0.1) })
        == Set(SandboxCall.allCases.map(\.rawValue)))
  }
}
