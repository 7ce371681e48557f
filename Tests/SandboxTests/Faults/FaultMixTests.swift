import CloudAPI
import CurlTransport
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import Sandbox
import TestSupport
import Testing

/// Random faults, each mix the same for its seed.
@Suite struct FaultMixTests {
  @Test("Whatever strikes, nothing is done twice, and what is finished is whole", arguments: 1...10)
  func mix(seed: Int) async throws {
    try await Stage.run {
      $0.faultSeed = UInt64(seed)
    } _: { stage in
      let client = stage.client()
      do {
        try await Self.flow(client, stage)
      } catch let error as CloudError {
        // One clear message is an end, too.
        #expect(!error.description.isEmpty)
      } catch is DraftError {
        // A message that was refused has left no draft.
      }
      await stage.sandbox.idle()
      let counts = try stage.counts
      #expect(counts.submissions.values.allSatisfy { $0 == 1 }, "\(counts)")
      #expect(counts.messages.values.allSatisfy { $0 == 1 }, "\(counts)")
      #expect(counts.submissions.count <= 1)
    }
  }

  private static func flow(_ client: CloudClient, _ stage: Stage) async throws {
    let session = try await client.createSession()
    _ = try await client.say("generate a 1 second city with calm music", in: session)
    await stage.sandbox.idle()
    let draft = try await client.draft(of: session)
    #expect(
      draft.summaryLine
        == "Timeline (2 tracks): 1. Video: city (0-1s) 2. BGM: Calm (0-1s, 35%)")
    do throws(CloudError) {
      _ = try await client.submitRender(
        id: "r", session: session, draft: Array(draft.node.bytes))
    } catch {
      // It may have been accepted: it's looked for, and not submitted again.
      guard error.isPassing else { throw error }
    }
    guard let status = try await client.followRender(id: "r"), status.phase == .completed else {
      return
    }
    let file = stage.folder.file("final.mp4")
    let request = try await client.downloadRequest(renderID: "r", outputURL: status.outputURL)
    let size = try await FileDownload(request, to: file.path, attempts: 10)
      .run(over: stage.transport)
    // The length may be told wrong, by one byte.
    let told = try #require(status.sizeBytes)
    #expect(told == size || told == size + 1)
    let frames = try Shell.output(
      of: "ffprobe",
      [
        "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries",
        "stream=nb_read_frames", "-of", "csv=p=0", file.path,
      ])
    #expect(String(decoding: frames, as: UTF8.self).hasPrefix("30"))
  }
}
