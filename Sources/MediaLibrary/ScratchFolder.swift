import Foundation

/// A private folder that is gone, with all in it, when the last reference to it goes.
public final class ScratchFolder: Sendable {
  /// Where the folder is.
  public let path: String

  /// Makes a folder that only this user can enter, in the system's place for temporary files.
  ///
  /// - Throws: ``FileError`` naming the folder that cannot be made.
  public init() throws(FileError) {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "roughcut-\(UUID().uuidString)", directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileError(path: url.path, reason: "the folder cannot be made")
    }
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
