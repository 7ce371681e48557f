import CurlTransport
import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite("Curl transport", .enabled(if: TestServer.has("python3"), "python3 is absent"))
struct CurlTransportTests {
  let server: TestServer
  let transport: CurlTransport

  init() throws {
    server = try TestServer.plain()
    transport = try CurlTransport()
  }

  private func get(_ path: String) async throws -> String {
    let response = try await transport.send(HTTPRequest(.get, server.origin + path))
    return String(decoding: try await response.body.collected(limit: 1 << 20), as: UTF8.self)
  }

  private func echo(_ request: HTTPRequest) async throws -> Echo {
    let bytes = try await transport.send(request).body.collected(limit: 1 << 20)
    return try JSONDecoder().decode(Echo.self, from: Data(bytes))
  }

  @Test("Every status is an answer with its body", arguments: [200, 400, 402, 404, 429, 500, 503])
  func status(code: Int) async throws {
    let response = try await transport.send(
      HTTPRequest(.get, "\(server.origin)/status?code=\(code)"))
    #expect(response.status == code)
    #expect(try await response.body.collected(limit: 100) == Array("body of \(code)".utf8))
  }

  @Test("Method, headers and body arrive as given")
  func request() async throws {
    let echo = try await echo(
      HTTPRequest(
        .post, "\(server.origin)/echo",
        headers: ["X-One": "1", "X-Empty": "", "Content-Type": "application/json"],
        body: .bytes(Array("{\"a\":\"\u{0}ü\"}".utf8))))
    #expect(echo.method == "POST")
    #expect(echo.headers["X-One"] == "1")
    #expect(echo.headers["X-Empty"] == "")
    #expect(echo.headers["Content-Type"] == "application/json")
    #expect(
      echo.head == String(decoding: "{\"a\":\"\u{0}ü\"}".utf8.map { UInt16($0) }, as: UTF16.self))
  }

  @Test("A header value can't smuggle in another field")
  func headerInjection() async throws {
    let echo = try await echo(
      HTTPRequest(.get, "\(server.origin)/echo", headers: ["X-One": "1\r\nX-Two: 2"]))
    #expect(echo.headers["X-Two"] == nil)
    #expect(echo.headers["X-One"] == "1  X-Two: 2")
  }

  @Test("An empty POST has a body of no bytes")
  func emptyPost() async throws {
    let echo = try await echo(HTTPRequest(.post, "\(server.origin)/echo"))
    #expect(echo.method == "POST")
    #expect(echo.length == 0)
    #expect(echo.headers["Content-Length"] == "0")
  }

  @Test("HEAD brings the head alone")
  func head() async throws {
    let response = try await transport.send(HTTPRequest(.head, "\(server.origin)/file?size=1000"))
    #expect(response.announcedLength == 1000)
    #expect(try await response.body.collected(limit: 0).isEmpty)
  }

  @Test("An interim answer is not the answer")
  func interim() async throws {
    let response = try await transport.send(HTTPRequest(.get, "\(server.origin)/early"))
    #expect(response.status == 200)
    #expect(response.headers["X-Early"] == nil)
    #expect(response.headers["x-late"] == "yes")
  }

  @Test("A head without bound ends the transfer")
  func largeHead() async throws {
    await #expect {
      _ = try await transport.send(HTTPRequest(.get, "\(server.origin)/large-head"))
    } throws: { error in
      "\(error)".contains("is longer than is read")
    }
  }

  @Test(
    "What failed after the server had a POST is never reported as not sent",
    arguments: [
      "/no-http", "/hang-up", "/large-head", "/redirect?to=http://127.0.0.1:1/",
      "/redirect?to=http://%5Bnone/", "/redirect?to=http://none.invalid/",
      "/redirect?code=307&to=ftp://127.0.0.1/", "/redirect?to=/redirect%3Fto=http://127.0.0.1:1/",
    ])
  func afterSending(path: String) async throws {
    await #expect {
      _ = try await transport.send(HTTPRequest(.post, server.origin + path, body: .bytes([1])))
    } throws: { error in
      (error as? TransportError)?.isBeforeSending == false
    }
  }

  @Test("A reader holds the transfer back: no more than its buffers wait in memory")
  func backPressure() async throws {
    let transport = try CurlTransport(configuration: CurlConfiguration(bufferedBytes: 100_000))
    let size = 64 << 20
    let read = Mutex(0)
    let worst = Mutex(0)
    let request = HTTPRequest(.get, "\(server.origin)/file?size=\(size)") { progress in
      let ahead = Int(progress.receivedBytes) - read.withLock { $0 }
      worst.withLock { $0 = max($0, ahead) }
    }
    var sum: UInt64 = 0
    for try await piece in try await transport.send(request).body {
      sum = piece.reduce(sum) { $0 &+ UInt64($1) }
      read.withLock { $0 += piece.count }
    }
    #expect(read.withLock { $0 } == size)
    #expect(sum == UInt64(size / 256 * (255 * 256 / 2)))
    // One buffer that waits, one in the reader's hands, and curl's own.
    #expect(worst.withLock { $0 } <= 2 * 100_000 + (64 << 10))
  }

  @Test("Multipart bodies stream from disk, with names and types, and report progress")
  func multipart() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.url.path)/clip \"one\".mp4"
    let piece = [UInt8](repeating: 7, count: 1 << 20)
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let file = try #require(FileHandle(forWritingAtPath: path))
    for _ in 0..<32 { try file.write(contentsOf: piece) }
    try file.close()
    let reports = Mutex<[TransferProgress]>([])
    let echo = try await echo(
      HTTPRequest(
        .post, "\(server.origin)/echo",
        body: .multipart([
          FormPart(name: "note", content: .text("hello")),
          FormPart(
            name: "files", content: .file(path: path), fileName: "clip \"one\".mp4",
            contentType: "video/mp4"),
        ]), onProgress: { report in reports.withLock { $0.append(report) } }))
    #expect(echo.headers["Content-Type"]?.hasPrefix("multipart/form-data; boundary=") == true)
    #expect(echo.length > 32 << 20)
    #expect(echo.sum >= 7 * (32 << 20))
    #expect(echo.head.contains("name=\"note\"\r\n\r\nhello\r\n"))
    #expect(echo.head.contains("name=\"files\"; filename=\"clip %22one%22.mp4\""))
    #expect(echo.head.contains("Content-Type: video/mp4\r\n"))
    #expect(reports.withLock { $0.last?.sentBytes } == Int64(echo.length))
    #expect(reports.withLock { $0.map(\.sentBytes) == $0.map(\.sentBytes).sorted() })
  }

  @Test("A file that can't be read is named, and nothing is sent")
  func missingFile() async throws {
    await #expect(throws: TransportError.unreadableFile(path: "/nowhere/clip.mp4")) {
      _ = try await transport.send(
        HTTPRequest(
          .post, "\(server.origin)/echo",
          body: .multipart([FormPart(name: "files", content: .file(path: "/nowhere/clip.mp4"))])))
    }
    #expect(try await get("/count?of=/echo") == "0")
  }

  @Test("A POST on a connection that hangs up is sent once, kept-alive connections or not")
  func postOnce() async throws {
    for _ in 0..<3 { _ = try await get("/status?code=200") }
    await #expect(throws: TransportError.self) {
      _ = try await transport.send(
        HTTPRequest(.post, "\(server.origin)/hang-up", body: .bytes([1])))
    }
    #expect(try await get("/count?of=/hang-up") == "1")
  }

  @Test("Silence beyond the idle time-out ends the transfer")
  func idle() async throws {
    let response = try await transport.send(
      HTTPRequest(.get, "\(server.origin)/stall", idleTimeout: .milliseconds(300)))
    await #expect(throws: TransportError.idleTimedOut(host: "127.0.0.1")) {
      _ = try await response.body.collected(limit: 1000)
    }
  }

  @Test("A server that sends a byte now and then is ended by the limit on the whole transfer")
  func total() async throws {
    let request = HTTPRequest(
      .get, "\(server.origin)/drip", totalTimeout: .seconds(1))
    await #expect(throws: TransportError.tookTooLong(host: "127.0.0.1", seconds: 1)) {
      _ = try await transport.send(request).body.collected(limit: 1 << 20)
    }
  }

  @Test("An upload whose file becomes shorter ends, and says which")
  func shrinking() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("clip.mp4").path
    try #require(FileManager.default.createFile(atPath: path, contents: nil))
    try #require(truncate(path, 256 << 20) == 0)
    let isShort = Mutex(false)
    let request = HTTPRequest(
      .post, "\(server.origin)/echo",
      body: .multipart([FormPart(name: "files", content: .file(path: path))]),
      onProgress: { report in
        guard report.sentBytes > 0 else { return }
        isShort.withLock { if !$0 { $0 = truncate(path, 10) == 0 } }
      })
    await #expect(throws: TransportError.fileShrank(path: path)) {
      _ = try await transport.send(request)
    }
  }

  @Test("A file that grows while it is sent is sent as long as it was")
  func growing() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(repeatElement(7, count: 1 << 20), to: "clip.mp4").path
    let isLong = Mutex(false)
    let echo = try await echo(
      HTTPRequest(
        .post, "\(server.origin)/echo",
        body: .multipart([FormPart(name: "files", content: .file(path: path))]),
        onProgress: { _ in isLong.withLock { if !$0 { $0 = truncate(path, 64 << 20) == 0 } } }))
    #expect(echo.length < 2 << 20)
    #expect(echo.head.contains("filename=\"clip.mp4\""))
  }

  @Test("A reader that takes its time is not silence")
  func slowReader() async throws {
    let transport = try CurlTransport(configuration: CurlConfiguration(bufferedBytes: 1000))
    let response = try await transport.send(
      HTTPRequest(.get, "\(server.origin)/file?size=2000000", idleTimeout: .seconds(1)))
    // The wait is for other transfers of the same thread, each longer than the idle time-out.
    let stalled = try await transport.send(
      HTTPRequest(.get, "\(server.origin)/stall", idleTimeout: .milliseconds(1500)))
    _ = try? await stalled.body.collected(limit: 1000)
    #expect(try await response.body.collected(limit: 1 << 24).count == 2_000_000)
  }

  @Test("Cancelling the task ends the transfer, the wait and the connection")
  func cancellation() async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let task = Task { [transport, server] () -> TransportError? in
      do {
        let response = try await transport.send(HTTPRequest(.get, "\(server.origin)/stall"))
        begin.finish()
        _ = try await response.body.collected(limit: 1000)
        return nil
      } catch {
        return error as? TransportError
      }
    }
    for await _ in begun {}
    task.cancel()
    #expect(await task.value == .cancelled)
    while try await get("/count?of=/stall+closed") == "0" {}
  }

  @Test("Dropping a body ends its transfer")
  func droppedBody() async throws {
    _ = try await transport.send(HTTPRequest(.get, "\(server.origin)/stall"))
    while try await get("/count?of=/stall+closed") == "0" {}
  }

  @Test("A port on which nobody listens can't be connected to")
  func refused() async throws {
    await #expect {
      _ = try await transport.send(HTTPRequest(.get, "http://127.0.0.1:1/"))
    } throws: { error in
      guard case .cannotConnect("127.0.0.1", _) = error as? TransportError else { return false }
      return true
    }
  }

  @Test(
    "Other schemes are not spoken",
    arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "", "x", "http://"])
  func schemes(url: String) async throws {
    await #expect(throws: TransportError.invalidURL(url)) {
      _ = try await transport.send(HTTPRequest(.get, url))
    }
  }

  @Test("The proxy in force is asked; a host among the exceptions is not its business")
  func proxy() async throws {
    let proxied = try CurlTransport(
      configuration: CurlConfiguration(
        proxies: ProxySettings(http: server.origin, exceptions: "near.invalid")))
    let answer = try await proxied.send(HTTPRequest(.get, "http://far.invalid/place"))
    #expect(
      try await answer.body.collected(limit: 1000) == Array("proxied http://far.invalid/place".utf8)
    )
    await #expect(throws: TransportError.unknownHost("near.invalid")) {
      _ = try await proxied.send(HTTPRequest(.get, "http://near.invalid/place"))
    }
    // This machine itself is never looked for through a proxy.
    for host in ["127.0.0.1", "localhost"] {
      let address = "http://\(host):\(server.port)/count?of=/none"
      let direct = try await proxied.send(HTTPRequest(.get, address))
      #expect(try await direct.body.collected(limit: 1000) == Array("0".utf8), "\(host)")
    }
  }

  @Test("A proxy that does not answer is named, with its setting and without its password")
  func deadProxy() async throws {
    let environment = [
      "https_proxy": "http://me:secret@127.0.0.1:1", "http_proxy": "http://127.0.0.1:1",
    ]
    let proxied = try CurlTransport(
      configuration: CurlConfiguration(proxies: ProxySettings(environment: environment)))
    for scheme in ["http", "https"] {
      await #expect {
        _ = try await proxied.send(HTTPRequest(.get, "\(scheme)://far.invalid/"))
      } throws: { error in
        guard
          case .proxyFailed("http://127.0.0.1:1", let setting, "far.invalid", _)? =
            error as? TransportError
        else { return false }
        let text = "\(error)"
        return setting == scheme + "_proxy" && text.contains("127.0.0.1:1")
          && text.contains(setting) && !text.contains("secret")
      }
    }
  }
}

/// What the test server tells of a request.
private struct Echo: Decodable {
  var method: String
  var headers: [String: String]
  var sum: Int
  var length: Int
  var head: String
}
