import CurlTransport
import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite("File download", .enabled(if: TestServer.has("python3"), "python3 is absent"))
struct FileDownloadTests {
  let folder: TemporaryFolder
  let server: TestServer
  let transport: CurlTransport

  init() throws {
    folder = try TemporaryFolder()
    server = try TestServer.plain()
    transport = try CurlTransport()
  }

  private var destination: String { "\(folder.url.path)/final.mp4" }

  private func download(_ query: String, expectedBytes: Int64? = nil, attempts: Int = 5)
    -> FileDownload
  {
    FileDownload(
      HTTPRequest(.get, "\(server.origin)/file?\(query)"), to: destination,
      expectedBytes: expectedBytes, attempts: attempts)
  }

  private func expectWhole(_ size: Int) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: destination))
    #expect(bytes.count == size)
    #expect(bytes.enumerated().allSatisfy { $0.element == UInt8(truncatingIfNeeded: $0.offset) })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["final.mp4"])
  }

  @Test("A file arrives whole, with nothing left beside it")
  func whole() async throws {
    #expect(try await download("size=300001").run(over: transport) == 300_001)
    try expectWhole(300_001)
  }

  @Test(
    "A connection that keeps breaking is taken up where it broke, with progress that never falls")
  func resumed() async throws {
    let reports = Mutex<[Int64]>([])
    var download = download("size=1000&drop=300")
    download.request.onProgress = { report in reports.withLock { $0.append(report.receivedBytes) } }
    #expect(try await download.run(over: transport) == 1000)
    try expectWhole(1000)
    #expect(reports.withLock { $0.last } == 1000)
    #expect(reports.withLock { $0 == $0.sorted() })
  }

  @Test("The attempts are bounded, and a later download continues the earlier one")
  func continuedLater() async throws {
    await #expect(throws: DownloadError.self) {
      try await download("size=1000&drop=300", attempts: 2).run(over: transport)
    }
    #expect(!FileManager.default.fileExists(atPath: destination))
    let part = try Data(contentsOf: URL(fileURLWithPath: destination + ".part"))
    #expect(part.count == 600)
    #expect(try await download("size=1000&drop=400", attempts: 1).run(over: transport) == 1000)
    try expectWhole(1000)
  }

  @Test("Another version is never spliced onto the bytes of an earlier one")
  func changedVersion() async throws {
    _ = try? await download("size=1000&drop=300&tag=one", attempts: 1).run(over: transport)
    try Data(repeating: 0xEE, count: 300).write(to: URL(fileURLWithPath: destination + ".part"))
    #expect(try await download("size=900&tag=two").run(over: transport) == 900)
    try expectWhole(900)
  }

  @Test("Without a validator a download begins again")
  func noValidator() async throws {
    await #expect(throws: DownloadError.self) {
      try await download("size=1000&drop=300&bare=1").run(over: transport)
    }
    #expect(try await download("size=1000&bare=1").run(over: transport) == 1000)
    try expectWhole(1000)
  }

  @Test("A partial file that is whole already is put in place")
  func alreadyWhole() async throws {
    _ = try? await download("size=1000&drop=300", attempts: 1).run(over: transport)
    try Data((0..<1000).map { UInt8(truncatingIfNeeded: $0) })
      .write(to: URL(fileURLWithPath: destination + ".part"))
    #expect(try await download("size=1000").run(over: transport) == 1000)
    try expectWhole(1000)
  }

  @Test("A length other than the promised one puts nothing in place")
  func wrongLength() async throws {
    await #expect(throws: DownloadError.wrongLength(expected: 1001, actual: 1000)) {
      try await download("size=1000", expectedBytes: 1001).run(over: transport)
    }
    #expect(!FileManager.default.fileExists(atPath: destination))
  }

  @Test("A file that the check refuses replaces nothing")
  func rejected() async throws {
    try Data("before".utf8).write(to: URL(fileURLWithPath: destination))
    var download = download("size=1000")
    download.check = { _ in "not an MP4" }
    await #expect(throws: DownloadError.rejected(reason: "not an MP4")) {
      try await download.run(over: transport)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: destination)) == Data("before".utf8))
  }

  @Test("A refusal is told with its status")
  func refusal() async throws {
    await #expect(throws: DownloadError.refused(status: 404)) {
      try await FileDownload(HTTPRequest(.get, "\(server.origin)/none"), to: destination)
        .run(over: transport)
    }
  }

  @Test("A server that sends the rest of another version unasked does not splice it on")
  func ignoredCondition() async throws {
    _ = try? await download("size=1000&drop=300&tag=one", attempts: 1).run(over: transport)
    try Data(repeating: 0xEE, count: 300).write(to: URL(fileURLWithPath: destination + ".part"))
    #expect(try await download("size=1000&tag=two&blind=1").run(over: transport) == 1000)
    try expectWhole(1000)
  }

  @Test("No more is taken than the caller takes, whether it is announced or not")
  func tooLong() async throws {
    for query in ["size=1000", "size=1000&drop=300"] {
      var download = download(query)
      download.maximumBytes = query.contains("drop") ? 299 : 999
      let limit = try #require(download.maximumBytes)
      await #expect(throws: DownloadError.tooLong(limit: limit)) {
        try await download.run(over: transport)
      }
      download.maximumBytes = 1000
      #expect(try await download.run(over: transport) == 1000)
      try FileManager.default.removeItem(atPath: destination)
    }
  }

  @Test("Of several downloads to one place each has the whole file")
  func oneAtATime() async throws {
    let download = download("size=20001")
    let lengths = try await withThrowingTaskGroup(of: Int64.self) { group in
      for _ in 0..<40 {
        group.addTask { [transport] in try await download.run(over: transport) }
      }
      return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
    }
    #expect(lengths == [20_001])
    try expectWhole(20_001)
  }
}
