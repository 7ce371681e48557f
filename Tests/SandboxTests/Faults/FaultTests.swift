import CloudAPI
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import Sandbox
import TestSupport
import Testing

/// Every fault does what its name says, once, and leaves what was accepted accepted.
@Suite struct FaultTests {
  private static func run(
    _ faults: String..., body: (Stage, CloudClient) async throws -> Void
  ) async throws {
    try await Stage.run {
      $0.faults = faults.compactMap { SandboxFault($0) }
    } _: { stage in
      try await body(stage, stage.client())
    }
  }

  @Test("A refusal that passes is passed", arguments: ["429@session:1", "1001@session:1"])
  func passing(fault: String) async throws {
    try await Self.run(fault) { stage, client in
      _ = try await client.createSession()
      #expect(try stage.counts.calls["session"] == 2)
      #expect(try stage.counts.faults == [fault.replacing(":1", with: ""): 1])
    }
  }

  @Test("A refused call does nothing")
  func refused() async throws {
    try await Self.run("500@message:2", "402@export") { stage, client in
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let before = try await client.draft(of: session)
      _ = try await client.say("make the clip quieter", in: session)
      #expect(try stage.counts.messages == [session.sessionID: 1])
      await #expect(throws: CloudError.exportBlocked) {
        try await client.submitRender(id: "r", session: session, draft: Array(before.node.bytes))
      }
      #expect(try stage.counts.submissions.isEmpty)
    }
  }

  @Test("A session that is gone is said to be, and there's a new one")
  func sessionGone() async throws {
    try await Self.run("1002@state:1") { stage, client in
      let session = try await client.createSession()
      await #expect {
        try await client.state(of: session)
      } throws: { error in
        guard case .sessionGone(session.sessionID, let new?)? = error as? CloudError else {
          return false
        }
        return new.sessionID != session.sessionID
      }
    }
  }

  @Test(
    "A connection that breaks after a message was taken loses no work",
    arguments: ["drop@message:2", "drop:0@message:2", "drop:30@message:2", "restart@message:2"])
  func brokenMessage(fault: String) async throws {
    try await Self.run(fault) { stage, client in
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let outcome = try await client.say("make the clip quieter", in: session)
      #expect(outcome.ending == .recovered)
      #expect(outcome.changes.contains { $0.contains("volume") })
      #expect(try stage.counts.messages == [session.sessionID: 2])
    }
  }

  @Test(
    "A connection that breaks after a submission was taken loses no render",
    arguments: ["drop@export:1", "drop:10@export:1", "restart@export:1"])
  func brokenSubmission(fault: String) async throws {
    try await Self.run(fault) { stage, client in
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let draft = Array(try await client.draft(of: session).node.bytes)
      await #expect(throws: CloudError.self) {
        try await client.submitRender(id: "r", session: session, draft: draft)
      }
      let status = try await client.followRender(id: "r")
      #expect(status?.phase == .completed)
      let counts = try stage.counts
      #expect(counts.submissions == ["r": 1])
    }
  }

  @Test("Events that come twice are one answer", arguments: SandboxConfiguration.EventForm.allCases)
  func duplicates(form: SandboxConfiguration.EventForm) async throws {
    try await Stage.run {
      $0.faults = [SandboxFault(.duplicate, at: .message)]
      $0.eventForm = form
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      for _ in 1...2 {
        let outcome = try await client.say("what is this?", in: session)
        #expect(outcome.text.ranges(of: "I can't do that").count == 1)
        #expect(outcome.text.hasSuffix("This cost nothing."))
      }
    }
  }

  @Test("A stream of heartbeats alone is given up, and the work is done all the same")
  func heartbeats() async throws {
    try await Stage.run {
      $0.faults = [SandboxFault(.heartbeats, at: .message, occurrence: 2)]
    } _: {
      stage in
      let tokens = MemoryTokens("c")
      let client = stage.client(tokens: tokens)
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let before = try await client.draft(of: session)
      let hasty = stage.client(clock: HastyClock(), tokens: tokens)
      let outcome = try await hasty.say("make the clip quieter", in: session)
      #expect(outcome.ending == .timedOutOnHeartbeats)
      await stage.sandbox.idle()
      let after = try await client.draft(of: session)
      #expect(!DraftDifference(from: before, to: after).isEmpty)
    }
  }

  @Test("A download that is cut off is taken up again")
  func truncated() async throws {
    try await Self.run("truncated@download:1") { stage, client in
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let draft = Array(try await client.draft(of: session).node.bytes)
      _ = try await client.submitRender(id: "r", session: session, draft: draft)
      let status = try #require(try await client.followRender(id: "r"))
      let file = stage.folder.file("final.mp4")
      let request = try await client.downloadRequest(renderID: "r", outputURL: status.outputURL)
      let length = try await FileDownload(request, to: file.path).run(over: stage.transport)
      #expect(length == status.sizeBytes)
      #expect(try stage.counts.calls["download"] == 2)
    }
  }

  @Test("A cut download announces all and brings half")
  func cutInHalf() async throws {
    try await Self.run("truncated@media") { stage, client in
      let session = try await client.createSession()
      let picture = try GeneratedFile.picture(in: stage.folder)
      let url = try #require(
        try await client.upload(files: [picture.path], to: session).files.first?.url)
      let path = String(url.dropFirst(stage.url.count))
      let answer = try await RawConnection.get(path, port: stage.port)
      let size = try Data(contentsOf: picture).count
      #expect(answer.field("Content-Length") == "\(size)")
      #expect(answer.body.count == size / 2)
    }
  }

  @Test("A dropped answer has no head, or so many bytes of its body")
  func dropped() async throws {
    try await Self.run(
      "drop@credits:1", "drop:5@credits:2", "drop:0@credits:3", "drop:9999@credits:4"
    ) {
      stage, _ in
      for expected in [nil, 5, 0, -1] as [Int?] {
        let answer = try await RawConnection.get("/api/credits/balance/simple", port: stage.port)
        guard let expected else {
          #expect(answer.bytes.isEmpty)
          continue
        }
        let announced = try #require(answer.field("Content-Length").flatMap { Int($0) })
        #expect(answer.body.count == (expected < 0 ? announced - 1 : expected))
      }
    }
  }

  @Test("A wrong length is one byte too many, in the shape that tells it")
  func wrongLength() async throws {
    try await Self.run("wrong-length@status:2") { stage, client in
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let draft = Array(try await client.draft(of: session).node.bytes)
      _ = try await client.submitRender(id: "r", session: session, draft: draft)
      await stage.sandbox.idle()
      let right = try #require(try await client.renderStatus(id: "r").sizeBytes)
      #expect(try await client.renderStatus(id: "r").sizeBytes == right + 1)
      #expect(try await client.renderStatus(id: "r").sizeBytes == right)
    }
  }

  @Test(
    "A fault is read as it is written",
    arguments: [
      "delay:500", "drop", "drop:0@message:2", "429@export", "402@export:1", "1001@credits",
      "1002@state",
      "2001@message", "500@upload:3", "heartbeats@message", "duplicate", "truncated@media",
      "wrong-length@status", "restart@session:1",
    ])
  func spelling(text: String) {
    #expect(SandboxFault(text)?.description == text)
  }

  @Test(
    "What is no fault is refused",
    arguments: [
      "", "delay", "delay:-1", "delay:x", "drop:-3", "403", "429@", "429@nowhere", "429@export:0",
      "429@export:x", "heartbeats@export", "wrong-length@credits", "402@credits", "1001@token",
      "restart:5", "429@export:1:2",
    ])
  func misspelling(text: String) {
    #expect(SandboxFault(text) == nil)
  }

  @Test("A seed strikes the same calls in every run, and not all of them")
  func seeded() async throws {
    var runs: [[String: Int]] = []
    for _ in 0..<2 {
      try await Stage.run {
        $0.faultSeed = 4
      } _: { stage in
        for _ in 0..<60 { _ = try? await RawConnection.get("/output/a/b", port: stage.port) }
        runs.append(try stage.counts.faults)
      }
    }
    #expect(runs[0] == runs[1])
    let struck = runs[0].values.reduce(0, +)
    #expect((3...30).contains(struck), "\(runs[0])")
  }
}
