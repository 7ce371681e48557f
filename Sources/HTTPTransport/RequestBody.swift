/// What a request sends.
public enum RequestBody: Hashable, Sendable {
  case none

  /// Bytes in memory; the request's headers name their type.
  case bytes([UInt8])

  /// `multipart/form-data`, whose files are read from disk while they are sent.
  case multipart([FormPart])
}

/// One part of a multipart body.
public struct FormPart: Hashable, Sendable {
  /// Where a part's content comes from.
  public enum Content: Hashable, Sendable {
    case text(String)

    /// A file, never held in memory as a whole.
    case file(path: String)
  }

  /// The form field's name.
  public let name: String

  /// What the part holds.
  public let content: Content

  /// The name that the server is told; nil leaves a text part without one, a file with its own.
  public let fileName: String?

  /// The media type, such as `video/mp4`; nil leaves the choice to the transport.
  public let contentType: String?

  /// Makes a part.
  public init(name: String, content: Content, fileName: String? = nil, contentType: String? = nil) {
    self.name = name
    self.content = content
    self.fileName = fileName
    self.contentType = contentType
  }
}
