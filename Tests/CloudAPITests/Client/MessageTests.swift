import CloudAPI
import HTTPTransport
import JSONTree
import Synchronization
import Testing

@Suite("Cloud client: messages")
struct MessageTests {
  private let session = ScriptedService.session
  private let before = ScriptedService.state(title: "old")
  private let after = ScriptedService.state(title: "new")
  private let heartbeat = ScriptedService.Step.bytes("data: {\"type\":\"heartbeat\"}\n\n")

  private func text(_ words: String) -> ScriptedService.Step {
    .bytes("data: {\"type\":\"text\",\"content\":\"\(words)\"}\n\n")
  }

  /// What came of a message: the outcome, the notices, and the service that was asked.
  private struct Told {
    var outcome: MessageOutcome
    var notices: [MessageNotice]
    var service: ScriptedService
  }

  private func say(
    _ stream: [ScriptedService.Answer], states: [ScriptedService.Answer]? = nil
  ) async throws -> Told {
    let service = ScriptedService([
      "/run_sse": stream, ScriptedService.statePath: states ?? [before, after],
    ])
    let notices = Mutex<[MessageNotice]>([])
    let outcome = try await service.client().send(
      "make it \"new\"", to: session,
      describe: { before, after in
        let titles = [before, after].map { $0?["m"]?["title"]?.stringValue ?? "none" }
        return ["title: \(titles[0]) → \(titles[1])"]
      }, report: { notice in notices.withLock { $0.append(notice) } })
    return Told(outcome: outcome, notices: notices.withLock { $0 }, service: service)
  }

  @Test("The request is as published, to the letter")
  func request() async throws {
    let told = try await say([.stream([text("ok")])])
    let request = try #require(told.service.requests.last)
    #expect(request.headers["Accept"] == "text/event-stream")
    #expect(
      request.bodyText == "{\"app_name\":\"nemo_agent\",\"user_id\":\"me\",\"session_id\":\"s1\","
        + "\"new_message\":{\"parts\":[{\"text\":\"make it \\\"new\\\"\"}]}}")
  }

  @Test("Words are shown with GUI instructions translated, tools kept internal")
  func answered() async throws {
    let told = try await say([
      .stream([
        .bytes("data: {\"type\":\"tool_call\",\"name\":\"cut\",\"args\":{}}\n\n"), heartbeat,
        .bytes("data:\n\n"), text("Your video is "), text("ready! Click Export."),
        .bytes("data: {\"type\":\"tool_result\",\"x\":\"secret\"}\n\n"),
      ])
    ])
    #expect(told.outcome.ending == .answered)
    #expect(told.outcome.text == "Your video is ready!")
    #expect(told.outcome.actions == [.export])
    #expect(
      told.notices == [
        .begun, .tool, .piece("Your video is "), .piece("ready! Click Export."), .tool,
      ])
    #expect(told.service.count(ScriptedService.statePath) == 1)
  }

  @Test("The agent-framework form: the whole takes the place of its pieces")
  func passages() async throws {
    func part(_ part: String, _ rest: String = "") -> ScriptedService.Step {
      .bytes("data: {\"content\":{\"parts\":[\(part)]}\(rest)}\n\n")
    }
    let told = try await say([
      .stream([
        part("{\"text\":\"Add\"}", ",\"partial\":true"),
        part("{\"text\":\"ed.\"}", ",\"partial\":true"),
        part("{\"text\":\"Added.\"},{\"functionCall\":{}}", ",\"partial\":false"),
        part("{\"functionResponse\":{}}"), part("{\"text\":\"hello\"}", ",\"author\":\"user\""),
        part("{\"text\":\"Done.\"}"),
      ])
    ])
    #expect(told.outcome.text == "Added.\nDone.")
  }

  @Test("An event that comes twice counts once, however the ids are given")
  func duplicates() async throws {
    let event = "id: 7\ndata: {\"type\":\"text\",\"content\":\"Hi. \"}\n\n"
    let inner = "data: {\"id\":\"e\",\"type\":\"text\",\"content\":\"Ho. \"}\n\n"
    let told = try await say([
      .stream([
        .bytes(event + event), .bytes("id\ndata\n\n"), .bytes(inner), .bytes(inner), text("x"),
        text("x"),
      ])
    ])
    #expect(told.outcome.text == "Hi. Ho. xx")
  }

  @Test("A trailing apology after a good answer is ignored; alone it's the answer")
  func trailer() async throws {
    let apology = "I encountered a temporary issue. Please try again."
    let good = try await say([.stream([text("Added music. "), text(apology)])])
    #expect(good.outcome.text == "Added music.")
    let alone = try await say([.stream([text(apology)])])
    #expect(alone.outcome.text == apology)
  }

  @Test(
    "A stream without words is told from the state",
    arguments: [
      [], ["data: {\"type\":\"tool_call\"}\n\n"],
      ["data: {\"type\":\"text\",\"content\":\"  \"}\n\n"],
      ["data: {\"type\":\"text\",\"content\":\"Click Save.\"}\n\n"], ["data: nonsense\n\n"],
    ])
  func silent(stream: [String]) async throws {
    let told = try await say([.stream(stream.map { .bytes($0) })])
    #expect(told.outcome.ending == .silent)
    #expect(told.outcome.text == "")
    #expect(told.outcome.changes == ["title: old → new"])
    #expect(told.service.count("/run_sse") == 1)
  }

  @Test("Every two minutes of waiting are told once; words begin them anew")
  func stillWorking() async throws {
    let minute = ScriptedService.Step.pass(.seconds(60))
    let told = try await say([
      .stream([
        minute, heartbeat, minute, heartbeat, heartbeat, minute, text("Half. "), minute, heartbeat,
        minute, heartbeat, text("All."),
      ])
    ])
    #expect(
      told.notices == [.stillWorking, .begun, .piece("Half. "), .stillWorking, .piece("All.")])
  }

  @Test("Ten minutes of heartbeats alone are a time-out, and nothing is sent again")
  func heartbeatsOnly() async throws {
    let minute: [ScriptedService.Step] = [.pass(.seconds(60)), heartbeat]
    let told = try await say([.stream(Array(repeating: minute, count: 30).flatMap { $0 })])
    #expect(told.outcome.ending == .timedOutOnHeartbeats)
    #expect(told.outcome.changes == ["title: old → new"])
    #expect(told.service.now() == .seconds(600))
    #expect(told.service.count("/run_sse") == 1)
  }

  @Test("Fifteen minutes are the most, whatever comes")
  func wholeStream() async throws {
    let minute = [ScriptedService.Step.pass(.seconds(60)), text("more ")]
    let told = try await say([.stream(Array(repeating: minute, count: 30).flatMap { $0 })])
    #expect(told.outcome.ending == .timedOutOnLength)
    #expect(told.service.now() == .seconds(900))
    #expect(told.service.count("/run_sse") == 1)
  }

  @Test(
    "A disconnection is not followed by another message but by looks at the state",
    arguments: [
      ScriptedService.Answer.stream([.bytes("data: {\"type\":\"heartbeat\"}\n\n"), .breakOff]),
      .failure(.disconnected(host: "h", reason: "r")), .failure(.idleTimedOut(host: "h")),
      .json(502, "<html>"), .json(504, ""),
    ])
  func recovered(stream: ScriptedService.Answer) async throws {
    let told = try await say(
      [stream],
      states: [before, before, .failure(.unknownHost("h")), .json(503, ""), after])
    #expect(told.outcome.ending == .recovered)
    #expect(told.outcome.changes == ["title: old → new"])
    #expect(told.service.sleeps == [.seconds(30), .seconds(60), .seconds(60), .seconds(60)])
    #expect(told.service.count("/run_sse") == 1)
  }

  @Test("When the state doesn't change in six looks the message is lost, and said to be")
  func lost() async throws {
    let told = try await say([.stream([text("Add"), .breakOff])], states: [before])
    #expect(told.outcome.ending == .lost)
    #expect(told.outcome.text == "Add")
    #expect(told.outcome.changes == [])
    #expect(told.service.sleeps == [.seconds(30)] + Array(repeating: .seconds(60), count: 5))
    #expect(told.service.count("/run_sse") == 1)
  }

  @Test("A message that never left is an error, not a disconnection")
  func neverSent() async throws {
    let error = TransportError.cannotConnect(host: "h", reason: "r")
    await #expect(throws: CloudError.transport(error)) { _ = try await say([.failure(error)]) }
  }

  @Test(
    "A refusal before any work is the refusal's error, with what its code calls for",
    arguments: [
      (2001, CloudError.outOfCredits(registrationLink: nil), 1), (1001, .userTokenRefused, 1),
      (402, .exportBlocked, 1), (429, .rateLimited, 2),
    ])
  func refusedWithin(code: Int, expected: CloudError, sent: Int) async throws {
    for event in ["{\"code\":\(code)}", "{\"type\":\"error\",\"code\":\"\(code)\"}"] {
      let service = ScriptedService([
        "/run_sse": [.stream([heartbeat, .bytes("data: \(event)\n\n")])],
        ScriptedService.statePath: [before],
      ])
      await #expect(throws: expected) {
        _ = try await service.client().send("x", to: session, describe: { _, _ in [] })
      }
      #expect(service.count("/run_sse") == sent)
    }
  }

  @Test("A token that is refused within the stream is acquired anew once, and the message replayed")
  func tokenRefusedWithin() async throws {
    let refusal = ScriptedService.Answer.stream([
      .bytes("event: error\ndata: {\"code\":1001,\"message\":\"expired\"}\n\n")
    ])
    func service(_ streams: [ScriptedService.Answer]) -> ScriptedService {
      ScriptedService([
        "/run_sse": streams, ScriptedService.statePath: [before, after],
        "/api/auth/anonymous-token": [.ok("{\"token\":\"nmv_usr_new\"}")],
      ])
    }
    let again = service([refusal, .stream([text("ok")])])
    let outcome = try await again.client(userToken: nil).send(
      "x", to: session, describe: { _, _ in [] })
    #expect(outcome.text == "ok")
    #expect(again.count("/run_sse") == 2)
    #expect(
      again.requests.last { $0.url.hasSuffix("/run_sse") }?.headers["Authorization"]
        == "Bearer nmv_usr_new")
    let never = service([refusal])
    await #expect(throws: CloudError.tokenRefused) {
      _ = try await never.client(userToken: nil).send("x", to: session, describe: { _, _ in [] })
    }
    #expect(never.count("/run_sse") == 2)
  }

  @Test("A refusal after work has begun is its error, said to be late, and nothing is sent again")
  func refusedLate() async throws {
    let notices = Mutex<[MessageNotice]>([])
    let service = ScriptedService([
      "/run_sse": [.stream([text("Working"), .bytes("data: {\"code\":1001}\n\n")])],
      ScriptedService.statePath: [before],
    ])
    await #expect(throws: CloudError.userTokenRefused) {
      _ = try await service.client().send(
        "x", to: session, describe: { _, _ in [] },
        report: { notice in notices.withLock { $0.append(notice) } })
    }
    #expect(notices.withLock { $0.first } == .begun)
    #expect(service.count("/run_sse") == 1)
  }

  @Test(
    "What may have been accepted is looked up, whatever the answer is called",
    arguments: [
      ScriptedService.Answer.json(200, "{\"code\":0}"), .json(200, "{}"), .json(200, "{\"code\":"),
      .typed("text/html", [.bytes("<html>please log in</html>")]), .typed(nil, []),
      .typed("text/plain", [.bytes("ok")]), .typed(nil, [.breakOff]),
      .typed("application/json", [.bytes("{\"co"), .breakOff]),
      .stream([.bytes("data: {\"code\":503}\n\n"), .breakOff]),
      .stream([.bytes("data: {\"type\":\"tool_call\"}\n\ndata: {\"code\":500}\n\n")]),
      .failure(.bodyTooLong(limit: 1)), .failure(.tooManyRedirects(limit: 5)),
    ])
  func accepted(answer: ScriptedService.Answer) async throws {
    let told = try await say([answer])
    #expect(told.outcome.ending == .recovered)
    #expect(told.outcome.changes == ["title: old → new"])
    #expect(told.service.count("/run_sse") == 1)
  }

  @Test(
    "A stream under another media type, or none, is read as one",
    arguments: ["text/plain", "application/octet-stream", "text/html", nil])
  func mistyped(type: String?) async throws {
    let told = try await say([.typed(type, [.bytes("\n"), text("done")])])
    #expect(told.outcome.ending == .answered)
    #expect(told.outcome.text == "done")
    #expect(told.service.sleeps.isEmpty)
  }

  @Test("A refusal in JSON with status 200 is a refusal, under any media type")
  func refusedInJSON() async throws {
    for type in ["application/json", "text/plain", nil] {
      await #expect(throws: CloudError.outOfCredits(registrationLink: nil)) {
        _ = try await say([.typed(type, [.bytes(" {\"code\":2001}")])])
      }
    }
  }

  @Test("The last event is read although the empty line after it is missing")
  func unfinishedEvent() async throws {
    for end in ["\n", "\r\n", ""] {
      let told = try await say([
        .stream([text("one "), .bytes("data: {\"type\":\"text\",\"content\":\"two\"}\(end)")])
      ])
      #expect(told.outcome.text == "one two")
      #expect(told.service.sleeps.isEmpty)
    }
    // Of a connection that broke, what came last may be half of an event.
    let broken = try await say([
      .stream([text("one "), .bytes("data: {\"type\":\"text\",\"content\":\"two\"}"), .breakOff])
    ])
    #expect(broken.outcome.text == "one ")
  }

  @Test(
    "An error event is an error in every form",
    arguments: [
      "event: error\ndata: out of order", "event: error\ndata: {}",
      "data: {\"type\":\"error\",\"content\":\"no\"}", "data: {\"error\":\"no\"}",
      "data: {\"error\":{\"code\":77,\"message\":\"no\"}}",
      "data: {\"errorCode\":\"SAFETY\",\"errorMessage\":\"no\"}", "data: {\"code\":99999}",
    ])
  func errorForms(event: String) async throws {
    await #expect {
      _ = try await say([.stream([.bytes("\(event)\n\n")])])
    } throws: { error in
      guard case .refused(_, let code, _)? = error as? CloudError else { return false }
      return code != 0
    }
  }

  @Test("What a tool or a passage carries beside its content is no error of the service's")
  func noErrors() async throws {
    let told = try await say([
      .stream([
        .bytes("data: {\"type\":\"tool_result\",\"code\":1,\"error\":\"x\"}\n\n"),
        .bytes("data: {\"content\":{\"parts\":[{\"text\":\"ok\"}]},\"error\":null}\n\n"),
      ])
    ])
    #expect(told.outcome.text == "ok")
  }

  @Test("A message that was refused unheard goes out once more, as published")
  func refusedBefore() async throws {
    let told = try await say([.json(429, ""), .stream([text("ok")])])
    #expect(told.outcome.text == "ok")
    #expect(told.service.count("/run_sse") == 2)
  }

  @Test("A session that has no state yet can be spoken to")
  func noState() async throws {
    let told = try await say([.stream([])], states: [.json(404, ""), after])
    #expect(told.outcome.changes == ["title: none → new"])
  }
}
