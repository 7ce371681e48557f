import CloudAPI
import DraftModel
import Foundation
import JSONTree
import Sandbox
import TestSupport
import Testing

/// What was accepted survives the sandbox.
@Suite struct RestartTests {
  @Test("A message and a render under way when the sandbox ends are done by the next one")
  func workUnderWay() async throws {
    let folder = try TemporaryFolder()
    let tokens = MemoryTokens("c")
    let gate = GateClock()
    let first = try await Stage(folder: folder)
    let client = first.client(tokens: tokens)
    let session = try await client.createSession()
    _ = try await client.say("generate a 1 second city", in: session)
    let draft = try await client.draft(of: session)
    await first.sandbox.stop()

    // On this clock nothing comes to its end.
    let second = try await Stage(folder: folder, clock: gate)
    let stuck = second.client(tokens: tokens)
    _ = try await stuck.submitRender(id: "r", session: session, draft: Array(draft.node.bytes))
    async let lost = stuck.say("make the clip quieter", in: session)
    await gate.waiters(2)
    await second.sandbox.stop()
    _ = try? await lost

    try await Stage.run(folder: folder) { third in
      await third.sandbox.idle()
      let client = third.client(tokens: tokens)
      #expect(try await client.renderStatus(id: "r").phase == .completed)
      #expect(try await client.summary(of: session).contains("60%"))
      #expect(try await client.credits() == CreditBalance(available: 850, frozen: 0))
      let counts = try third.counts
      #expect(counts.submissions == ["r": 1])
      #expect(counts.messages == [session.sessionID: 2])
    }
  }

  @Test("Token, session, uploads and drafts are there after a restart at another port")
  func everythingKept() async throws {
    let folder = try TemporaryFolder()
    let tokens = MemoryTokens("c")
    var session: CloudSession?
    var before: Draft?
    try await Stage.run(folder: folder) { stage in
      let client = stage.client(tokens: tokens)
      let made = try await client.createSession()
      let clip = try GeneratedFile.clip(in: stage.folder)
      _ = try await client.upload(files: [clip.path], to: made)
      _ = try await client.say("use my uploaded clip", in: made)
      session = made
      before = try await client.draft(of: made)
    }
    try await Stage.run(folder: folder) { stage in
      let client = stage.client(tokens: tokens)
      let session = try #require(session)
      let after = try await client.draft(of: session)
      #expect(after.node.bytes == before?.node.bytes)
      let url = try #require(
        try await client.state(of: session).state["video_infos"]?.elements.first?["cdn_url"]?
          .stringValue)
      #expect(url.hasPrefix(stage.url))
      _ = try await client.submitRender(
        id: "r", session: session, draft: Array(after.node.bytes))
      await stage.sandbox.idle()
      #expect(try await client.renderStatus(id: "r").phase == .completed)
    }
  }
}
