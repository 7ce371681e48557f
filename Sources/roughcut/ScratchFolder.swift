import Foundation

/// A private folder that is gone, with all in it, when the last reference to it goes.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "roughcut-\(UUID().uuidString)", directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure("\(url.path): the folder cannot be made; set TMPDIR to one that can")
    }
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
