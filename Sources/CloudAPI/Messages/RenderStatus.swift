import JSONTree

/// How far a render of the service's has come, from either published shape.
public struct RenderStatus: Hashable, Sendable {
  /// The published states.
  public enum Phase: Hashable, Sendable {
    case pending, processing, completed, failed

    /// A word that is not published; the render is taken to be going on.
    case other(String)

    init(_ word: String) {
      switch word.lowercased() {
      case "pending": self = .pending
      case "processing": self = .processing
      case "completed": self = .completed
      case "failed": self = .failed
      default: self = .other(word)
      }
    }
  }

  /// The render's id: `id`, or `taskId` in the oldest form; nil where the answer names none.
  public let id: String?

  /// Where it stands.
  public let phase: Phase

  /// How much is done, as the service puts it; nil where it's not told.
  public let progress: Double?

  /// Where the file is: `output.url` of shape A, `outputUrl` of shape B.
  public let outputURL: String?

  /// The file's length, in seconds, if told.
  public let durationSeconds: Double?

  /// The file's length, in bytes, if told.
  public let sizeBytes: Int64?

  /// The service's words on a failure, if any.
  public let message: String?

  /// Makes a status.
  public init(
    id: String?, phase: Phase, progress: Double? = nil, outputURL: String? = nil,
    durationSeconds: Double? = nil, sizeBytes: Int64? = nil, message: String? = nil
  ) {
    self.id = id
    self.phase = phase
    self.progress = progress
    self.outputURL = outputURL
    self.durationSeconds = durationSeconds
    self.sizeBytes = sizeBytes
    self.message = message
  }

  init?(payload: JSONNode) {
    guard let status = payload["status"]?.stringValue else { return nil }
    let output = payload["output"]
    self.init(
      id: payload["id"]?.text ?? payload["taskId"]?.text,
      phase: Phase(status),
      progress: payload["progress"]?.amount,
      outputURL: output?["url"]?.text ?? payload["outputUrl"]?.text,
      durationSeconds: output?["duration"]?.positiveAmount,
      sizeBytes: output?["size"]?.positiveAmount.flatMap { Int64(exactly: $0) },
      message: payload["error"]?.text ?? payload["error"]?["message"]?.text
        ?? payload["message"]?.text)
  }
}
