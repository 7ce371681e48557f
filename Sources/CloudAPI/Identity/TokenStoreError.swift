/// A file of the token store that can't be read or written.
///
/// It never holds what is in the file.
public struct TokenStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or its folder.
  public let path: String

  /// The system's reason.
  public let reason: String

  /// What happened, and what to do next.
  public var description: String {
    "cannot use \(path): \(reason); make it and its folder writable for you, or set NEMO_TOKEN and "
      + "NEMO_CLIENT_ID"
  }
}
