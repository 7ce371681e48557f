/// One event dispatched by an event stream.
///
/// The members are those that the WHATWG HTML standard gives to a dispatched `MessageEvent`
/// (section 9.2.6, "Interpreting an event stream").
public struct ServerSentEvent: Hashable, Sendable {
  /// The event's type: the value of its last `event` field, or `message` where that is missing or empty.
  public let type: String

  /// The values of its `data` fields, joined by line feeds.
  public let data: String

  /// The identifier in force when the event was dispatched; empty where the stream gave none.
  ///
  /// It persists from event to event until another `id` field replaces it.
  public let lastEventID: String

  /// The reconnection time in force when the event was dispatched, in milliseconds.
  ///
  /// Nil until the stream has sent a valid `retry` field. Values beyond `Int64.max` are held at it.
  public let reconnectionMilliseconds: Int64?

  /// Makes an event from its parts.
  public init(
    type: String = "message", data: String, lastEventID: String = "",
    reconnectionMilliseconds: Int64? = nil
  ) {
    self.type = type
    self.data = data
    self.lastEventID = lastEventID
    self.reconnectionMilliseconds = reconnectionMilliseconds
  }
}
