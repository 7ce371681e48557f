import Foundation
import MediaLibrary
import TestSupport
import Testing

@Suite("CacheFolder")
struct CacheFolderTests {
  private let folder: TemporaryFolder
  private let cache: CacheFolder
  private static let start = Date(timeIntervalSince1970: 1_700_000_000)

  init() throws {
    folder = try TemporaryFolder()
    cache = CacheFolder(path: folder.url.path)
  }

  /// Writes a file that was last used a number of seconds after the start.
  @discardableResult
  private func file(_ name: String, bytes: Int, usedAt second: Int) throws -> URL {
    let url = folder.file(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(count: bytes).write(to: url)
    let time = Self.start.addingTimeInterval(Double(second))
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: url.path)
    return url
  }

  private func names(in folder: CacheFolder) -> [String] {
    folder.entries.map { String($0.path.dropFirst(folder.path.count + 1)) }.sorted()
  }

  @Test("Files at any depth are found, hidden ones and links are not")
  func listing() throws {
    try file("a/1", bytes: 3, usedAt: 0)
    try file("b/c/2", bytes: 4, usedAt: 0)
    try file(".growth", bytes: 5, usedAt: 0)
    try file("a/.roughcut-x-1", bytes: 6, usedAt: 0)
    try FileManager.default.createSymbolicLink(
      at: folder.file("link"), withDestinationURL: folder.file("a/1"))
    #expect(names(in: cache) == ["a/1", "b/c/2"])
    #expect(cache.entries.map(\.size.rawValue).sorted() == [3, 4])
    #expect(CacheFolder(path: folder.url.path + "/absent").entries.isEmpty)
  }

  @Test("What was used longest ago goes first, until the target is reached and no further")
  func order() throws {
    for (index, second) in [40, 10, 30, 20, 50].enumerated() {
      try file("\(index)", bytes: 100, usedAt: second)
    }
    let result = cache.trim(above: ByteCount(499), to: ByteCount(250))
    #expect(result.removed == 3 && result.freed.rawValue == 300)
    #expect(result.kept == 2 && result.size.rawValue == 200)
    #expect(names(in: cache) == ["0", "4"])
  }

  @Test("A folder that is small enough loses nothing, and one trimmed dry neither")
  func nothing() throws {
    for index in 0..<3 { try file("\(index)", bytes: 100, usedAt: index) }
    let idle = cache.trim(above: ByteCount(300), to: .zero)
    #expect(idle.removed == 0 && idle.kept == 3 && idle.size.rawValue == 300)
    let dry = cache.trim(above: ByteCount(150), removes: false)
    #expect(dry.removed == 2 && dry.freed.rawValue == 200 && dry.size.rawValue == 100)
    #expect(names(in: cache).count == 3)
  }

  @Test("Several folders are trimmed as one: the oldest file goes, wherever it lies")
  func several() throws {
    try file("chunks/new", bytes: 10, usedAt: 9)
    try file("chunks/old", bytes: 10, usedAt: 1)
    try file("proxies/older", bytes: 10, usedAt: 0)
    try file("proxies/newer", bytes: 10, usedAt: 5)
    let folders = ["chunks", "proxies"].map { CacheFolder(path: folder.file($0).path) }
    let results = CacheFolder.trim(folders, above: ByteCount(20))
    #expect(results.map(\.removed) == [1, 1] && results.map(\.kept) == [1, 1])
    #expect(names(in: folders[0]) == ["new"] && names(in: folders[1]) == ["newer"])
  }

  @Test("Files of one entry stay or go together, by the last use of any of them")
  func groups() throws {
    try file("aa/one/facts", bytes: 10, usedAt: 0)
    try file("aa/one/0", bytes: 10, usedAt: 9)
    try file("aa/two/facts", bytes: 10, usedAt: 1)
    try file("bb/three/0", bytes: 10, usedAt: 5)
    let proxies = CacheFolder(path: folder.url.path, depth: 1)
    #expect(names(in: proxies) == ["aa/one", "aa/two", "bb/three"])
    #expect(proxies.entries.map(\.size.rawValue) == [20, 10, 10])
    let result = proxies.trim(above: ByteCount(25))
    #expect(result.removed == 2 && result.kept == 1 && result.size.rawValue == 20)
    #expect(names(in: cache) == ["aa/one/0", "aa/one/facts"])
  }

  @Test("What a killed process left is removed after an hour, and not before")
  func abandoned() throws {
    try file("a/.roughcut-1-x", bytes: 7, usedAt: 0)
    try file("a/.roughcut-2-y", bytes: 7, usedAt: 1800)
    let soon = Self.start.addingTimeInterval(3599)
    #expect(cache.abandoned(now: soon).isEmpty)
    let result = cache.trim(above: ByteCount(100), now: Self.start.addingTimeInterval(3700))
    #expect(result.removed == 1 && result.freed.rawValue == 7)
    #expect(FileManager.default.fileExists(atPath: folder.file("a/.roughcut-2-y").path))
    #expect(!FileManager.default.fileExists(atPath: folder.file("a/.roughcut-1-x").path))
  }

  @Test("Many who trim one folder at once remove each file once, and none too many")
  func together() async throws {
    for index in 0..<200 { try file("\(index % 7)/\(index)", bytes: 10, usedAt: index) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { [cache] in _ = cache.trim(above: ByteCount(1000)) } }
    }
    #expect(cache.entries.count == 100)
    #expect(Set(names(in: cache).compactMap { Int($0.dropFirst(2)) }) == Set(100..<200))
  }
}

@Suite("GrowthLog")
struct GrowthLogTests {
  private let folder: TemporaryFolder
  private let log: GrowthLog
  private let file: URL

  init() throws {
    folder = try TemporaryFolder()
    log = GrowthLog(in: folder.url.path)
    file = folder.file(".growth")
  }

  @Test("The estimate is what was measured and all that was written since")
  func sum() {
    #expect(log.estimate == nil)
    log.note(5)
    #expect(log.estimate == nil, "nobody measured yet")
    let time = Date(timeIntervalSince1970: 1_700_000_000)
    log.restart(at: ByteCount(1000), now: time)
    #expect(log.estimate?.size.rawValue == 1000 && log.estimate?.measuredAt == time)
    for bytes in 1...20 { log.note(bytes) }
    #expect(log.estimate?.size.rawValue == 1210)
  }

  @Test("Notes of many writers at once are all there")
  func together() async {
    log.restart(at: .zero)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { [log] in for _ in 0..<100 { log.note(3) } } }
    }
    #expect(log.estimate?.size.rawValue == 2400)
  }

  @Test(
    "A log that is damaged in any way says nothing",
    arguments: [
      "", "\n", "100 5\n", "=100\n", "=100 5 7\n", "=x 5\n", "=100 5\n+\n", "=100 5\n-3\n",
      "=100 5\n+9223372036854775807\n", "=100 5\n+1\n\u{0}\u{0}",
    ])
  func damage(text: String) throws {
    try folder.write(text.utf8, to: ".growth")
    #expect(log.estimate == nil)
  }

  @Test("A folder that is not there takes no notes, without a complaint")
  func absent() {
    let log = GrowthLog(in: folder.file("absent").path)
    log.note(1)
    log.restart(at: .zero)
    #expect(log.estimate == nil)
  }
}
