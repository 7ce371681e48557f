import Foundation
import TestSupport

/// A file system in memory that is full after a few kilobytes; only root can make one.
final class SmallDisk {
  let path: String
  private let folder: TemporaryFolder

  /// Whether this process may mount one, found out by doing it.
  static let canBeMade = (try? SmallDisk(kilobytes: 4)) != nil

  init(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.url.path
    _ = try Shell.output(
      of: "mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path])
  }

  /// The files on it, at any depth.
  var files: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
        return !isFolder.boolValue
      }
    }
  }

  deinit { _ = try? Shell.run("umount", [path]) }
}
