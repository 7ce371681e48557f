import CloudAPI
import CurlTransport
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import RenderPlanning
import Sandbox
import TestSupport
import Testing

/// What the README promises of the sandbox, spoken through the product's client.
@Suite struct FlowTests {
  static let request =
    "generate a 10 second city timelapse with lo-fi music and the title Urban Dreams"

  @Test("The published request gives the published summary, to the letter")
  func publishedSummary() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let outcome = try await client.say(Self.request, in: session)
      #expect(outcome.ending == .answered)
      #expect(outcome.text.contains("city timelapse"))
      #expect(
        try await client.summary(of: session)
          == "Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) "
          + "3. Title: \"Urban Dreams\" (0-3s)")
    }
  }

  @Test("A silent edit changes the state and says nothing")
  func silence() async throws {
    try await Stage.run {
      $0.silence = .always
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say(Self.request, in: session)
      let outcome = try await client.say("make the music quieter", in: session)
      #expect(outcome.ending == .silent)
      #expect(outcome.text.isEmpty)
      #expect(outcome.changes.contains { $0.contains("volume 0.35 → 0.21") })
    }
  }

  @Test("About 30% of edits are silent, the same ones in the same session")
  func sometimesSilent() async throws {
    try await Stage.run {
      $0.silence = .sometimes
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      var silent = 0
      for number in 1...40 {
        let outcome = try await client.say("add the title \"\(number)\"", in: session)
        silent += outcome.ending == .silent ? 1 : 0
      }
      // The odds of fewer than 3 or more than 22 of 40 at 30% are below one in ten thousand.
      #expect((3...22).contains(silent))
    }
  }

  @Test(
    "An export is the previewed draft at its size, in every shape of answers",
    arguments: [
      SandboxConfiguration.RenderShape.a, .b, .oldest,
    ])
  func export(shape: SandboxConfiguration.RenderShape) async throws {
    try await Stage.run {
      $0.renderShape = shape
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 2 second city with calm music", in: session)
      let draft = try await client.draft(of: session)
      let file = stage.folder.file("final.mp4")
      let status = try await Self.exported(draft, session, client, stage, to: file)
      #expect(status.id == "render_7")
      if shape != .b {
        #expect(status.durationSeconds == 2)
        #expect(status.sizeBytes == Int64(try Data(contentsOf: file).count))
      }
      let facts = try Shell.output(
        of: "ffprobe",
        [
          "-v", "warning", "-show_entries",
          "format=duration:format_tags=comment:stream=codec_name,width,height", "-of",
          "default=nw=1", file.path,
        ])
      let lines = String(decoding: facts, as: UTF8.self).split(separator: "\n").map(String.init)
      #expect(lines.contains("codec_name=h264"))
      #expect(lines.contains("codec_name=aac"))
      #expect(lines.contains("width=320"))
      #expect(lines.contains("height=180"))
      #expect(lines.contains("duration=2.000000"))
      #expect(lines.contains("TAG:comment=roughcut draft sha256:\(DraftHash(of: draft))"))
    }
  }

  @Test("An export is 1920x1080, and upright where the draft is")
  func exportSizes() async throws {
    try await Stage.run {
      $0.exportShortSide = 1080
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      _ = try await client.say("make it 9:16", in: session)
      let draft = try await client.draft(of: session)
      let file = stage.folder.file("final.mp4")
      _ = try await Self.exported(draft, session, client, stage, to: file)
      let size = try Shell.output(
        of: "ffprobe",
        [
          "-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of",
          "csv=p=0", file.path,
        ])
      #expect(String(decoding: size, as: UTF8.self).hasPrefix("1080,1920"))
    }
  }

  @Test("A repeated render id is answered with the render that is there")
  func repeatedSubmission() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 1 second city", in: session)
      let draft = Array(try await client.draft(of: session).node.bytes)
      for _ in 0..<3 {
        let status = try await client.submitRender(id: "render_1", session: session, draft: draft)
        #expect(status.id == "render_1")
      }
      await stage.sandbox.idle()
      #expect(try await client.renderStatus(id: "render_1").phase == .completed)
      let counts = try stage.counts
      #expect(counts.submissions == ["render_1": 3])
      #expect(counts.renders == ["render_1": 1])
    }
  }

  @Test("A cancelled render is over, and brings no file")
  func cancellation() async throws {
    // Nothing is rendered until the gate opens.
    let gate = GateClock()
    try await Stage.run(clock: gate) { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let draft = Array(
        #"{"t":[{"tt":7,"sg":[{"d":500,"m":{"text":"x"}}]}],"m":{"width":320,"height":180}}"#.utf8)
      for id in ["render_1", "render_2"] {
        _ = try await client.submitRender(id: id, session: session, draft: draft)
      }
      try await client.cancelRender(id: "render_2")
      gate.open()
      await stage.sandbox.idle()
      let status = try await client.renderStatus(id: "render_2")
      #expect(status.phase == .failed)
      #expect(status.message == "cancelled")
      #expect(try await client.renderStatus(id: "render_1").phase == .completed)
      // What is over can't be cancelled any more.
      try await client.cancelRender(id: "render_1")
      #expect(try await client.renderStatus(id: "render_1").phase == .completed)
      #expect(try stage.counts.renders.count == 2)
    }
  }

  /// Exports and downloads.
  static func exported(
    _ draft: Draft, _ session: CloudSession, _ client: CloudClient, _ stage: Stage, to file: URL
  ) async throws -> RenderStatus {
    _ = try await client.submitRender(
      id: "render_7", session: session, draft: Array(draft.node.bytes))
    let status = try #require(try await client.followRender(id: "render_7"))
    try #require(status.phase == .completed, "\(status)")
    let request = try await client.downloadRequest(
      renderID: "render_7", outputURL: status.outputURL)
    _ = try await FileDownload(request, to: file.path, expectedBytes: status.sizeBytes)
      .run(over: stage.transport)
    // The download call brings the same.
    let other = stage.folder.file("other.mp4")
    let call = try await client.downloadRequest(renderID: "render_7", outputURL: nil)
    _ = try await FileDownload(call, to: other.path).run(over: stage.transport)
    #expect(try Data(contentsOf: other) == Data(contentsOf: file))
    return status
  }
}
