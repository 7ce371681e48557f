/// Decides from an answer's head whether its body is an event stream.
///
/// The WHATWG HTML standard, section 9.2.2: the status must be 200 and the media type's essence
/// `text/event-stream`, whatever its parameters say (the body is UTF-8 always). Anything else fails
/// the connection for good; nothing reconnects after it.
public enum EventStreamAnswer {
  /// Throws unless an answer with this head carries an event stream.
  ///
  /// - Throws: ``EventStreamError/notAnEventStream(status:contentType:)``.
  public static func check(status: Int, contentType: String?) throws(EventStreamError) {
    let essence = contentType?.split(separator: ";", omittingEmptySubsequences: false).first
    let isEventStream =
      essence?.filter { $0 != " " && $0 != "\t" }.lowercased() == "text/event-stream"
    guard status == 200, isEventStream else {
      throw .notAnEventStream(status: status, contentType: contentType)
    }
  }
}
