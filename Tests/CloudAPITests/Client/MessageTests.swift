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
      told.notices == [.tool, .piece("Your video is "), .piece("ready! Click Export."), .tool])
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
    #expect(told.notices == [.stillWorking, .piece("Half. "), .stillWorking, .piece("All.")])
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
    "A refusal in the middle of a stream is the refusal's error, and nothing is sent again",
    arguments: [
      (2001, CloudError.outOfCredits(registrationLink: nil)), (1001, .userTokenRefused),
      (402, .exportBlocked), (429, .rateLimited),
    ])
  func refusedWithin(code: Int, expected: CloudError) async throws {
    let service = ScriptedService([
      "/run_sse": [.stream([.bytes("data: {\"code\":\(code)}\n\n")])],
      ScriptedService.statePath: [before],
    ])
    await #expect(throws: expected) {
      _ = try await service.client().send("x", to: session, describe: { _, _ in [] })
    }
    #expect(service.count("/run_sse") == 1)
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
