import Foundation
import Regression
import TestSupport

/// A folder with one case in it, or with a copy of cases of the repository.
struct CaseFolder {
  let folder: TemporaryFolder

  /// The path of the case's folder.
  var path: String { folder.url.appending(path: "case").path }

  /// A draft of two colours and a bed, four seconds long; its media are only named.
  static let draft = """
    {
      "d": 4000,
      "m": {"title": "Two colours", "width": 640, "height": 360},
      "t": [
        {"id": "picture", "tt": 0, "sg": [
          {"id": "red", "d": 2000, "m": {"src": "red.png"}},
          {"id": "blue", "d": 2000, "m": {"src": "blue.png", "opacity": 1.0}}
        ]},
        {"id": "bed", "tt": 1, "sg": [{"id": "lo-fi", "d": 4000, "m": {"src": "lo-fi.m4a", "volume": 0.8}}]}
      ]
    }
    """

  /// Makes a case of these texts.
  init(_ yaml: String, input: String? = CaseFolder.draft, expected: String? = nil) throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.file("case"), withIntermediateDirectories: true)
    try folder.write(yaml.utf8, to: "case/case.yml")
    if let input { try folder.write(input.utf8, to: "case/input.json") }
    if let expected { try folder.write(expected.utf8, to: "case/expected.json") }
  }

  /// Reads its `case.yml`.
  func read() throws -> RegressionCase {
    try withExtendedLifetime(folder) { try RegressionCase(folder: path) }
  }

  /// Runs it.
  func run(acceptsResults: Bool = false) async throws -> CaseResult {
    let suite = CaseSuite(
      try CaseTree(in: path).entries, settings: RunSettings(acceptsResults: acceptsResults))
    let result = try await suite.run(jobs: 1)
    return withExtendedLifetime(folder) { result.cases[0] }
  }

  /// A file of the case as text; nothing where there is none.
  func text(of name: String) -> String? {
    try? String(contentsOf: folder.file("case/" + name), encoding: .utf8)
  }

  /// The names of the files of the case.
  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

/// A copy of `Fixtures/transforms`, into which hostile programs may write.
struct TransformsCopy {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["transforms", "drafts"] {
      try FileManager.default.copyItem(at: Repository.fixture(name), to: folder.file(name))
    }
  }

  /// A folder of cases.
  func path(_ name: String) -> String { folder.file("transforms/" + name).path }
}

extension CaseResult {
  /// What is wrong, with what was asked: `hold valid: …`.
  var complaints: [String] { failures.map { "\($0.check.rawValue) \($0.message)" } }
}
