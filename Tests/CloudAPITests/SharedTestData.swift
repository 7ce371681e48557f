import Foundation

/// The test data and reference texts that lie beside the repository, where they are present.
enum SharedTestData {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared")

  static let isPresent = FileManager.default.fileExists(
    atPath: root.appendingPathComponent("testdata/sse/cases.json").path)

  static let hasSkills = FileManager.default.fileExists(
    atPath: root.appendingPathComponent("reference/skills").path)

  /// The `cases` array of a JSON file under `testdata`, or none where it is absent.
  static func cases(in file: String) -> [[String: Any]] {
    guard let data = try? Data(contentsOf: root.appendingPathComponent("testdata/\(file)")),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [] }
    return object["cases"] as? [[String: Any]] ?? []
  }
}

extension SharedTestData {
  /// The text of the published skill document whose file name begins with `number`.
  static func skill(_ number: String) throws -> String {
    let folder = root.appendingPathComponent("reference/skills")
    let name = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .first { $0.hasPrefix(number) }
    return try String(contentsOf: folder.appendingPathComponent(name ?? "missing"), encoding: .utf8)
  }
}

/// A folder that is removed with its object.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
