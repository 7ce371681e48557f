import CloudAPI
import CurlTransport
import Foundation
import HTTPTransport
import JSONTree
import Sandbox
import TestSupport
import Testing

/// Nobody from elsewhere gets in, and nothing outside the folder gets out.
@Suite struct SafetyTests {
  @Test("A request for another host is refused")
  func host() async throws {
    try await Stage.run { stage in
      let path = "/api/credits/balance/simple"
      for host in ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"] {
        let answer = try await RawConnection.get(
          path, host: "\(host):\(stage.port)", port: stage.port)
        #expect(answer.text.contains("1001"), "\(host)")
      }
      for host in [
        "evil.example", "127.0.0.1", "localhost:1", "evil.example:\(stage.port)",
        "127.0.0.1.evil.example:\(stage.port)",
      ] {
        let answer = try await RawConnection.get(path, host: host, port: stage.port)
        #expect(answer.status == 421, "\(host)")
      }
      let none = try await RawConnection.send(
        Array("GET \(path) HTTP/1.1\r\nConnection: close\r\n\r\n".utf8), to: stage.port)
      #expect(none.status == 421)
    }
  }

  @Test("Only the loopback interface is listened on")
  func loopback() async throws {
    try await Stage.run { stage in
      let table = String(
        decoding: try Shell.output(of: "cat", ["/proc/net/tcp"]), as: UTF8.self)
      let port = String(stage.port, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: 4 - port.count) + port
      // State 0A is LISTEN; the address is in the machine's byte order.
      let listening = table.split(separator: "\n").filter {
        $0.contains(":\(padded) 00000000:0000 0A")
      }
      #expect(listening.count == 1)
      #expect(listening.first?.contains("0100007F:\(padded)") == true)
    }
  }

  @Test("No path leads out of the state folder")
  func traversal() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let picture = try GeneratedFile.picture(in: stage.folder)
      let url = try #require(
        try await client.upload(files: [picture.path], to: session).files.first?.url)
      let id = session.sessionID
      let media = url.split(separator: "/")[4]
      for path in [
        "/cdn/\(id)/../../accounts.json", "/cdn/\(id)/\(media)/..%2f..%2f..%2faccounts.json",
        "/cdn/..%2f\(id)/\(media)/picture.png", "/cdn/\(id)/\(media)/", "/cdn/../accounts.json",
        "/output/..%2F..%2Faccounts.json/output.mp4", "/output/../accounts.json", "/accounts.json",
        "/..", "//etc/passwd", "/cdn/\(id)/\(media)/picture.png%00",
      ] {
        let answer = try await RawConnection.get(path, port: stage.port)
        #expect(answer.status == 404, "\(path)")
      }
      let right = try await RawConnection.get("/cdn/\(id)/\(media)/picture.png", port: stage.port)
      #expect(right.body == Array(try Data(contentsOf: picture)))
    }
  }

  @Test("An uploaded name becomes a plain one, whatever it holds")
  func uploadedNames() async throws {
    try await Stage.run { stage in
      let tokens = MemoryTokens("c")
      let client = stage.client(tokens: tokens)
      let session = try await client.createSession()
      let picture = try GeneratedFile.picture(in: stage.folder)
      var request = HTTPRequest(
        .post, stage.url + "/api/upload-video/nemo_agent/me/\(session.sessionID)")
      request.headers["Authorization"] = "Bearer \(try Self.token(tokens))"
      request.body = .multipart([
        FormPart(
          name: "files", content: .file(path: picture.path),
          fileName: "../../../up\u{1}/..\\evil.png",
          contentType: "image/png")
      ])
      let answer = try await stage.transport.send(request).body.collected(limit: 100_000)
      #expect(String(decoding: answer, as: UTF8.self).contains(#""filename":"evil.png""#))
      #expect(!FileManager.default.fileExists(atPath: stage.folder.file("../evil.png").path))
    }
  }

  @Test("A draft can't reach files of this machine: what it names there is a slate")
  func foreignMedia() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let outside = try TemporaryFolder()
      let clip = try GeneratedFile.clip(in: outside)
      let draft =
        #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"\#(clip.path)"}}]}],"m":{"width":320,"height":180}}"#
      _ = try await client.submitRender(id: "r", session: session, draft: Array(draft.utf8))
      await stage.sandbox.idle()
      let status = try await client.renderStatus(id: "r")
      let file = stage.folder.file("slate.mp4")
      let request = try await client.downloadRequest(renderID: "r", outputURL: status.outputURL)
      _ = try await FileDownload(request, to: file.path).run(over: stage.transport)
      // FFmpeg's test pattern is of bright, saturated colours; the slate is dark and grey.
      let mean = try Shell.output(
        of: "ffmpeg",
        [
          "-v", "error", "-i", file.path, "-frames:v", "1", "-vf", "scale=1:1:flags=area",
          "-pix_fmt",
          "gray", "-f", "rawvideo", "-",
        ])
      #expect(try #require(mean.first) < 70)
    }
  }

  @Test("A body that is too long or no JSON is refused, and the connection goes on")
  func bodies() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      for text in ["", "[]", "{", "{\"session_id\":1}"] {
        let request =
          "POST /run_sse HTTP/1.1\r\nHost: 127.0.0.1:\(stage.port)\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
          + "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:\(stage.port)\r\nConnection: close\r\n\r\n"
        let answer = try await RawConnection.send(Array(request.utf8), to: stage.port)
        #expect(answer.text.ranges(of: "HTTP/1.1").count == 2)
      }
      _ = session
    }
  }

  @Test("Two sandboxes do not share a folder")
  func lock() async throws {
    try await Stage.run { stage in
      let second = SandboxServer(configuration: SandboxConfiguration(folder: stage.folder.url.path))
      await #expect(throws: SandboxError.folderInUse(path: stage.folder.url.path)) {
        try await second.start()
      }
    }
  }

  @Test("A port that is taken is said so")
  func takenPort() async throws {
    try await Stage.run { stage in
      let folder = try TemporaryFolder()
      let second = SandboxServer(
        configuration: SandboxConfiguration(folder: folder.url.path, port: stage.port))
      await #expect(throws: SandboxError.self) { try await second.start() }
    }
  }

  private static func token(_ tokens: MemoryTokens) throws -> String {
    try #require(tokens.token()?.token).exposed()
  }
}
