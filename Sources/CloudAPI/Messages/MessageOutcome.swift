/// What a message came to.
public struct MessageOutcome: Sendable {
  /// How the stream ended.
  public enum Ending: Hashable, Sendable {
    /// With words.
    case answered

    /// Without words; the state tells what was done.
    case silent

    /// The connection broke, and the state has changed since.
    case recovered

    /// The connection broke, and the state didn't change in all the published looks at it.
    case lost

    /// Heartbeats alone came for ten minutes.
    case timedOutOnHeartbeats

    /// The stream was still open after fifteen minutes.
    case timedOutOnLength
  }

  /// How the stream ended.
  public let ending: Ending

  /// The words to show, GUI instructions translated away; empty if there were none.
  public let text: String

  /// What the GUI instructions ask to be done.
  public let actions: [InterfaceAction]

  /// What changed on the timeline, in words; looked up unless the answer had words of its own.
  public let changes: [String]

  /// The state that was looked up; nil where it was not, or could not be.
  public let state: SessionState?
}

/// What is told while a message is under way.
public enum MessageNotice: Hashable, Sendable {
  /// The service has begun to work on the message, which may be charged from now on.
  case begun

  /// A piece of the answer as it came, before translation.
  case piece(String)

  /// The service calls a tool; internal, for traces.
  case tool

  /// "⏳ Still working...", as published: every two minutes of waiting.
  case stillWorking

  /// The connection broke; the state will be looked up after this long.
  case disconnected(nextLook: Duration)
}
