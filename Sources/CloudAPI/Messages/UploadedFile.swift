import JSONTree

/// A file that the service has taken, with what it found out about it.
public struct UploadedFile: Hashable, Sendable {
  /// The name that was sent.
  public let fileName: String

  /// The service's word for its kind.
  public let fileType: String?

  /// Where the service serves it.
  public let url: String?

  /// Its length, in seconds.
  public let durationSeconds: Double?

  /// Its width, in pixels.
  public let width: Int?

  /// Its height, in pixels.
  public let height: Int?

  /// Its frame rate.
  public let framesPerSecond: Double?

  /// The service's hash of its content.
  public let hash: String?

  init?(node: JSONNode) {
    guard let fileName = node["filename"]?.text else { return nil }
    self.fileName = fileName
    fileType = node["file_type"]?.text
    url = node["cdn_url"]?.text
    durationSeconds = node["duration"]?.positiveAmount
    width = node["width"]?.integer
    height = node["height"]?.integer
    framesPerSecond = node["fps"]?.positiveAmount
    hash = node["hash"]?.text
  }
}

/// What an upload came to.
public struct UploadReceipt: Hashable, Sendable {
  /// The files, in the order in which the service lists them.
  public let files: [UploadedFile]

  /// Whether the session's state knows the files already.
  public let isStateApplied: Bool

  init?(payload: JSONNode) {
    guard let files = payload["files"], files.kind == .array else { return nil }
    self.files = files.elements.compactMap(UploadedFile.init)
    isStateApplied = payload["session_state_applied"]?.booleanValue ?? false
  }
}
