public import Foundation

/// A new, empty folder that is deleted, with all that is in it, when the last reference to it goes.
public final class TemporaryFolder: Sendable {
  /// Where the folder is.
  public let url: URL

  /// Makes a folder under the system's temporary folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "roughcut-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The place of a file in the folder, which need not exist.
  public func file(_ name: String) -> URL {
    url.appending(path: name)
  }

  /// Writes a file into the folder and says where it is.
  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> URL {
    let file = file(name)
    try Data(bytes).write(to: file)
    return file
  }
}
