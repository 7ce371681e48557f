import CloudAPI
import CurlTransport
import Foundation
import HTTPTransport
import JSONTree
import Sandbox
import TestSupport
import Testing

/// Files go in, are looked into, and come out again.
@Suite struct UploadTests {
  @Test("Several files of one upload are probed, listed and served with ranges")
  func upload() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let clip = try GeneratedFile.clip(in: stage.folder, named: "na\u{EF}ve \u{7247}.mp4")
      let picture = try GeneratedFile.picture(in: stage.folder)
      let receipt = try await client.upload(files: [clip.path, picture.path], to: session)
      #expect(receipt.isStateApplied)
      #expect(receipt.files.map(\.fileName) == ["na\u{EF}ve \u{7247}.mp4", "picture.png"])
      let first = receipt.files[0]
      #expect(first.fileType == "video")
      #expect(first.durationSeconds == 1)
      #expect(first.width == 160)
      #expect(first.height == 90)
      #expect(first.framesPerSecond == 25)
      #expect(receipt.files[1].durationSeconds == nil)
      let digest = try Shell.output(of: "sha256sum", [clip.path])
      #expect(String(decoding: digest.prefix(64), as: UTF8.self) == first.hash)

      let bytes = Array(try Data(contentsOf: clip))
      let url = try #require(first.url)
      #expect(try await Self.get(url, stage).bytes == bytes)
      for (range, expected) in [
        ("bytes=0-9", bytes[..<10]), ("bytes=100-", bytes[100...]), ("bytes=-7", bytes.suffix(7)),
        ("bytes=5-99999999", bytes[5...]),
      ] {
        let part = try await Self.get(url, stage, range: range)
        #expect(part.status == 206)
        #expect(part.bytes == Array(expected))
        let field = try #require(part.contentRange)
        #expect(field.first == Int64(expected.startIndex))
        #expect(field.total == Int64(bytes.count))
      }
      #expect(try await Self.get(url, stage, range: "bytes=99999999-").status == 416)
      // What is no single range is passed over.
      #expect(try await Self.get(url, stage, range: "bytes=0-1,5-6").status == 200)

      let infos = try await client.state(of: session).state["video_infos"]
      #expect(infos?.count == 2)
      #expect(infos?.elements.first?["cdn_url"]?.stringValue == url)
    }
  }

  @Test("A second file of the same name gets another")
  func names() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let picture = try GeneratedFile.picture(in: stage.folder)
      _ = try await client.upload(files: [picture.path], to: session)
      let receipt = try await client.upload(files: [picture.path, picture.path], to: session)
      #expect(receipt.files.map(\.fileName) == ["picture 2.png", "picture 3.png"])
    }
  }

  @Test("An upload by address is fetched")
  func addresses() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let picture = try GeneratedFile.picture(in: stage.folder)
      let url = try #require(
        try await client.upload(files: [picture.path], to: session).files.first?.url)
      let other = try await client.createSession()
      let receipt = try await client.upload(urls: [url], to: other)
      #expect(receipt.files.map(\.fileName) == ["picture.png"])
      #expect(receipt.files.first?.width == 64)
      await #expect(throws: CloudError.self) {
        try await client.upload(urls: [stage.url + "/cdn/a/b/none.png"], to: other)
      }
    }
  }

  @Test("What is no medium is refused with 4001, what is too large with 4002, and nothing is kept")
  func refusals() async throws {
    try await Stage.run {
      $0.uploadLimitBytes = 100_000
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let fake = try stage.folder.write(Array("no clip".utf8), to: "fake.mp4")
      await #expect(throws: CloudError.unsupportedFile(name: "fake.mp4")) {
        try await client.upload(files: [fake.path], to: session)
      }
      let large = try stage.folder.write([UInt8](repeating: 7, count: 3_000_000), to: "large.mp4")
      await #expect(throws: CloudError.fileTooLarge(name: "large.mp4", limitBytes: nil)) {
        try await client.upload(files: [large.path], to: session)
      }
      #expect(try await client.state(of: session).state["video_infos"]?.count == 0)
      let media = stage.folder.file("sessions/\(session.sessionID)/media").path
      #expect(try FileManager.default.contentsOfDirectory(atPath: media).isEmpty)
    }
  }

  private struct Got {
    let status: Int
    let bytes: [UInt8]
    let contentRange: ContentRange?
  }

  private static func get(_ url: String, _ stage: Stage, range: String? = nil) async throws -> Got {
    var request = HTTPRequest(.get, url)
    request.headers["Range"] = range
    let response = try await stage.transport.send(request)
    return Got(
      status: response.status, bytes: try await response.body.collected(limit: 10_000_000),
      contentRange: response.headers["Content-Range"].flatMap { ContentRange($0) })
  }
}
