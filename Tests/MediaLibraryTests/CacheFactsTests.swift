import DraftModel
import Foundation
import JSONTree
import MediaLibrary
import RenderPlanning
import TestSupport
import Testing

@Suite("What the cache knows of files")
struct CacheFactsTests {
  private let folder: TemporaryFolder
  private let shelf: MediaShelf
  private let cache: String

  init() throws {
    folder = try TemporaryFolder()
    cache = folder.file("cache").path
    for name in ["solid-red.png", "solid-blue.png"] {
      try folder.write(Data(contentsOf: GeneratedMedia.file(name)), to: name)
    }
    shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: cache)
    for name in ["solid-red.png", "solid-blue.png"] { _ = shelf.entry(for: name) }
  }

  /// The files of the index, in order of name.
  private var entries: [URL] {
    CacheFolder(.facts, in: cache).entries.map { URL(filePath: $0.path) }
      .sorted { $0.path < $1.path }
  }

  @Test("What is so is sound, and is kept")
  func sound() throws {
    let check = try MediaShelf.checkFacts(in: cache, removing: true)
    #expect(check.checked == 2 && check.faults.isEmpty)
    let kept = MediaShelf.forgetOutdatedFacts(in: cache)
    #expect(kept.kept == 2 && kept.removed == 0)
  }

  @Test("An entry that is damaged, misnamed or lies is a fault, and goes where that is wanted")
  func faults() throws {
    let files = entries
    try #require(files.count == 2)
    let entry = try Data(contentsOf: files[0])
    try Data("{}".utf8).write(to: files[0])
    try entry.write(to: files[1])
    let found = try MediaShelf.checkFacts(in: cache, removing: false)
    #expect(found.faults.map(\.path) == files.map(\.path))
    #expect(found.faults.allSatisfy { !$0.isRemoved && !$0.reason.isEmpty })
    #expect(entries == files)
    let removed = try MediaShelf.checkFacts(in: cache, removing: true)
    #expect(removed.faults.count == 2 && removed.faults.allSatisfy(\.isRemoved))
    #expect(entries.isEmpty)
  }

  @Test("An entry of which any byte has changed is a fault, and never another fact")
  func damage() throws {
    let file = try #require(entries.first)
    let whole = try Data(contentsOf: file)
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= 16
      try damaged.write(to: file)
      let faults = try MediaShelf.checkFacts(in: cache, removing: false).faults
      #expect(faults.map(\.path) == [file.path], "byte \(index)")
    }
  }

  @Test("A hash that is not the file's is found by reading the file")
  func lie() throws {
    for file in entries {
      try SealedEntry.rewrite(file) { content in
        let text = String(decoding: content, as: UTF8.self)
        let hash = try #require(text.firstMatch(of: /[0-9a-f]{64}/))
        return Data(text.replacing(hash.output, with: String(hash.output.reversed())).utf8)
      }
    }
    let check = try MediaShelf.checkFacts(in: cache, removing: false)
    #expect(check.faults.count == 2)
    #expect(check.faults.allSatisfy { $0.reason.contains("another content") })
  }

  @Test("What is known of files that are gone or changed is no fault, and is forgotten")
  func outdated() throws {
    try FileManager.default.removeItem(at: folder.file("solid-red.png"))
    try folder.write([1, 2, 3], to: "solid-blue.png")
    #expect(try MediaShelf.checkFacts(in: cache, removing: true).faults.isEmpty)
    #expect(MediaShelf.forgetOutdatedFacts(in: cache, removes: false).removed == 2)
    #expect(entries.count == 2)
    #expect(MediaShelf.forgetOutdatedFacts(in: cache).removed == 2)
    #expect(entries.isEmpty)
  }

  @Test("A draft's media are listed once each, in the order of first use, with all who play them")
  func listing() throws {
    let draft = try Draft(
      parsing: Array(
        #"""
        {"t":[{"tt":0,"sg":[{"d":100,"m":{"src":"solid-blue.png"}},{"d":100,"m":{"src":"gone.mp4"}},
        {"d":100,"m":{"src":"solid-blue.png"}}]},{"tt":7,"sg":[{"d":50,"m":{"text":"a"}}]},
        {"tt":0,"sg":[{"d":100,"m":{"src":"solid-red.png"}}]}]}
        """#.utf8))
    let media = shelf.media(
      of: draft.resolved().timeline, proxies: ProxyStore(folder: folder.file("proxies").path))
    #expect(media.map(\.source) == ["solid-blue.png", "gone.mp4", "solid-red.png"])
    #expect(media[0].segments.map(\.description) == ["/t/0/sg/0", "/t/0/sg/2"])
    #expect(media.map(\.isMissing) == [false, true, false])
    guard case .here(let item, let facts, .unneeded) = media[0].state else {
      Issue.record("it is here")
      return
    }
    let oracle = try Shell.output(of: "sha256sum", [folder.file("solid-blue.png").path])
    #expect(String(decoding: oracle, as: UTF8.self).hasPrefix(item.hash.hex))
    #expect(facts.kind == .image && facts.size?.width == 64 && facts.duration == nil)
  }
}
