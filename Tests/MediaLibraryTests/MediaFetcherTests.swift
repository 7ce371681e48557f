import DraftModel
import Foundation
import HTTPTransport
import MediaLibrary
import RenderPlanning
import Synchronization
import TestSupport
import Testing

@Suite("Fetching media")
struct MediaFetcherTests {
  private let folder: TemporaryFolder
  private let cache: String
  private let red: [UInt8]
  private let blue: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    cache = folder.file("cache").path
    red = Array(try Data(contentsOf: GeneratedMedia.file("solid-red.png")))
    blue = Array(try Data(contentsOf: GeneratedMedia.file("solid-blue.png")))
  }

  private var store: FetchedMedia { FetchedMedia(cache: cache) }

  /// A draft that plays `sources`, with what its state lists.
  private func draft(_ sources: [String], listing: String = "") throws -> Draft {
    let segments = sources.map { #"{"d":100,"m":{"src":"\#($0)"}}"# }.joined(separator: ",")
    return try Draft(
      parsing: Array(
        #"{"draft":{"t":[{"tt":0,"sg":[\#(segments)]}]},"video_infos":[\#(listing)]}"#.utf8))
  }

  private func shelf(_ draft: Draft, root: String? = nil) -> MediaShelf {
    MediaShelf(
      finder: MediaFinder(
        folder: folder.url.path, root: root, listing: draft.mediaListing, fetched: store),
      cache: cache)
  }

  /// Fetches what a draft needs.
  private func fetch(
    _ draft: Draft, from host: ScriptedHost, limit: ByteCount = ByteCount(1 << 20)
  ) async throws -> [String: MediaFetcher.Outcome] {
    try await MediaFetcher(
      into: store, over: host, limit: limit, pause: { (_) throws(TransportError) in }
    ).run(shelf(draft).remoteMedia(of: draft.resolved().timeline))
  }

  private func isHere(_ source: String, _ draft: Draft, root: String? = nil) -> Bool {
    if case .available = shelf(draft, root: root).entry(for: source) { true } else { false }
  }

  private func sum(_ tool: String, of bytes: [UInt8]) throws -> String {
    String(
      decoding: try Shell.output(of: tool, [], input: Data(bytes)).prefix { $0 != 0x20 },
      as: UTF8.self)
  }

  /// Files in a folder of the store.
  private func files(_ name: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(store.folder)/\(name)")) ?? []
  }

  @Test("An address is fetched once, and then found without the network")
  func address() async throws {
    let host = ScriptedHost(["https://cdn.example/red.png?sig=1": red])
    let draft = try draft([
      "https://cdn.example/red.png?sig=1", "https://cdn.example/red.png?sig=1",
    ])
    #expect(!isHere("https://cdn.example/red.png?sig=1", draft))
    let outcomes = try await fetch(draft, from: host)
    let hash = try sum("sha256sum", of: red)
    #expect(
      outcomes == [
        "https://cdn.example/red.png?sig=1": .fetched(
          path: "\(store.folder)/content/\(hash)", received: ByteCount(Int64(red.count)))
      ])
    #expect(isHere("https://cdn.example/red.png?sig=1", draft))
    #expect(try await fetch(draft, from: host).isEmpty)
    #expect(host.asked.count == 1)
    #expect(files("incoming").isEmpty)
    // A signed address opens what it leads to: it is written nowhere.
    let grep = try Shell.run("grep", ["-r", "sig=1", cache])
    #expect(grep.status == 1, "\(grep.text)")
    #expect(host.headers.isEmpty)
  }

  @Test("Ids and paths of the service are fetched from the address that the state lists")
  func listed() async throws {
    let listing =
      #"{"id":"gen-1","filename":"city timelapse.mp4","cdn_url":"https://cdn.example/a%20b"}"#
    let host = ScriptedHost(["https://cdn.example/a%20b": red])
    let sources = ["gen-1", "asset:gen-1", "/mnt/userdata/t/city timelapse.mp4"]
    let draft = try draft(sources, listing: listing)
    let outcomes = try await fetch(draft, from: host)
    #expect(outcomes.count == 3)
    #expect(host.asked == ["https://cdn.example/a%20b"])
    for source in sources { #expect(isHere(source, draft), "\(source)") }
  }

  @Test("One content under two addresses is kept once, and its hash spares the second download")
  func deduplication() async throws {
    let host = ScriptedHost(["https://a.example/1": red, "https://b.example/2": red])
    _ = try await fetch(try draft(["https://a.example/1", "https://b.example/2"]), from: host)
    #expect(host.asked.sorted() == ["https://a.example/1", "https://b.example/2"])
    #expect(files("content").count == 1)
    let hash = try sum("sha256sum", of: red)
    let known = try draft(
      ["/mnt/x.png"],
      listing: #"{"hash":"\#(hash)","filename":"x.png","cdn_url":"https://c.example/3"}"#)
    #expect(isHere("/mnt/x.png", known))
    #expect(try await fetch(known, from: host).isEmpty)
  }

  @Test(
    "A file that does not have the hash that the state lists is refused",
    arguments: [("md5sum", 32), ("sha1sum", 40), ("sha256sum", 64)])
  func hashes(tool: String, digits: Int) async throws {
    let right = try sum(tool, of: red)
    try #require(right.count == digits)
    for (hash, isRight) in [
      (right, true), (right.uppercased(), true), (try sum(tool, of: blue), false),
      ("not-a-hash", true),
    ] {
      try? FileManager.default.removeItem(atPath: cache)
      let address = "https://cdn.example/red.png"
      let draft = try draft([address], listing: #"{"hash":"\#(hash)","cdn_url":"\#(address)"}"#)
      let outcome = try await fetch(draft, from: ScriptedHost([address: red]))[address]
      #expect(isHere(address, draft) == isRight, "\(hash)")
      if case .failed(let reason) = outcome {
        #expect(!isRight && reason.contains("hash"))
      }
    }
  }

  @Test("The next address is tried where one does not bring the file; the reasons are told")
  func fallback() async throws {
    let listing = #"{"id":"v","cdn_url":"https://a.example/1","url":"https://b.example/2"}"#
    let draft = try draft(["v"], listing: listing)
    let failed = try await fetch(draft, from: ScriptedHost([:]))
    guard case .failed(let reason)? = failed["v"] else {
      Issue.record("it was fetched")
      return
    }
    // Both addresses fail alike, and are told once.
    #expect(reason.ranges(of: "the server refused the download with status 404").count == 1)
    let host = ScriptedHost(["https://b.example/2": red])
    _ = try await fetch(draft, from: host)
    #expect(isHere("v", draft) && host.asked == ["https://a.example/1", "https://b.example/2"])
  }

  @Test("A file above the bound is not taken, and the words say how to take it")
  func bound() async throws {
    let draft = try draft(["https://a.example/1"])
    let outcomes = try await fetch(
      draft, from: ScriptedHost(["https://a.example/1": red]),
      limit: ByteCount(Int64(red.count) - 1))
    guard case .failed(let reason)? = outcomes["https://a.example/1"] else {
      Issue.record("it was taken")
      return
    }
    #expect(reason.contains("larger than") && reason.contains("--max-size"))
  }

  @Test("What names no address is not fetched, and is told as that")
  func noAddress() async throws {
    let draft = try draft(
      ["gone.png", "asset:nobody", "ftp://a.example/1", "file:///gone.png", "v"],
      listing: #"{"id":"v"}"#)
    #expect(shelf(draft).remoteMedia(of: draft.resolved().timeline).isEmpty)
    guard case .unavailable(let reason) = shelf(draft).entry(for: "v") else { return }
    #expect(reason.contains("no address"))
  }

  @Test("A fetched file is found inside any media root, since no draft can name it")
  func mediaRoot() async throws {
    let draft = try draft(["https://a.example/1"])
    _ = try await fetch(draft, from: ScriptedHost(["https://a.example/1": red]))
    #expect(isHere("https://a.example/1", draft, root: folder.url.path + "/elsewhere"))
  }

  @Test("A damaged file is not played, is found by a check, and is mended by fetching again")
  func damage() async throws {
    let draft = try draft(["https://a.example/1"])
    let host = ScriptedHost(["https://a.example/1": red])
    _ = try await fetch(draft, from: host)
    #expect(try store.check(removing: false).faults.isEmpty)
    let content = try #require(files("content").first)
    let path = "\(store.folder)/content/\(content)"
    try Data(blue).write(to: URL(filePath: path))
    guard case .unavailable(let reason) = shelf(draft).entry(for: "https://a.example/1") else {
      Issue.record("another content was served")
      return
    }
    #expect(reason.contains("damaged"))
    #expect(try store.check(removing: false).faults.map(\.path) == [path])
    _ = try await fetch(draft, from: host)
    #expect(isHere("https://a.example/1", draft) && host.asked.count == 2)
    // A note that is damaged leads nowhere.
    let note = "\(store.folder)/addresses/\(try #require(files("addresses").first))"
    var bytes = try Data(contentsOf: URL(filePath: note))
    bytes[20] ^= 1
    try bytes.write(to: URL(filePath: note))
    #expect(!isHere("https://a.example/1", draft))
    #expect(try store.check(removing: true).faults.map(\.isRemoved) == [true])
  }

  @Test("What is gone from the cache is fetched again")
  func collected() async throws {
    let draft = try draft(["https://a.example/1"])
    let host = ScriptedHost(["https://a.example/1": red])
    _ = try await fetch(draft, from: host)
    let trimming = CacheFolder(path: store.folder, kind: .media).trim(above: .zero)
    #expect(trimming.kept == 0 && trimming.removed == 2)
    #expect(!isHere("https://a.example/1", draft))
    _ = try await fetch(draft, from: host)
    #expect(isHere("https://a.example/1", draft))
  }

  @Test(
    "What is no medium is not kept, says what it is, and is asked for again",
    arguments: [
      ("<html>please log in</html>", "a web page"), ("\u{FEFF}<!DOCTYPE html><p>", "a web page"),
      ("{\"error\":\"expired\"}", "JSON"), ("<?xml version=\"1.0\"?><Error/>", "XML"),
      ("expired", "text"), ("", "an empty file"),
      ("PK\u{3}\u{4}\u{0}\u{0}", "ZIP archives"), ("%PDF-1.7\u{0}", "PDF documents"),
      ("<html><svg xmlns='http://www.w3.org/2000/svg'/></html>", "a web page"),
      ("\u{0}\u{1}\u{2}\u{3}", "medium"),
    ])
  func noMedium(answer: String, kind: String) async throws {
    let address = "https://a.example/1"
    let draft = try draft([address])
    let page = ScriptedHost([address: Array(answer.utf8)])
    guard case .failed(let reason)? = try await fetch(draft, from: page)[address] else {
      Issue.record("it was kept")
      return
    }
    #expect(reason.contains(kind) && reason.contains("address"), "\(reason)")
    #expect(files("content").isEmpty && files("addresses").isEmpty)
    #expect(!isHere(address, draft))
    let host = ScriptedHost([address: red])
    _ = try await fetch(draft, from: host)
    #expect(isHere(address, draft) && host.asked == [address])
  }

  @Test("A medium of a form that is not read here is kept, and not asked for again")
  func unread() async throws {
    let address = "https://a.example/1"
    let draft = try draft([address])
    let host = ScriptedHost([address: Array("\0\0\0\u{18}ftypheic\0\0\0\0mif1heic".utf8)])
    guard case .fetched? = try await fetch(draft, from: host)[address] else {
      Issue.record("it was not kept")
      return
    }
    #expect(shelf(draft).remoteMedia(of: draft.resolved().timeline).isEmpty)
    guard case .unavailable(let reason) = shelf(draft).entry(for: address) else {
      Issue.record("it plays")
      return
    }
    #expect(reason == "HEIC pictures are not supported by this FFmpeg")
    #expect(try store.check(removing: false).faults.isEmpty)
    #expect(try await fetch(draft, from: host).isEmpty && host.asked == [address])
  }

  @Test("A page that was kept as a medium is found by a check, and asked for again")
  func keptPage() async throws {
    let address = "https://a.example/1"
    let draft = try draft([address])
    _ = try await fetch(draft, from: ScriptedHost([address: red]))
    // As an earlier version kept it: whole, under its own hash.
    let page = Array("<html>please log in</html>".utf8)
    let content = try #require(files("content").first)
    let hash = try sum("sha256sum", of: page)
    let note = "\(store.folder)/addresses/\(try #require(files("addresses").first))"
    try FileManager.default.removeItem(atPath: "\(store.folder)/content/\(content)")
    try Data(page).write(to: URL(filePath: "\(store.folder)/content/\(hash)"))
    try store.note(try #require(ContentHash(hex: hash)), for: address)
    #expect(FileManager.default.fileExists(atPath: note))
    guard case .unavailable(let reason) = shelf(draft).entry(for: address) else {
      Issue.record("a page was played")
      return
    }
    #expect(reason.contains("media fetch"))
    let faults = try store.check(removing: false).faults
    #expect(faults.map(\.path) == ["\(store.folder)/content/\(hash)"])
    #expect(faults.first?.reason.contains("web page") == true)
    let host = ScriptedHost([address: red])
    _ = try await fetch(draft, from: host)
    #expect(isHere(address, draft) && host.asked == [address])
  }

  @Test("Several who fetch one medium at once share one download")
  func shared() async throws {
    let address = "https://a.example/1"
    let draft = try draft([address])
    let host = ScriptedHost([address: red])
    let wanted = shelf(draft).remoteMedia(of: draft.resolved().timeline)
    let outcomes = try await withThrowingTaskGroup(of: [String: MediaFetcher.Outcome].self) {
      group in
      for _ in 0..<8 {
        group.addTask { [store] in
          try await MediaFetcher(
            into: store, over: host, pause: { (_) throws(TransportError) in }
          ).run(wanted)
        }
      }
      return try await group.reduce(into: []) { $0 += $1.values }
    }
    #expect(outcomes.count == 8)
    for case .failed(let reason) in outcomes { Issue.record("\(reason)") }
    #expect(host.asked == [address])
    #expect(files("incoming").isEmpty)
  }

  @Test("Lengths at which sums go wrong are progress all the same")
  func lengths() async throws {
    let address = "https://a.example/"
    let draft = try draft((0..<4).map { "\(address)\($0)" })
    let media = shelf(draft).remoteMedia(of: draft.resolved().timeline)
    let reports = Mutex<[Int64]>([])
    _ = try await MediaFetcher(
      into: store, over: BoastfulHost(), pause: { (_) throws(TransportError) in }
    ).run(media) { done, total in reports.withLock { $0 += [done, total] } }
    #expect(reports.withLock { !$0.isEmpty && $0.allSatisfy { $0 >= 0 } })
  }
}

/// A host that reports and announces the largest of numbers, and brings nothing.
private struct BoastfulHost: Transport {
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    request.onProgress?(
      TransferProgress(
        sentBytes: 0, totalSentBytes: nil, receivedBytes: .max, totalReceivedBytes: .max))
    return HTTPResponse(status: 200, headers: ["Content-Length": "\(Int64.max)"])
  }
}
