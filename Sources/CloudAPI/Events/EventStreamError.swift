/// Why an answer cannot be read as an event stream.
public enum EventStreamError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One event outgrew the bound given to the parser, in bytes.
  case eventTooLong(limit: Int)

  /// The status or the media type says that the answer is no event stream.
  case notAnEventStream(status: Int, contentType: String?)

  /// The error in words.
  public var description: String {
    switch self {
    case .eventTooLong(let limit):
      "the event stream sent an event of more than \(limit) bytes; it was closed, try again"
    case .notAnEventStream(let status, let contentType):
      "expected an event stream, but the answer has status \(status)"
        + " and content type \(contentType ?? "none"); check the address of the service"
    }
  }
}
