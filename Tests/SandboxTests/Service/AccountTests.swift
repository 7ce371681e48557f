import CloudAPI
import DraftModel
import Foundation
import JSONTree
import Sandbox
import TestSupport
import Testing

/// Tokens, credits, and what is refused without them.
@Suite struct AccountTests {
  @Test("A client has one token a week, and the next one when it has expired")
  func oneTokenAWeek() async throws {
    let clock = SetClock()
    try await Stage.run(clock: clock) { stage in
      let client = stage.client("one")
      let first = try await client.acquireToken()
      await #expect(throws: CloudError.noMoreTokens) { try await client.acquireToken() }
      clock.pass(7 * 24 * 3600 - 1)
      _ = try await client.credits()
      await #expect(throws: CloudError.noMoreTokens) { try await client.acquireToken() }
      clock.pass(1)
      // The old one is refused with 1001, and the client has another.
      #expect(try await client.credits().available == 1000)
      let second = try await client.acquireTokenOrNil()
      #expect(second == nil)
      #expect(first.expiresAt == "2023-11-21T22:13:20Z")
    }
  }

  @Test("Two clients are two users, and see nothing of each other")
  func separateUsers() async throws {
    try await Stage.run { stage in
      let one = stage.client()
      let other = stage.client()
      let session = try await one.createSession()
      _ = try await one.say("generate a 1 second city", in: session)
      let draft = Array(try await one.draft(of: session).node.bytes)
      _ = try await one.submitRender(id: "r", session: session, draft: draft)
      await #expect(throws: CloudError.self) { try await other.state(of: session) }
      await #expect(throws: CloudError.unknownRender(id: "r")) {
        try await other.renderStatus(id: "r")
      }
      await #expect(throws: CloudError.self) { try await other.claimLink(for: session) }
      #expect(try await one.claimLink(for: session).contains("ct=clm_"))
    }
  }

  @Test("A generation costs 100, editing 50 once a session, an export nothing")
  func prices() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      #expect(try await client.credits().available == 900)
      _ = try await client.say("make the clip quieter", in: session)
      #expect(try await client.credits().available == 850)
      _ = try await client.say("speed it up", in: session)
      let draft = Array(try await client.draft(of: session).node.bytes)
      _ = try await client.submitRender(id: "r", session: session, draft: draft)
      await stage.sandbox.idle()
      #expect(try await client.credits() == CreditBalance(available: 850, frozen: 0))
    }
  }

  @Test("Credits are frozen while work runs, and settled after")
  func frozen() async throws {
    // The work waits for this clock, on which nothing passes until it is told to.
    let clock = GateClock()
    try await Stage.run(clock: clock) { stage in
      let client = stage.client()
      let session = try await client.createSession()
      async let outcome = client.say("generate a 1 second city", in: session)
      await clock.waiters(1)
      #expect(try await client.credits() == CreditBalance(available: 900, frozen: 100))
      clock.open()
      _ = try await outcome
      #expect(try await client.credits() == CreditBalance(available: 900, frozen: 0))
    }
  }

  @Test("Who has no credits left is told where to register")
  func outOfCredits() async throws {
    try await Stage.run {
      $0.credits = 100
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      await #expect(
        throws: CloudError.outOfCredits(
          registrationLink: "https://nemovideo.com/?bind=\(session.taskID ?? "")")
      ) {
        try await client.say("make the clip quieter", in: session)
      }
      #expect(try stage.counts.messages[session.sessionID] == 1)
    }
  }

  @Test("A call without a token is refused with 1001, the token call without an id with 400")
  func refusals() async throws {
    try await Stage.run {
      $0.codePlace = .both
    } _: { stage in
      let credits = try await RawConnection.get("/api/credits/balance/simple", port: stage.port)
      #expect(credits.status == 401)
      #expect(credits.text.contains(#""code":1001"#))
      let token = try await RawConnection.get(
        "/api/auth/anonymous-token", method: "POST", fields: ["Content-Length: 0"], port: stage.port
      )
      #expect(token.status == 400)
      #expect(token.text.contains(#""code":400"#))
    }
  }

  @Test(
    "A code stands where the configuration wants it",
    arguments: [
      (SandboxConfiguration.CodePlace.field, 200, true), (.status, 400, false), (.both, 400, true),
    ])
  func codePlaces(place: SandboxConfiguration.CodePlace, status: Int, isField: Bool) async throws {
    try await Stage.run {
      $0.codePlace = place
    } _: { stage in
      let token = try await RawConnection.get(
        "/api/auth/anonymous-token", method: "POST", fields: ["Content-Length: 0"], port: stage.port
      )
      #expect(token.status == status)
      #expect(token.text.contains(#""code":400"#) == isField)
    }
  }

  @Test("An export without attribution is refused with 402")
  func attribution() async throws {
    try await Stage.run {
      $0.codePlace = .status
    } _: { stage in
      let tokens = MemoryTokens("x")
      let client = stage.client(tokens: tokens)
      let session = try await client.createSession()
      // The header fields of a client without attribution.
      let text = try String(
        decoding: Data(contentsOf: stage.folder.file("accounts.json")), as: UTF8.self)
      let issued = try await RawConnection.get(
        "/api/auth/anonymous-token", method: "POST",
        fields: ["Content-Length: 0", "X-Client-Id: y"], port: stage.port)
      let token = try #require(issued.text.firstMatch(of: /"token":"(nmv_usr_[^"]+)"/)?.1)
      #expect(!text.contains("nmv_usr_"))
      let export = try await RawConnection.get(
        "/api/render/proxy/lambda", method: "POST",
        fields: ["Content-Length: 0", "Authorization: Bearer \(token)"], port: stage.port)
      #expect(export.status == 402)
      _ = session
    }
  }

  @Test("No token and no client id is found in anything that is kept")
  func secrets() async throws {
    try await Stage.run { stage in
      let tokens = MemoryTokens("a-client-id-that-is-a-secret")
      let client = stage.client(tokens: tokens)
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      await stage.sandbox.idle()
      let files = FileManager.default.enumerator(atPath: stage.folder.url.path)
      while let name = files?.nextObject() as? String {
        guard let bytes = try? Data(contentsOf: stage.folder.file(name)) else { continue }
        #expect(bytes.range(of: Data("nmv_usr_".utf8)) == nil, "\(name)")
        #expect(bytes.range(of: Data("a-client-id-that".utf8)) == nil, "\(name)")
      }
    }
  }
}

extension CloudClient {
  /// A new token; nil where it's refused because there is one.
  fileprivate func acquireTokenOrNil() async throws -> StoredToken? {
    do {
      return try await acquireToken()
    } catch CloudError.noMoreTokens {
      return nil
    }
  }
}
