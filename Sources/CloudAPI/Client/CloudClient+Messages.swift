import HTTPTransport
public import JSONTree

extension CloudClient {
  /// Says something to the service's agent and follows its answer, however it ends.
  ///
  /// The message is sent once. What may have been accepted is never sent again, since it would be charged
  /// twice: after a disconnection, a gateway's error or a time-out the state is looked up instead. An
  /// answer without words is told from the state, too.
  ///
  /// - Parameters:
  ///   - before: The last known state; nil has it looked up first.
  ///   - describe: Puts into words what changed from one draft to the next.
  ///   - report: Told what goes on meanwhile.
  /// - Throws: ``CloudError`` when the message was certainly not accepted, or the service refused it.
  public func send(
    _ message: String, to session: CloudSession, before: SessionState? = nil,
    describe: @Sendable (_ before: JSONNode?, _ after: JSONNode?) -> [String],
    report: @Sendable (MessageNotice) -> Void = { _ in }
  ) async throws(CloudError) -> MessageOutcome {
    let before = try await known(before, of: session)
    var timer = MessageTimer(waits: waits, start: clock.now())
    var answer = AgentAnswer()
    let ending: MessageOutcome.Ending?
    do throws(CloudError) {
      let body = try await openStream(message, session).body
      ending = try await listen(to: body, session, &answer, &timer, report)
    } catch {
      guard error.mayHaveBeenAccepted else { throw error }
      ending = nil
    }
    let words = translator.translation(of: answer.text)
    guard let ending else {
      return try await recover(session, before, words, describe, report)
    }
    if ending == .answered, !words.text.isEmpty { return outcome(.answered, words) }
    let state = try? await state(of: session)
    let changes = state.map { describe(before?.draft, $0.draft) } ?? []
    return outcome(ending == .answered ? .silent : ending, words, changes, state)
  }

  private func known(
    _ state: SessionState?, of session: CloudSession
  ) async throws(CloudError) -> SessionState? {
    if let state { return state }
    do throws(CloudError) {
      return try await self.state(of: session)
    } catch .refused, .unreadableAnswer {
      // A session without a timeline may have no state yet.
      return nil
    }
  }

  private func openStream(
    _ message: String, _ session: CloudSession
  ) async throws(CloudError) -> HTTPResponse {
    var endpoint = Endpoint.post(
      "/run_sse", "take the message",
      [
        "app_name": "nemo_agent", "user_id": "me", "session_id": .string(session.sessionID),
        "new_message": ["parts": [["text": .string(message)]]],
      ], session: session)
    endpoint.headers["Accept"] = "text/event-stream"
    // Heartbeats come far more often; two minutes without a byte is a dead connection.
    endpoint.idleTimeout = .seconds(120)
    return try await perform(endpoint) { response, endpoint async throws(CloudError) in
      if response.isEventStream { return .value(response) }
      switch try await readAnswer(response, endpoint) {
      case .refusal(let code, let message): return .refusal(code: code, message: message)
      case .value: throw .unreadableAnswer(call: endpoint.call, reason: "it is no event stream")
      }
    }
  }

  /// Reads the stream to its end, or to a limit.
  ///
  /// - Returns: How it ended; nil if the connection broke.
  private func listen(
    to body: ResponseBody, _ session: CloudSession, _ answer: inout AgentAnswer,
    _ timer: inout MessageTimer, _ report: @Sendable (MessageNotice) -> Void
  ) async throws(CloudError) -> MessageOutcome.Ending? {
    var parser = EventStreamParser()
    var pieces = body.makeAsyncIterator()
    while true {
      let events: [ServerSentEvent]
      do throws(TransportError) {
        guard let piece = try await pieces.next() else { return .answered }
        guard let parsed = try? parser.consume(piece) else { return nil }
        events = parsed
      } catch {
        guard error.isPassing else { throw .transport(error) }
        return nil
      }
      let now = clock.now()
      for event in events where !answer.isRepeated(event) {
        for meaning in AgentEvent.meanings(of: event) {
          if case .failure(let code, let message) = meaning {
            throw await error(
              code: code, message: message,
              for: .post("/run_sse", "go on with the message", session: session))
          }
          if meaning != .heartbeat { timer.noteSubstance(at: now) }
          if meaning == .tool { report(.tool) }
          if answer.take(meaning) {
            timer.noteShown(at: now)
            report(.piece(meaning.words))
          }
        }
      }
      if let limit = timer.limit(at: now) { return limit }
      if timer.isNoticeDue(at: now) { report(.stillWorking) }
    }
  }

  /// Looks at the state as published, until it has changed or the looks are used up.
  private func recover(
    _ session: CloudSession, _ before: SessionState?, _ words: InterfaceTranslation,
    _ describe: @Sendable (JSONNode?, JSONNode?) -> [String],
    _ report: @Sendable (MessageNotice) -> Void
  ) async throws(CloudError) -> MessageOutcome {
    var last: SessionState?
    for look in 0...waits.recoveryLooks {
      let wait = look == 0 ? waits.recoveryStart : waits.recoveryInterval
      report(.disconnected(nextLook: wait))
      try await pause(wait)
      do throws(CloudError) {
        let state = try await state(of: session)
        last = state
        if !state.hasSameDraft(as: before) {
          return outcome(.recovered, words, describe(before?.draft, state.draft), state)
        }
      } catch {
        guard error.isPassing else { throw error }
      }
    }
    return outcome(.lost, words, [], last)
  }

  private func outcome(
    _ ending: MessageOutcome.Ending, _ words: InterfaceTranslation, _ changes: [String] = [],
    _ state: SessionState? = nil
  ) -> MessageOutcome {
    MessageOutcome(
      ending: ending, text: words.text, actions: words.actions, changes: changes, state: state)
  }
}

extension CloudError {
  /// Whether a message that ended in this error may have reached the agent all the same.
  fileprivate var mayHaveBeenAccepted: Bool {
    switch self {
    case .transport(let error): error.isPassing && !error.isBeforeSending
    case .refused(_, let code, _): code == 408 || (500...599).contains(code)
    default: false
    }
  }
}

extension HTTPResponse {
  fileprivate var isEventStream: Bool {
    (try? EventStreamAnswer.check(status: status, contentType: headers["Content-Type"])) != nil
  }
}

extension AgentEvent {
  /// The words of a text or a passage.
  fileprivate var words: String {
    switch self {
    case .text(let text), .passage(let text, _): text
    default: ""
    }
  }
}
