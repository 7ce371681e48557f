/// What one sentence of the user asks for.
public enum UserIntent: Hashable, Sendable {
  /// Render the final video and fetch it.
  case export

  /// Show the balance.
  case credits

  /// Show what is on the timeline.
  case state

  /// Send media to the session; then, if there's a message, say it, since it asks for more than that.
  case upload([UploadSource], thenSay: String?)

  /// Anything else: for the service's agent, word for word.
  case message(String)
}

/// Media named in a sentence.
public enum UploadSource: Hashable, Sendable {
  /// A file's path as the user wrote it.
  case file(String)

  /// An `http` or `https` address, which the service fetches by itself.
  case url(String)
}
