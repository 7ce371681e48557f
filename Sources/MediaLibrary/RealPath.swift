import DraftModel
import Foundation

/// The path of a file or folder that exists, with all links on the way resolved.
///
/// Two are the same only if their bytes are: a folder whose name is spelt with other code points is another folder, even
/// where Unicode calls the names equivalent.
public struct RealPath: Hashable, Sendable {
  /// The absolute path.
  public var path: String { name.text }

  private let name: ExactText

  /// Resolves a path; `nil` if it leads to no file or folder.
  public init?(_ path: String) {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    name = ExactText(String(cString: resolved))
  }

  /// Whether this is the folder or lies below it.
  public func isInside(_ folder: RealPath) -> Bool { path.isInside(folder: folder.path) }
}
