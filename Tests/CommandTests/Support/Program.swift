import Foundation
import TestSupport
import Testing

/// Runs the built program in a world of its own: an empty home, a cache that all tests share.
struct Program {
  /// Where the program runs, and what it finds at home.
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Chunks are shared, so that what one test rendered another may reuse.
  private static let cache = Result { try TemporaryFolder() }

  /// What the program notes for itself lies outside the folder, whose contents tests look at.
  private static let state = Result { try TemporaryFolder() }

  /// Runs to the end.
  func run(
    _ arguments: [String], input: Data? = nil, environment: [String: String?] = [:]
  ) throws -> Shell.Outcome {
    try Shell.run(
      Repository.product("roughcut").path, arguments, input: input,
      environment: self.environment.merging(environment) { $1 }, in: folder.url)
  }

  /// The variables that keep the user's own files out of a test.
  var environment: [String: String?] {
    get throws {
      [
        "HOME": folder.url.path, "XDG_CONFIG_HOME": nil, "XDG_CACHE_HOME": nil,
        "XDG_STATE_HOME": try Self.state.get().url.path,
        "ROUGHCUT_CACHE": try Self.cache.get().url.path, "NO_COLOR": nil, "ROUGHCUT_SIZE": nil,
      ]
    }
  }

  /// The names of all that is in the folder, hidden files included.
  var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
  }

  /// Renders a fixture to `preview.mp4` and gives the file.
  func preview(_ draft: String, _ arguments: [String] = []) throws -> URL {
    let output = folder.file("preview.mp4")
    let outcome = try run(
      ["preview", Repository.fixture("drafts/\(draft).json").path, "-o", output.path] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return output
  }
}

extension Shell.Outcome {
  /// Standard output as a JSON object; empty where it is none.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: output)) as? [String: Any] ?? [:]
  }

  /// The lines of standard error.
  var complaints: [Substring] { errors.split(separator: "\n") }
}
