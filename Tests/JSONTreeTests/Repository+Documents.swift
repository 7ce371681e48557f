import Foundation
import TestSupport

extension Repository {
  /// The names of a folder's files that begin with `prefix`, in order.
  static func names(in folder: URL, prefix: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(prefix) && !$0.hasPrefix(".") }.sorted()
  }

  static func bytes(of file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}
