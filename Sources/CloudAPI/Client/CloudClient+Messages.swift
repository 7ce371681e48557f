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
    let heard: Heard
    do throws(CloudError) {
      heard = try await perform(Self.messageEndpoint(message, session)) {
        response, endpoint async throws(CloudError) in
        try await hear(response, endpoint, &answer, &timer, report)
      }
    } catch {
      guard error.mayHaveBeenAccepted else { throw error }
      heard = .brokenOff
    }
    let words = translator.translation(of: answer.text)
    let ending: MessageOutcome.Ending
    switch heard {
    case .ending(let heard): ending = heard
    case .brokenOff: return try await recover(session, before, words, describe, report)
    case .failure(let code, let message):
      throw await error(
        code: code, message: message,
        for: .post("/run_sse", "go on with the message", session: session))
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

  private static func messageEndpoint(_ message: String, _ session: CloudSession) -> Endpoint {
    var endpoint = Endpoint.post(
      "/run_sse", "take the message",
      [
        "app_name": "nemo_agent", "user_id": "me", "session_id": .string(session.sessionID),
        "new_message": ["parts": [["text": .string(message)]]],
      ], session: session)
    endpoint.headers["Accept"] = "text/event-stream"
    // Heartbeats come far more often; two minutes without a byte is a dead connection.
    endpoint.idleTimeout = .seconds(120)
    // The published limits on a stream are kept by the timer.
    endpoint.totalTimeout = nil
    return endpoint
  }

  /// What listening to the answer to a message came to.
  private enum Heard: Sendable {
    case ending(MessageOutcome.Ending)

    /// The answer ended early, or isn't one that can be understood: the message may have been accepted.
    case brokenOff

    /// The service gave the work up after it had begun.
    case failure(code: Int, message: String?)
  }

  /// Listens to the answer to a message, whatever its media type says: gateways hand streams on under another one.
  ///
  /// Once the service has answered with a status of success the message counts as accepted, unless a code says
  /// otherwise before any sign of work.
  private func hear(
    _ response: HTTPResponse, _ endpoint: Endpoint, _ answer: inout AgentAnswer,
    _ timer: inout MessageTimer, _ report: @Sendable (MessageNotice) -> Void
  ) async throws(CloudError) -> Reading<Heard> {
    guard (200...299).contains(response.status) else {
      return switch try await readAnswer(response, endpoint) {
      case .refusal(let code, let message): .refusal(code: code, message: message)
      case .value: .value(.brokenOff)
      }
    }
    var pieces = response.body.makeAsyncIterator()
    var first: [UInt8] = []
    do throws(TransportError) {
      if !response.isEventStream {
        // What isn't called a stream is JSON if it begins so, and is read as a stream otherwise.
        while first.allSatisfy(\.isBlank), first.count < 1 << 10,
          let piece = try await pieces.next()
        {
          first += piece
        }
        if first.first(where: { !$0.isBlank }) == UInt8(ascii: "{") {
          return try await code(of: pieces, after: first)
        }
      }
    } catch {
      if error == .cancelled { throw .transport(error) }
      return .value(.brokenOff)
    }
    let heard = try await listen(to: &pieces, after: first, &answer, &timer, report)
    if case .failure(let code, let message) = heard {
      if !answer.hasBegun { return .refusal(code: code, message: message) }
      // What passes at the service is not a reason to give up what it has begun.
      if code == 408 || code == 429 || (500...599).contains(code) { return .value(.brokenOff) }
    }
    if case .ending(.answered) = heard, !answer.hasEvents, !response.isEventStream {
      return .value(.brokenOff)
    }
    return .value(heard)
  }

  /// The code of an answer in JSON where a stream was expected.
  private func code(
    of pieces: ResponseBody.Iterator, after first: [UInt8]
  ) async throws(TransportError) -> Reading<Heard> {
    var pieces = pieces
    var bytes = first
    while let piece = try await pieces.next() {
      guard piece.count <= ServiceAnswer.limit - bytes.count else { return .value(.brokenOff) }
      bytes += piece
    }
    guard let answer = try? ServiceAnswer(status: 200, bytes: bytes), answer.code != 0 else {
      return .value(.brokenOff)
    }
    return .refusal(code: answer.code, message: answer.message)
  }

  /// Reads the stream to its end, to a failure, or to a limit.
  private func listen(
    to pieces: inout ResponseBody.Iterator, after first: [UInt8], _ answer: inout AgentAnswer,
    _ timer: inout MessageTimer, _ report: @Sendable (MessageNotice) -> Void
  ) async throws(CloudError) -> Heard {
    var parser = EventStreamParser()
    var next: [UInt8]? = first
    while true {
      var isAtEnd = false
      var events: [ServerSentEvent] = []
      do throws(TransportError) {
        if next == nil { next = try await pieces.next() }
      } catch {
        if error == .cancelled { throw .transport(error) }
        return .brokenOff
      }
      if let piece = next {
        guard let parsed = try? parser.consume(piece) else { return .brokenOff }
        events = parsed
      } else {
        isAtEnd = true
        events = [parser.finish()].compactMap { $0 }
      }
      next = nil
      let now = clock.now()
      for event in events where !answer.isRepeated(event) {
        for meaning in AgentEvent.meanings(of: event) {
          if case .failure(let code, let message) = meaning {
            return .failure(code: code, message: message)
          }
          if meaning != .heartbeat { timer.noteSubstance(at: now) }
          if meaning.isWork, !answer.hasBegun { report(.begun) }
          if meaning == .tool { report(.tool) }
          if answer.take(meaning) {
            timer.noteShown(at: now)
            report(.piece(meaning.words))
          }
        }
      }
      if isAtEnd { return .ending(.answered) }
      if let limit = timer.limit(at: now) { return .ending(limit) }
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
    case .transport(let error): !error.isBeforeSending && error != .cancelled
    case .refused(_, let code, _): code == 408 || (500...599).contains(code)
    case .unreadableAnswer: true
    default: false
    }
  }
}

extension HTTPResponse {
  fileprivate var isEventStream: Bool {
    (try? EventStreamAnswer.check(status: status, contentType: headers["Content-Type"])) != nil
  }
}

extension UInt8 {
  /// Whether it is white space of JSON.
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
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
