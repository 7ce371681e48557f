import Foundation
import Sandbox
import TestSupport
import Testing

/// Requests that no client would send: each is answered or ended, and the sandbox goes on.
@Suite("Heads of requests") struct RequestHeadTests {
  private func send(_ lines: [String], body: String = "", to stage: Stage) async throws -> Int? {
    let text = (lines + ["", ""]).joined(separator: "\r\n") + body
    return try await RawConnection.send(Array(text.utf8), to: stage.port).status
  }

  @Test("A head without end is refused after 64 kB, and others are served meanwhile")
  func endless() async throws {
    try await Stage.run { stage in
      let long = String(repeating: "a", count: 70_000)
      for lines in [
        ["GET / HTTP/1.1", "X: \(long)"], ["GET /\(long) HTTP/1.1"],
        ["GET / HTTP/1.1"] + (0..<5000).map { "X-\($0): 0123456789" },
      ] {
        let status = try await send(lines, to: stage)
        #expect(status == 431)
      }
      // Just below the bound a head is read.
      let wide = ["GET /none HTTP/1.1", "Host: 127.0.0.1:\(stage.port)", "Connection: close"]
      let fill = String(
        repeating: "a", count: (64 << 10) - wide.joined(separator: "\r\n").count - 10)
      let status = try await send(wide + ["X: \(fill)"], to: stage)
      #expect(status == 404)
    }
  }

  @Test("Fields that two readers would read differently are refused")
  func ambiguous() async throws {
    try await Stage.run { stage in
      let host = "Host: 127.0.0.1:\(stage.port)"
      let start = ["POST /run_sse HTTP/1.1", host, "Connection: close"]
      for lines in [
        start + [host], start + ["HOST: evil.example"],
        start + ["Content-Length: 0", "Content-Length: 0"],
        start + ["Content-Length: 0", "content-length: 5"],
        start + ["Content-Length: 2", "Transfer-Encoding: chunked"],
        start + ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
        start + ["Content-Length: +2"], start + ["Content-Length: -1"],
        start + ["Content-Length: 0x10"], start + ["Content-Length: 1, 1"],
        start + ["Content-Length : 0"], start + ["X: 1", " folded"], start + [": nameless"],
        start + ["no colon"], ["POST /run_sse", host], ["POST  /run_sse HTTP/1.1", host],
        ["POST /run_sse HTTP/2.0", host], ["P\u{1}ST /run_sse HTTP/1.1", host],
        ["POST /a b HTTP/1.1", host],
      ] {
        let status = try await send(lines, to: stage)
        #expect(status == 400, "\(lines)")
      }
      let unknown = try await send(start + ["Transfer-Encoding: gzip"], to: stage)
      #expect(unknown == 501)
      for length in ["9007199254740992", "9223372036854775807", "99999999999999999999999"] {
        let status = try await send(start + ["Content-Length: \(length)"], to: stage)
        #expect(status == 413)
      }
      // One of each is read: there is no token.
      let right = try await send(start + ["Content-Length: 2"], body: "{}", to: stage)
      #expect(right == 401)
    }
  }

  @Test("Chunks are read to their end, and what can't be read ends the connection")
  func chunks() async throws {
    try await Stage.run { stage in
      let head = [
        "POST /nothing HTTP/1.1", "Host: 127.0.0.1:\(stage.port)", "Transfer-Encoding: chunked",
      ]
      let next =
        "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:\(stage.port)\r\nConnection: close\r\n\r\n"
      for body in [
        "0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "5;a=b\r\nhello\r\n0\r\nTrailer: x\r\n\r\n",
        "1\r\nh\r\n1\r\ne\r\n0\r\n\r\n",
      ] {
        let text = (head + ["", ""]).joined(separator: "\r\n") + body + next
        let answer = try await RawConnection.send(Array(text.utf8), to: stage.port)
        #expect(answer.text.ranges(of: "HTTP/1.1 404").count == 2, "\(body)")
      }
      for body in [
        "x\r\n", "-1\r\n", "ffffffffffffffffffff\r\n", "5\r\nhello!\r\n0\r\n\r\n", "\r\n\r\n",
        String(repeating: "0", count: 5000),
      ] {
        let text = (head + ["", ""]).joined(separator: "\r\n") + body + next
        let answer = try await RawConnection.send(Array(text.utf8), to: stage.port)
        #expect(answer.text.ranges(of: "HTTP/1.1").count <= 1, "\(body)")
      }
    }
  }

  @Test("Random bytes are answered with a refusal or nothing, and the sandbox goes on")
  func random() async throws {
    var random = SeededGenerator()
    try await Stage.run { stage in
      for _ in 0..<60 {
        let count = Int.random(in: 0...400, using: &random)
        let pieces = [
          "GET / HTTP/1.1\r\n", "Host: 127.0.0.1:\(stage.port)\r\n", "Content-Length: ", "\r\n",
          "\r\n\r\n", "Transfer-Encoding: chunked\r\n", "ff\r\n",
        ]
        var bytes: [UInt8] = []
        while bytes.count < count {
          if Bool.random(using: &random), let piece = pieces.randomElement(using: &random) {
            bytes += Array(piece.utf8)
          } else {
            bytes.append(UInt8.random(in: 0...255, using: &random))
          }
        }
        let answer = try await RawConnection.send(bytes, to: stage.port, isEnded: true)
        #expect(answer.status ?? 400 >= 400, "\(random)")
      }
      let answer = try await RawConnection.get("/nothing", port: stage.port)
      #expect(answer.status == 404)
    }
  }
}
