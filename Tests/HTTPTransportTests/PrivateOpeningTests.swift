import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

/// The files beside a download's destination, in a folder that others may have filled.
@Suite("Files beside a download")
struct PrivateOpeningTests {
  private let folder: TemporaryFolder
  private static let content = Array("the whole film".utf8)

  init() throws { folder = try TemporaryFolder() }

  /// A host that gives one answer to everything.
  private struct Host: Transport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let rest = Mutex<[UInt8]?>(content)
      let body = ResponseBody { () throws(TransportError) in
        rest.withLock { rest in
          defer { rest = nil }
          return rest
        }
      }
      return HTTPResponse(
        status: 200, headers: ["ETag": "\"1\"", "Content-Length": "\(content.count)"], body: body)
    }
  }

  private func download() async throws -> Int64 {
    try await FileDownload(HTTPRequest(.get, "https://a.example/"), to: path("film.mp4"))
      .run(over: Host())
  }

  private func path(_ name: String) -> String { folder.file(name).path }

  private func mode(_ name: String) -> mode_t {
    var facts = stat()
    lstat(path(name), &facts)
    return facts.st_mode
  }

  @Test(
    "A partial file is never opened through a link, a second name, a pipe or a folder",
    arguments: ["link", "absent link", "second name", "pipe", "folder"])
  func foreign(kind: String) async throws {
    try folder.write("precious".utf8, to: "victim")
    switch kind {
    case "link": symlink("victim", path("film.mp4.part"))
    case "absent link": symlink("made", path("film.mp4.part"))
    case "second name": link(path("victim"), path("film.mp4.part"))
    case "pipe": mkfifo(path("film.mp4.part"), 0o600)
    default: mkdir(path("film.mp4.part"), 0o700)
    }
    let before = mode("film.mp4.part")
    await #expect(throws: DownloadError.self) { try await download() }
    #expect(try String(contentsOf: folder.file("victim"), encoding: .utf8) == "precious")
    #expect(access(path("made"), F_OK) != 0)
    #expect(mode("film.mp4.part") == before)
    FileDownload.discardPartial(of: path("film.mp4"))
    #expect(mode("film.mp4.part") == before)
  }

  @Test("The version of a partial file is not written through a link", arguments: [false, true])
  func version(isPipe: Bool) async throws {
    try folder.write("precious".utf8, to: "victim")
    try folder.write("half".utf8, to: "film.mp4.part")
    if isPipe {
      mkfifo(path("film.mp4.part.version"), 0o600)
    } else {
      symlink("victim", path("film.mp4.part.version"))
    }
    #expect(try await download() == Int64(Self.content.count))
    #expect(try String(contentsOf: folder.file("victim"), encoding: .utf8) == "precious")
    #expect(try Data(contentsOf: folder.file("film.mp4")) == Data(Self.content))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        == ["film.mp4", "victim"])
  }

  @Test("A file that is replaced keeps its mode")
  func kept() async throws {
    try folder.write("old".utf8, to: "film.mp4")
    chmod(path("film.mp4"), 0o600)
    #expect(try await download() == Int64(Self.content.count))
    #expect(mode("film.mp4") & 0o7777 == 0o600)
  }
}
