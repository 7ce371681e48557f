import Foundation
import TestSupport

/// The texts and case tables that lie beside the repository, where they are present.
enum SharedTestData {
  private static let skills = Repository.root.deletingLastPathComponent()
    .appending(path: "shared/reference/skills")

  /// Whether the published skill documents are here.
  static let hasSkills = FileManager.default.fileExists(atPath: skills.path)

  /// The `cases` array of a JSON file of the shared test data, or none where it is absent.
  static func cases(in file: String) -> [[String: Any]] {
    let url = Repository.sharedTestData.appending(path: file)
    guard let data = try? Data(contentsOf: url),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [] }
    return object["cases"] as? [[String: Any]] ?? []
  }

  /// The text of the published skill document whose file name begins with `number`.
  static func skill(_ number: String) throws -> String {
    let name = try FileManager.default.contentsOfDirectory(atPath: skills.path)
      .first { $0.hasPrefix(number) }
    return try String(contentsOf: skills.appending(path: name ?? "missing"), encoding: .utf8)
  }
}
