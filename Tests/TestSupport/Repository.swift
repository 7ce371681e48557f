public import Foundation

/// The places of this repository that tests read from.
public enum Repository {
  /// The folder that holds `Package.swift`.
  public static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of `Fixtures`, by its path there, such as `drafts/urban-dreams.json`.
  public static func fixture(_ path: String) -> URL {
    root.appending(path: "Fixtures").appending(path: path)
  }

  /// The files directly in a folder of `Fixtures` with an extension, in order of name.
  public static func fixtures(in folder: String, withExtension pathExtension: String) -> [URL] {
    let entries =
      (try? FileManager.default.contentsOfDirectory(
        at: fixture(folder), includingPropertiesForKeys: nil)) ?? []
    return entries.filter { $0.pathExtension == pathExtension }.sorted { $0.path < $1.path }
  }

  /// The conformance suites and odd media of other projects, beside the repository; not everyone has them.
  public static let sharedTestData = root.deletingLastPathComponent()
    .appending(path: "shared/testdata")

  /// For `.enabled(if: Repository.hasSharedTestData, Repository.sharedTestDataIsMissing)`.
  public static let hasSharedTestData = FileManager.default.fileExists(atPath: sharedTestData.path)

  /// Why a test that reads the suites is skipped.
  public static let sharedTestDataIsMissing = "../shared/testdata is not here"

  /// The program that this build made, beside the test bundle.
  public static func product(_ name: String) -> URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
  }
}
