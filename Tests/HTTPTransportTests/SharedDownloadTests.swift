import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

/// Several downloads to one destination at once: one of them brings the file, and the others wait for it.
@Suite("Shared downloads", .timeLimit(.minutes(3)))
struct SharedDownloadTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var destination: String { folder.file("final.mp4").path }
  private var part: String { destination + ".part" }

  private func download(patience: Duration = .seconds(60)) -> FileDownload {
    var download = FileDownload(HTTPRequest(.get, "https://a.example/f"), to: destination)
    download.patience = patience
    return download
  }

  @Test("One asks the server, and all have the file")
  func shared() async throws {
    let host = GatedHost(bytes: [UInt8](repeating: 3, count: 1000))
    let first = Task { [self] in try await download().run(over: host) }
    await host.waitUntilAsked()
    let waiting = Count()
    let others = (0..<8).map { _ in
      Task { [self] in
        var download = download()
        download.onWait = { waiting.add() }
        return try await download.run(over: host)
      }
    }
    // Each of them has said that it waits before the first may go on.
    while waiting.number < 8 { try await Task.sleep(for: .milliseconds(10)) }
    host.open()
    #expect(try await first.value == 1000)
    for other in others { #expect(try await other.value == 1000) }
    #expect(host.asked == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["final.mp4"])
  }

  @Test("A file that the others don't accept is fetched by them anew")
  func unaccepted() async throws {
    let host = GatedHost(bytes: [UInt8](repeating: 3, count: 1000))
    let first = Task { [self] in try await download().run(over: host) }
    await host.waitUntilAsked()
    let waiting = Count()
    let second = Task { [self] in
      var download = download()
      download.onWait = { waiting.add() }
      download.check = { path in path.hasSuffix(".part") ? nil : "another one is wanted" }
      return try await download.run(over: host)
    }
    while waiting.number == 0 { try await Task.sleep(for: .milliseconds(10)) }
    host.open()
    #expect(try await first.value == 1000)
    #expect(try await second.value == 1000)
    #expect(host.asked == 2)
  }

  @Test("Where another file may be wanted, each is fetched")
  func unshared() async throws {
    let host = GatedHost(bytes: [UInt8](repeating: 3, count: 1000))
    let first = Task { [self] in try await download().run(over: host) }
    await host.waitUntilAsked()
    let waiting = Count()
    let second = Task { [self] in
      var download = download()
      download.sharesResult = false
      download.onWait = { waiting.add() }
      return try await download.run(over: host)
    }
    while waiting.number == 0 { try await Task.sleep(for: .milliseconds(10)) }
    host.open()
    #expect(try await first.value == 1000)
    #expect(try await second.value == 1000)
    #expect(host.asked == 2)
  }

  @Test("A lock that is held without progress is waited for within the bound, and then reported")
  func held() async throws {
    let descriptor = open(part, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let host = GatedHost(bytes: [1])
    host.open()
    await #expect {
      _ = try await download(patience: .milliseconds(300)).run(over: host)
    } throws: { error in
      guard case .busy(destination, _)? = error as? DownloadError else { return false }
      return true
    }
    #expect(host.asked == 0)
    // As a child of a finished process has it until it runs its program: the wait ends with it.
    let late = Task { [self] in try await download().run(over: host) }
    flock(descriptor, LOCK_UN)
    #expect(try await late.value == 1)
  }

  @Test("A partial file that is a link, a folder or a pipe is left alone, and said so")
  func irregular() async throws {
    let host = GatedHost(bytes: [1, 2, 3])
    host.open()
    let other = try folder.write("precious".utf8, to: "other")
    for make in [
      { try FileManager.default.createSymbolicLink(atPath: part, withDestinationPath: other.path) },
      { try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: false) },
      { mkfifo(part, 0o600) },
    ] as [() throws -> Any] {
      _ = try make()
      await #expect {
        _ = try await download().run(over: host)
      } throws: { error in
        guard case .cannotWrite(part, let reason)? = error as? DownloadError else { return false }
        return !reason.isEmpty
      }
      try FileManager.default.removeItem(atPath: part)
    }
    #expect(try String(contentsOf: other, encoding: .utf8) == "precious")
    #expect(host.asked == 0)
  }
}

/// A host of one file, which it gives out once it's opened.
private final class GatedHost: Transport {
  private struct State {
    var asked = 0
    var isOpen = false
  }

  private let bytes: [UInt8]
  private let state = Mutex(State())

  init(bytes: [UInt8]) { self.bytes = bytes }

  var asked: Int { state.withLock { $0.asked } }

  func open() { state.withLock { $0.isOpen = true } }

  func waitUntilAsked() async {
    while asked == 0 { try? await Task.sleep(for: .milliseconds(5)) }
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    state.withLock { $0.asked += 1 }
    while !state.withLock({ $0.isOpen }) {
      do { try await Task.sleep(for: .milliseconds(5)) } catch { throw .cancelled }
    }
    let rest = Mutex<[UInt8]?>(bytes)
    return HTTPResponse(
      status: 200, headers: ["Content-Length": "\(bytes.count)"], url: request.url,
      body: ResponseBody { () async throws(TransportError) in
        rest.withLock { rest in
          defer { rest = nil }
          return rest
        }
      })
  }
}

/// How often something has happened.
private final class Count: Sendable {
  private let value = Mutex(0)

  var number: Int { value.withLock { $0 } }

  func add() { value.withLock { $0 += 1 } }
}
