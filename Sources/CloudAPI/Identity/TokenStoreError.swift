/// A file of the token store that can't be read or written.
///
/// It never holds what is in the file.
public struct TokenStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or its folder.
  public let path: String

  /// The system's reason.
  public let reason: String

  /// The error in words.
  public var description: String { "cannot use \(path): \(reason)" }
}
