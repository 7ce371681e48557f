import Foundation
import MediaLibrary
import TestSupport
import Testing

@Suite("CacheFolder")
struct CacheFolderTests {
  private let folder: TemporaryFolder
  private static let start = Date(timeIntervalSince1970: 1_700_000_000)

  init() throws { folder = try TemporaryFolder() }

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

  /// The name of an entry: a number as 64 hexadecimal digits, of which the first are its folder.
  private static func hash(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return digits + String(repeating: "0", count: 64 - digits.count)
  }

  private static func spread(_ number: Int) -> String {
    "\(hash(number).prefix(2))/\(hash(number))"
  }

  private func cache(_ kind: CacheKind = .chunks) -> CacheFolder {
    CacheFolder(kind, in: folder.url.path)
  }

  private func names(in cache: CacheFolder) -> [String] {
    cache.entries.map { String($0.path.dropFirst(cache.path.count + 1)) }.sorted()
  }

  /// What a person may have in folders of any name, some of it much like an entry.
  private static let foreign = [
    "chunks/2024/wedding.mov", "media/2024/wedding.mov", "pictures/2024/wedding.mov",
    "proxies/2024/wedding.mov", "index/2024/wedding.mov", "index/notes.txt",
    "chunks/\(hash(1))", "chunks/ff/\(hash(1))", "chunks/\(spread(1)).mp4",
    "chunks/\(spread(0xabcdef).uppercased())", "chunks/10/\(hash(1))/deep", "media/\(hash(2))",
    "media/content/a.mp4", "media/incoming/\(hash(2)).part.mp4", "media/other/\(hash(2))",
    "pictures/10/\(hash(1))", "proxies/\(spread(5))/wedding.mov", "proxies/\(spread(5))/01",
    "proxies/\(spread(5))/-1", "chunks/.roughcut-notes.txt", "chunks/10/.roughcut-1-wedding.mov",
    "chunks/.profile",
  ]

  @Test("Entries are known by their names at any depth, and nothing else is one")
  func listing() throws {
    try file("chunks/" + Self.spread(0xaa1), bytes: 3, usedAt: 0)
    try file("chunks/.growth", bytes: 5, usedAt: 0)
    try file("chunks/aa/.roughcut-x-" + Self.hash(0xaa2), bytes: 6, usedAt: 0)
    for kind in ["content", "addresses", "incoming"] {
      try file("media/\(kind)/\(Self.hash(3))", bytes: 4, usedAt: 0)
    }
    try file("media/incoming/\(Self.hash(4)).part", bytes: 4, usedAt: 0)
    try file("media/incoming/\(Self.hash(4)).part.version", bytes: 4, usedAt: 0)
    try file("pictures/" + Self.hash(5), bytes: 1, usedAt: 0)
    try file("index/" + Self.hash(6), bytes: 1, usedAt: 0)
    for name in Self.foreign { try file(name, bytes: 7, usedAt: 0) }
    try FileManager.default.createSymbolicLink(
      at: folder.file("chunks/aa/" + Self.hash(0xaa3)),
      withDestinationURL: folder.file("chunks/" + Self.spread(0xaa1)))
    #expect(names(in: cache()) == [Self.spread(0xaa1)])
    #expect(cache().entries.map(\.size.rawValue) == [3])
    #expect(cache(.media).entries.count == 5)
    #expect(names(in: cache(.indexes)) == [Self.hash(5)])
    #expect(names(in: cache(.facts)) == [Self.hash(6)])
    #expect(CacheFolder(.chunks, in: folder.url.path + "/absent").entries.isEmpty)
  }

  @Test("Whatever is emptied, a file that this program did not make is there afterwards")
  func foreign() throws {
    for name in Self.foreign { try file(name, bytes: 7, usedAt: 0) }
    for name in ["facts", "0", "12"] {
      try file("proxies/\(Self.spread(5))/\(name)", bytes: 7, usedAt: 0)
    }
    let folders = CacheKind.allCases.map { cache($0) }
    let results = CacheFolder.trim(folders, above: .zero)
    #expect(results.reduce(0) { $0 + $1.removed } == 1)
    for name in Self.foreign {
      #expect(FileManager.default.fileExists(atPath: folder.file(name).path), "\(name)")
    }
    #expect(
      !FileManager.default.fileExists(atPath: folder.file("proxies/\(Self.spread(5))/0").path))
  }

  @Test("What was used longest ago goes first, until the target is reached and no further")
  func order() throws {
    for (index, second) in [40, 10, 30, 20, 50].enumerated() {
      try file("chunks/" + Self.spread(0x10 + index), bytes: 100, usedAt: second)
    }
    let result = cache().trim(above: ByteCount(499), to: ByteCount(250))
    #expect(result.removed == 3 && result.freed.rawValue == 300)
    #expect(result.kept == 2 && result.size.rawValue == 200)
    #expect(names(in: cache()) == [Self.spread(0x10), Self.spread(0x14)])
  }

  @Test("A folder that is small enough loses nothing, and one trimmed dry neither")
  func nothing() throws {
    for index in 0..<3 {
      try file("chunks/" + Self.spread(0x10 + index), bytes: 100, usedAt: index)
    }
    let idle = cache().trim(above: ByteCount(300), to: .zero)
    #expect(idle.removed == 0 && idle.kept == 3 && idle.size.rawValue == 300)
    let dry = cache().trim(above: ByteCount(150), removes: false)
    #expect(dry.removed == 2 && dry.freed.rawValue == 200 && dry.size.rawValue == 100)
    #expect(names(in: cache()).count == 3)
  }

  @Test("Several folders are trimmed as one: the oldest file goes, wherever it lies")
  func several() throws {
    try file("chunks/" + Self.spread(0x11), bytes: 10, usedAt: 9)
    try file("chunks/" + Self.spread(0x12), bytes: 10, usedAt: 1)
    try file("pictures/" + Self.hash(0x13), bytes: 10, usedAt: 0)
    try file("pictures/" + Self.hash(0x14), bytes: 10, usedAt: 5)
    let folders = [cache(.chunks), cache(.indexes)]
    let results = CacheFolder.trim(folders, above: ByteCount(20))
    #expect(results.map(\.removed) == [1, 1] && results.map(\.kept) == [1, 1])
    #expect(names(in: folders[0]) == [Self.spread(0x11)])
    #expect(names(in: folders[1]) == [Self.hash(0x14)])
  }

  @Test("Files of one entry stay or go together, by the last use of any of them")
  func groups() throws {
    let (one, two, three) = (Self.spread(0xaa1), Self.spread(0xaa2), Self.spread(0xbb3))
    try file("proxies/\(one)/facts", bytes: 10, usedAt: 0)
    try file("proxies/\(one)/0", bytes: 10, usedAt: 9)
    try file("proxies/\(two)/facts", bytes: 10, usedAt: 1)
    try file("proxies/\(three)/0", bytes: 10, usedAt: 5)
    let proxies = cache(.proxies)
    #expect(names(in: proxies) == [one, two, three])
    #expect(proxies.entries.map(\.size.rawValue) == [20, 10, 10])
    let result = proxies.trim(above: ByteCount(25))
    #expect(result.removed == 2 && result.kept == 1 && result.size.rawValue == 20)
    #expect(names(in: proxies) == [one])
    #expect(!FileManager.default.fileExists(atPath: folder.file("proxies/\(two)").path))
  }

  @Test("What a killed process left is removed after an hour, and not before")
  func abandoned() throws {
    let (old, new) = ("chunks/11/.roughcut-1-\(Self.hash(0x11))", "chunks/.roughcut-2-.growth")
    try file(old, bytes: 7, usedAt: 0)
    try file(new, bytes: 7, usedAt: 1800)
    let soon = Self.start.addingTimeInterval(3599)
    #expect(cache().abandoned(now: soon).isEmpty)
    let result = cache().trim(above: ByteCount(100), now: Self.start.addingTimeInterval(3700))
    #expect(result.removed == 1 && result.freed.rawValue == 7)
    #expect(FileManager.default.fileExists(atPath: folder.file(new).path))
    #expect(!FileManager.default.fileExists(atPath: folder.file(old).path))
  }

  @Test("Many who trim one folder at once remove each file once, and none too many")
  func together() async throws {
    for index in 0..<200 {
      try file("chunks/" + Self.spread(0x1000 + index), bytes: 10, usedAt: index)
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { [cache = cache()] in _ = cache.trim(above: ByteCount(1000)) }
      }
    }
    #expect(cache().entries.count == 100)
    #expect(Set(names(in: cache())) == Set((100..<200).map { Self.spread(0x1000 + $0) }))
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
