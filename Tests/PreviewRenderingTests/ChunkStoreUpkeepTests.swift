import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

@Suite("Upkeep of the chunk store")
struct ChunkStoreUpkeepTests {
  private let studio: Studio
  private let keys: [ChunkKey]

  init() throws {
    studio = try Studio(media: [])
    let titles = (0..<12).map { #"{"d":200,"m":{"text":"\#($0)"}}"# }.joined(separator: ",")
    keys = try studio.plan(#"{"t":[{"tt":7,"sg":[\#(titles)]}]}"#).chunks().map(\.key)
  }

  /// A store with one entry a key, each used a minute after the one before, the last one now.
  private func filled(limit: ByteCount?) throws -> (ChunkStore, entrySize: Int64) {
    let store = ChunkStore(folder: studio.file("filled").path, limit: limit)
    for key in keys { try store.keep([], for: key) }
    for (index, key) in keys.enumerated() {
      let minutes = Double(keys.count - 1 - index)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -60 * minutes)],
        ofItemAtPath: "\(store.folder)/\(key.hex.prefix(2))/\(key.hex)")
    }
    let files = CacheFolder(path: store.folder, kind: .chunks).entries
    try #require(files.count == keys.count && Set(files.map(\.size)).count == 1)
    return (store, files[0].size.rawValue)
  }

  private func kept(in store: ChunkStore) -> [ChunkKey] { keys.filter { store.contains($0) } }

  @Test(
    "A store above its limit loses what was used longest ago, and an eighth of the limit is free")
  func eviction() throws {
    let (full, size) = try filled(limit: nil)
    let store = ChunkStore(folder: full.folder, limit: ByteCount(size * 8))
    store.tidy()
    #expect(kept(in: store) == Array(keys.suffix(7)))
    #expect(store.estimatedSize?.rawValue == size * 7)
  }

  @Test("An entry that is read counts as used")
  func reading() throws {
    let (full, size) = try filled(limit: nil)
    let store = ChunkStore(folder: full.folder, limit: ByteCount(size * 8))
    _ = store.packets(for: keys[0])
    store.tidy()
    #expect(kept(in: store) == [keys[0]] + keys.suffix(6))
  }

  @Test("A store without a limit keeps everything and no log")
  func unlimited() throws {
    let (store, _) = try filled(limit: nil)
    store.tidy()
    #expect(kept(in: store) == keys && store.estimatedSize == nil)
  }

  @Test("While the log says that there is room, entries are not looked at; after a day they are")
  func economy() throws {
    let (full, size) = try filled(limit: nil)
    let store = ChunkStore(folder: full.folder, limit: ByteCount(size * 8))
    // A lie, told to see who believes it.
    GrowthLog(in: store.folder).restart(at: ByteCount(size))
    store.tidy()
    #expect(kept(in: store) == keys)
    store.tidy(now: Date(timeIntervalSinceNow: 86_401))
    #expect(kept(in: store).count == 7)
  }

  @Test("What is written is noted, until the sum calls for a look")
  func growth() throws {
    let store = ChunkStore(folder: studio.file("grown").path, limit: ByteCount(300))
    try store.keep([], for: keys[0])
    store.tidy()
    let size = try #require(store.estimatedSize?.rawValue)
    #expect(size == CacheFolder(path: store.folder, kind: .chunks).entries[0].size.rawValue)
    for (index, key) in keys.enumerated() {
      try store.keep([], for: key)
      store.tidy()
      #expect(kept(in: store).contains(key), "what was written last is never what goes")
      let held = CacheFolder(path: store.folder, kind: .chunks).entries.reduce(0) {
        $0 + $1.size.rawValue
      }
      #expect(held <= 300, "after \(index)")
    }
  }

  @Test("Every broken entry is found, and only those; fixing removes them and nothing else")
  func check() throws {
    let (store, _) = try filled(limit: nil)
    #expect(try store.check(removing: false).faults.isEmpty)
    let path = { (key: ChunkKey) in "\(store.folder)/\(key.hex.prefix(2))/\(key.hex)" }
    var bytes = try Data(contentsOf: URL(filePath: path(keys[3])))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(filePath: path(keys[3])))
    try Data().write(to: URL(filePath: path(keys[5])))
    try Data([1]).write(to: URL(filePath: store.folder + "/stray"))
    let found = try store.check(removing: false)
    let broken = [path(keys[3]), path(keys[5])].sorted()
    #expect(found.checked == 12 && found.faults.map(\.path) == broken)
    #expect(kept(in: store) == keys)
    let removed = try store.check(removing: true)
    #expect(removed.faults.map(\.path) == broken && removed.faults.allSatisfy(\.isRemoved))
    #expect(
      kept(in: store) == keys.enumerated().filter { ![3, 5].contains($0.offset) }.map(\.element))
    #expect(
      FileManager.default.fileExists(atPath: store.folder + "/stray"),
      "a file that the store did not make is nobody's to remove")
  }

  @Test("Renders that share a store far too small for them all give the right file")
  func pressure() async throws {
    let plan = try studio.plan(
      #"{"t":[{"tt":7,"sg":[{"d":2500,"m":{"text":"a"}},{"d":900,"m":{"text":"b"}}]}]}"#, .small)
    try await studio.render(plan, to: "alone.mp4", store: "alone")
    let store = ChunkStore(folder: studio.file("shared").path, limit: ByteCount(4000))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for round in 0..<2 {
            _ = try await PreviewRenderer(plan: plan, store: store, jobs: 1)
              .render(to: studio.file("\(number)-\(round).mp4").path)
          }
        }
      }
      try await group.waitForAll()
    }
    let expected = try Data(contentsOf: studio.file("alone.mp4"))
    for number in 0..<8 {
      for round in 0..<2 {
        #expect(try Data(contentsOf: studio.file("\(number)-\(round).mp4")) == expected)
      }
    }
  }

  @Test("Collecting empties the kinds that are named, and no others")
  func collection() throws {
    let cache = studio.file("cache").path
    let hash = keys[0].hex
    for (kind, name) in [
      (CacheKind.chunks, "\(hash.prefix(2))/\(hash)"),
      (.proxies, "\(hash.prefix(2))/\(hash)/facts"),
      (.media, "content/\(hash)"),
    ] {
      let file = URL(filePath: kind.folder(in: cache) + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(count: 10).write(to: file)
    }
    let upkeep = CacheUpkeep(cache: cache)
    let dry = upkeep.collect([.proxies], above: .zero, removes: false)
    #expect(dry.map(\.result.freed.rawValue) == [10])
    let done = upkeep.collect([.proxies, .media], above: ByteCount(10))
    #expect(done.reduce(0) { $0 + $1.result.kept } == 1)
    #expect(CacheFolder(.chunks, in: cache).entries.count == 1)
    let all = upkeep.collect(CacheKind.allCases, above: .zero)
    #expect(all.map(\.kind) == [.chunks, .proxies, .indexes, .media, .facts])
    #expect(all.allSatisfy { $0.result.kept == 0 })
  }
}
