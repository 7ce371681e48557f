import Foundation

/// The collected test documents of other projects, beside the repository.
enum TestDocuments {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/testdata")

  static let suite = folder.appendingPathComponent("json-test-suite")
  static let canonical = folder.appendingPathComponent("jcs")

  static var haveSuite: Bool { FileManager.default.fileExists(atPath: suite.path) }
  static var haveCanonical: Bool { FileManager.default.fileExists(atPath: canonical.path) }

  static func names(in folder: URL, prefix: String = "") -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasPrefix(prefix) && !$0.hasPrefix(".") }.sorted()
  }

  static func bytes(of file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}
