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

  /// Downloads once, and several times more by a changed download while the first is under way.
  ///
  /// - Returns: The lengths that all got, and how often the server was asked.
  private func shared(
    by count: Int, _ change: (inout FileDownload) -> Void = { _ in }
  ) async throws -> (bytes: [Int64], asked: Int) {
    let host = GatedHost(bytes: [UInt8](repeating: 3, count: 1000))
    let first = Task { [download = download()] in try await download.run(over: host) }
    await host.waitUntilAsked()
    let waiting = Count()
    var other = download()
    change(&other)
    other.onWait = { waiting.add() }
    let others = (0..<count).map { _ in Task { [other] in try await other.run(over: host) } }
    // Each of them has reported that it waits before the first may go on.
    await waiting.reaches(count)
    host.open()
    var bytes = [try await first.value]
    for other in others { bytes.append(try await other.value) }
    return (bytes, host.asked)
  }

  @Test("One asks the server, and all have the file")
  func shared() async throws {
    let (bytes, asked) = try await shared(by: 8)
    #expect(bytes == [Int64](repeating: 1000, count: 9))
    #expect(asked == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["final.mp4"])
  }

  @Test("A file that the others don't accept is fetched by them anew")
  func unaccepted() async throws {
    let (bytes, asked) = try await shared(by: 1) {
      $0.check = { path in path.hasSuffix(".part") ? nil : "another one is wanted" }
    }
    #expect(bytes == [1000, 1000])
    #expect(asked == 2)
  }

  @Test("Where another file may be wanted, each is fetched")
  func unshared() async throws {
    let (bytes, asked) = try await shared(by: 1) { $0.sharesResult = false }
    #expect(bytes == [1000, 1000])
    #expect(asked == 2)
  }

  @Test("A partial file that others hold after the file is whole does not hide that it is")
  func heldBetween() async throws {
    let host = GatedHost(bytes: [1])
    host.open()
    let waiting = Count()
    func waiter(_ name: String) -> Task<Int64, any Error> {
      var download = FileDownload(
        HTTPRequest(.get, "https://a.example/f"), to: folder.file(name).path)
      download.onWait = { waiting.add() }
      return Task { [download] in try await download.run(over: host) }
    }
    let first = try HeldFile(part)
    let late = waiter("final.mp4")
    await waiting.reaches(1)
    // What another one that waits does for as long as it looks at the file that has become whole.
    try first.write([1, 2, 3])
    try FileManager.default.moveItem(atPath: part, toPath: destination)
    let second = try HeldFile(part)
    first.close()
    // A wait that began later has been reported, so that the first has looked again meanwhile.
    let third = try HeldFile(folder.file("other.mp4.part").path)
    let other = waiter("other.mp4")
    await waiting.reaches(2)
    #expect(host.asked == 0)
    second.close()
    #expect(try await late.value == 3)
    #expect(host.asked == 0)
    third.close()
    #expect(try await other.value == 1)
  }

  @Test("A file that is not to be replaced stays, unless it has the same bytes")
  func kept() async throws {
    let host = GatedHost(bytes: [1, 2, 3])
    host.open()
    var download = download()
    download.replacesFile = false
    try folder.write("mine".utf8, to: "final.mp4")
    await #expect(throws: DownloadError.nameTaken(path: destination)) {
      try await download.run(over: host)
    }
    #expect(try String(contentsOfFile: destination, encoding: .utf8) == "mine")
    try FileManager.default.removeItem(atPath: destination)
    #expect(try await download.run(over: host) == 3)
    // As a process leaves it that was killed while the file had both names, and one that was killed after.
    try FileManager.default.linkItem(atPath: destination, toPath: part)
    for _ in 0..<2 { #expect(try await download.run(over: host) == 3) }
    #expect(try Data(contentsOf: URL(filePath: destination)) == Data([1, 2, 3]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["final.mp4"])
  }

  @Test("A lock that is held without progress is waited for within the bound, and then reported")
  func held() async throws {
    let file = try HeldFile(part)
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
    file.close()
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

  /// Waits until it has happened so often.
  func reaches(_ count: Int) async {
    while number < count { try? await Task.sleep(for: .milliseconds(10)) }
  }
}

/// A file that is locked as a download locks its partial file.
private struct HeldFile {
  private let descriptor: CInt

  init(_ path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
  }

  func write(_ bytes: [UInt8]) throws {
    try #require(Foundation.write(descriptor, bytes, bytes.count) == bytes.count)
  }

  func close() { _ = Foundation.close(descriptor) }
}
