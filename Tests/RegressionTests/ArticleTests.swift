import Foundation
import Regression
import TestSupport
import Testing

/// The cases that the articles show can be read, and those of the repository are shown as they are.
@Suite struct ArticleTests {
  private static let articles = Repository.root
    .appending(path: "Sources/Regression/Regression.docc/Articles")

  /// The blocks of YAML of all articles.
  private static func blocks() throws -> [String] {
    try FileManager.default.contentsOfDirectory(at: articles, includingPropertiesForKeys: nil)
      .sorted { $0.path < $1.path }
      .flatMap { article in
        try String(contentsOf: article, encoding: .utf8)
          .matches(of: /(?s)```yaml\n(.*?)```/).map { String($0.1) }
      }
  }

  @Test("Every case that is shown can be read", arguments: try blocks())
  func reads(_ block: String) throws {
    #expect(throws: Never.self) { try CaseFolder(block).read() }
  }

  @Test("The repository's own cases are shown word for word")
  func ownCases() throws {
    let shown = try Self.blocks().filter { $0.hasPrefix("#") }
    let own = try CaseTree(in: Repository.fixture("transforms/cases").path).entries.map { entry in
      try String(contentsOf: URL(filePath: entry.folder + "/case.yml"), encoding: .utf8)
    }
    #expect(shown.count == 4)
    #expect(Set(shown).subtracting(own) == [])
  }
}
