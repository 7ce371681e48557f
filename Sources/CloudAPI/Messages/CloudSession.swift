import JSONTree

/// A session of the service: one project with its timeline and its conversation.
public struct CloudSession: Hashable, Sendable {
  /// The session's id, which every other call carries.
  public var sessionID: String

  /// The task that the session belongs to; links for people name it.
  public var taskID: String?

  /// The id that binds a registration to this user's work.
  public var bindID: String?

  /// Makes a session's record.
  public init(sessionID: String, taskID: String? = nil, bindID: String? = nil) {
    self.sessionID = sessionID
    self.taskID = taskID
    self.bindID = bindID
  }

  init?(payload: JSONNode) {
    guard let sessionID = payload["session_id"]?.text else { return nil }
    self.sessionID = sessionID
    taskID = payload["task_id"]?.text
    // "get <id> from create-session or state response": which member it is, is not published.
    bindID = payload["bind_id"]?.text ?? payload["user_id"]?.text ?? taskID
  }
}
