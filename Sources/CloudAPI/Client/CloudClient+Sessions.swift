import JSONTree

extension CloudClient {
  /// Makes a session.
  ///
  /// - Parameter name: What the project is called; the published documents say `project`.
  public func createSession(named name: String = "project") async throws(CloudError) -> CloudSession
  {
    let language = configuration.identity.language.value(detected: configuration.language)
    let endpoint = Endpoint.post(
      "/api/tasks/me/with-session/nemo_agent", "make a session",
      ["task_name": .string(name), "language": .string(language)])
    let answer = try await call(endpoint)
    guard let session = CloudSession(payload: answer.payload) else {
      throw .unreadableAnswer(call: endpoint.call, reason: "it has no session_id")
    }
    return session
  }

  /// The balance.
  public func credits() async throws(CloudError) -> CreditBalance {
    let endpoint = Endpoint.get("/api/credits/balance/simple", "show the credits")
    guard let balance = CreditBalance(payload: try await call(endpoint).payload) else {
      throw .unreadableAnswer(call: endpoint.call, reason: "it has no available credits")
    }
    return balance
  }

  /// What the service holds for a session now.
  public func state(of session: CloudSession) async throws(CloudError) -> SessionState {
    let endpoint = Endpoint.get(
      "/api/state/nemo_agent/me/\(Endpoint.segment(session.sessionID))/latest", "show the state",
      session: session)
    guard let state = SessionState(payload: try await call(endpoint).payload) else {
      throw .unreadableAnswer(call: endpoint.call, reason: "it has no state")
    }
    return state
  }

  /// A link with which a person takes over a session in the browser; it's good for a week.
  ///
  /// - Throws: ``CloudError/unreadableAnswer(call:reason:)`` also where the session's task isn't known.
  public func claimLink(for session: CloudSession) async throws(CloudError) -> String {
    let call = "give a link to the session"
    guard let taskID = session.taskID else {
      throw .unreadableAnswer(call: call, reason: "the session's task is not known here")
    }
    let endpoint = Endpoint.post(
      "/api/auth/claim-token", call,
      ["task_id": .string(taskID), "session_id": .string(session.sessionID)], session: session)
    guard let token = try await self.call(endpoint).payload["claim_token"]?.text else {
      throw .unreadableAnswer(call: call, reason: "it has no claim_token")
    }
    return "\(configuration.webURL)/workspace/claim?ct=\(Endpoint.segment(token))"
  }
}
