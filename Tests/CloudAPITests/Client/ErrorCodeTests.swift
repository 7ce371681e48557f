import CloudAPI
import HTTPTransport
import Testing

@Suite("Cloud client: codes")
struct ErrorCodeTests {
  private let session = ScriptedService.session
  private let balance = "/api/credits/balance/simple"
  private let fine = ScriptedService.Answer.ok("{\"available\":1,\"frozen\":0}")

  @Test("1001: a new anonymous token with the same client id, and the call once more")
  func expiredToken() async throws {
    let service = ScriptedService([
      ScriptedService.tokenPath: [ScriptedService.token("one"), ScriptedService.token("two")],
      balance: [.code(1001), fine],
    ])
    _ = try await service.client(userToken: nil).credits()
    #expect(
      service.requests.map { $0.headers["Authorization"] ?? $0.headers["X-Client-Id"] } == [
        "client-1", "Bearer one", "client-1", "Bearer two",
      ])
  }

  @Test("1001 again ends it", arguments: [ScriptedService.Answer.code(1001), .json(401, "")])
  func refusedTwice(answer: ScriptedService.Answer) async throws {
    let service = ScriptedService([
      ScriptedService.tokenPath: [ScriptedService.token("one")], balance: [answer],
    ])
    await #expect(throws: CloudError.tokenRefused) {
      _ = try await service.client(userToken: nil).credits()
    }
    #expect(service.count(balance) == 2)
  }

  @Test("1001 for the user's own token is said, and nothing replaced")
  func userToken() async throws {
    let service = ScriptedService([balance: [.code(1001)]])
    await #expect(throws: CloudError.userTokenRefused) { _ = try await service.client().credits() }
    #expect(service.requests.count == 1)
  }

  @Test("1002: a session is made, and the user told that the old one is gone")
  func goneSession() async throws {
    let service = ScriptedService([
      ScriptedService.statePath: [.code(1002)],
      ScriptedService.sessionPath: [.ok("{\"task_id\":\"t2\",\"session_id\":\"s2\"}")],
    ])
    let new = CloudSession(sessionID: "s2", taskID: "t2", bindID: "t2")
    await #expect(throws: CloudError.sessionGone("s1", replacement: new)) {
      _ = try await service.client().state(of: session)
    }
  }

  @Test("2001: a registration link for the anonymous, the account for the registered")
  func outOfCredits() async throws {
    let service = ScriptedService([
      ScriptedService.tokenPath: [ScriptedService.token("one")],
      ScriptedService.statePath: [.code(2001)],
    ])
    await #expect(throws: CloudError.outOfCredits(registrationLink: "https://web.example/?bind=b1"))
    {
      _ = try await service.client(userToken: nil).state(of: session)
    }
    await #expect(throws: CloudError.outOfCredits(registrationLink: nil)) {
      _ = try await service.client().state(of: session)
    }
    #expect(
      "\(CloudError.outOfCredits(registrationLink: nil))".contains("Top up credits in your account")
    )
  }

  @Test(
    "402 is the plan's matter, as a code, as a status, and as both",
    arguments: [
      ScriptedService.Answer.code(402), .json(402, ""), .json(402, "{\"code\":402}"),
      .json(402, "{\"code\":0}"), .json(200, "{\"code\":\"402\"}"),
    ])
  func blocked(answer: ScriptedService.Answer) async throws {
    let service = ScriptedService([ScriptedService.renderPath: [answer]])
    await #expect(throws: CloudError.exportBlocked) {
      _ = try await service.client().submitRender(id: "render_1", session: session, draft: [])
    }
    #expect(service.requests.count == 1)
    #expect(
      "\(CloudError.exportBlocked)".hasPrefix("Register or upgrade your plan to unlock export."))
  }

  @Test("429: once more after 30 s, times the scale, and no more", arguments: [1, 0.01])
  func rateLimited(scale: Double) async throws {
    let service = ScriptedService([balance: [.code(429), fine]])
    _ = try await service.client(timeScale: scale).credits()
    #expect(service.sleeps == [.seconds(30 * scale)])
    let busy = ScriptedService([balance: [.json(429, "<html>")]])
    await #expect(throws: CloudError.rateLimited) { _ = try await busy.client().credits() }
    #expect(busy.requests.count == 2)
  }

  @Test("429 for a token, and again after the wait: the week's token has been given")
  func noMoreTokens() async throws {
    let service = ScriptedService([ScriptedService.tokenPath: [.code(429)]])
    await #expect(throws: CloudError.noMoreTokens) {
      _ = try await service.client(userToken: nil).credits()
    }
    #expect(service.sleeps == [.seconds(30)])
    #expect("\(CloudError.noMoreTokens)".contains("one anonymous token a week"))
  }

  @Test("400: a client id is sent, and a new one where one was sent already")
  func missingClientID() async throws {
    let service = ScriptedService([
      ScriptedService.tokenPath: [.code(400), ScriptedService.token("one")],
      balance: [.json(400, ""), fine],
    ])
    _ = try await service.client(userToken: nil).credits()
    #expect(
      service.requests.map { $0.headers["X-Client-Id"] } == [
        "client-1", "client-2", nil, "client-2",
      ])
  }

  @Test("4001 and 4002 from the service read like those found here")
  func files() async throws {
    let path = "/api/upload-video/nemo_agent/me/s1"
    for (code, expected) in [
      (4001, CloudError.unsupportedFile(name: "what the address names")),
      (4002, .fileTooLarge(name: "what the address names", limitBytes: nil)),
    ] {
      let service = ScriptedService([path: [.code(code)]])
      await #expect(throws: expected) {
        _ = try await service.client().upload(urls: ["https://a/b"], to: session)
      }
    }
    #expect("\(CloudError.unsupportedFile(name: "x"))".contains("mp4, mov, avi, webm, mkv"))
    #expect("\(CloudError.fileTooLarge(name: "x", limitBytes: 1))".contains("compress or trim"))
    // A limit is named only if it is known to be the reason.
    #expect(!"\(CloudError.fileTooLarge(name: "x", limitBytes: nil))".contains("MB"))
  }

  @Test(
    "Any other code is told with the service's words and tried no further",
    arguments: [
      (ScriptedService.Answer.code(777), 777), (.json(503, "{\"message\":\"no\"}"), 503),
      (.json(200, "{\"success\":false,\"error\":\"no\"}"), -1),
    ])
  func others(answer: ScriptedService.Answer, code: Int) async throws {
    let service = ScriptedService([balance: [answer]])
    await #expect(throws: CloudError.refused(call: "show the credits", code: code, message: "no")) {
      _ = try await service.client().credits()
    }
    #expect(service.requests.count == 1)
  }

  @Test("A broken connection is not tried again")
  func transport() async throws {
    let error = TransportError.disconnected(host: "h", reason: "r")
    let service = ScriptedService([balance: [.failure(error)]])
    await #expect(throws: CloudError.transport(error)) { _ = try await service.client().credits() }
    #expect(service.requests.count == 1)
  }

  @Test(
    "An answer that is not what is published is said to be so",
    arguments: [
      "", "[", "{}", "{\"code\":0,\"data\":null}", "{\"code\":0,\"data\":{\"available\":\"many\"}}",
    ])
  func unreadable(text: String) async throws {
    let service = ScriptedService([balance: [.json(200, text)]])
    await #expect {
      _ = try await service.client().credits()
    } throws: { error in
      guard case .unreadableAnswer? = error as? CloudError else { return false }
      return true
    }
  }
}
