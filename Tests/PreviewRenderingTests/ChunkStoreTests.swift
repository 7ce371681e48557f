import Foundation
import LibAV
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

@Suite("ChunkStore")
struct ChunkStoreTests {
  private static let packets = [
    EncodedPacket(
      bytes: [1, 2, 3, 250], presentationTicks: 0, decodingTicks: -1, duration: 1, isKey: true),
    EncodedPacket(bytes: [], presentationTicks: 1, decodingTicks: 0, duration: 1, isKey: false),
    EncodedPacket(
      bytes: Array(0...99), presentationTicks: .max, decodingTicks: .min, duration: 0, isKey: false),
  ]

  private let studio: Studio
  private let store: ChunkStore
  private let keys: [ChunkKey]

  init() throws {
    studio = try Studio(media: [])
    store = studio.store()
    keys = try studio.plan(
      #"{"t":[{"tt":7,"sg":[{"d":900,"m":{"text":"a"}},{"d":900,"m":{"text":"b"}}]}]}"#
    ).chunks().map(\.key)
  }

  /// The one entry's file.
  private func entry() throws -> URL {
    let files = FileManager.default.enumerator(
      at: URL(filePath: store.folder), includingPropertiesForKeys: [.isRegularFileKey])
    // Beside the entries, which are named by their keys, the store keeps a record of its growth.
    let found = files?.compactMap { $0 as? URL }.filter { $0.lastPathComponent.count == 64 } ?? []
    return try #require(found.count == 1 ? found.first : nil)
  }

  @Test("What is kept is found again, whole")
  func roundTrip() throws {
    #expect(!store.contains(keys[0]) && store.packets(for: keys[0]) == nil)
    for packets in [Self.packets, []] {
      try store.keep(packets, for: keys[0])
      #expect(store.contains(keys[0]) && store.packets(for: keys[0]) == packets)
      #expect(!store.contains(keys[1]) && store.packets(for: keys[1]) == nil)
    }
  }

  @Test("An entry of which any byte differs is none")
  func everyByte() throws {
    try store.keep(Self.packets, for: keys[0])
    let file = try entry()
    let bytes = try Data(contentsOf: file)
    for index in bytes.indices {
      for change in [0x01, 0x80, 0xFF] as [UInt8] {
        var broken = bytes
        broken[index] ^= change
        try broken.write(to: file)
        #expect(store.packets(for: keys[0]) == nil, "byte \(index) xor \(change)")
      }
    }
    try bytes.write(to: file)
    #expect(store.packets(for: keys[0]) == Self.packets)
  }

  @Test("An entry that is cut off anywhere, or has more at its end, is none")
  func everyLength() throws {
    try store.keep(Self.packets, for: keys[0])
    let file = try entry()
    let bytes = try Data(contentsOf: file)
    for length in 0..<bytes.count {
      try bytes.prefix(length).write(to: file)
      #expect(store.packets(for: keys[0]) == nil, "\(length) bytes")
    }
    for tail in [Data([0]), Data(count: 100), bytes] {
      try (bytes + tail).write(to: file)
      #expect(store.packets(for: keys[0]) == nil)
    }
  }

  @Test("An entry under another's name is none")
  func wrongName() throws {
    try store.keep(Self.packets, for: keys[0])
    let file = try entry()
    try store.keep([], for: keys[1])
    let folder = URL(filePath: store.folder).appending(path: String(keys[1].hex.prefix(2)))
    let other = folder.appending(path: keys[1].hex)
    try FileManager.default.removeItem(at: other)
    try FileManager.default.copyItem(at: file, to: other)
    #expect(store.contains(keys[1]) && store.packets(for: keys[1]) == nil)
  }

  @Test("A folder in an entry's place is no entry, and keeping says so")
  func folderInPlace() throws {
    try store.keep(Self.packets, for: keys[0])
    let file = try entry()
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    #expect(store.packets(for: keys[0]) == nil)
    #expect(throws: (any Error).self) { try store.keep(Self.packets, for: keys[0]) }
  }

  @Test("A render over a store with broken entries gives the same file as one over an empty store")
  func brokenEntriesAreMadeAgain() async throws {
    let plan = try studio.plan(
      #"{"t":[{"tt":7,"sg":[{"d":2500,"m":{"text":"a"}},{"d":900,"m":{"text":"b"}}]}]}"#, .small)
    try await studio.render(plan, to: "sound.mp4")
    var generator = SeededGenerator()
    let files = FileManager.default.enumerator(atPath: store.folder)?.compactMap { $0 as? String }
    for name in files ?? [] where name.count > 10 {
      let file = URL(filePath: store.folder).appending(path: name)
      var bytes = try Data(contentsOf: file)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: try FileManager.default.removeItem(at: file)
      case 1: try bytes.prefix(bytes.count / 2).write(to: file)
      case 2:
        bytes[Int.random(in: bytes.indices, using: &generator)] ^= 4
        try bytes.write(to: file)
      default: break
      }
    }
    try await studio.render(plan, to: "mended.mp4")
    let same = try Data(contentsOf: studio.file("sound.mp4"))
    #expect(try Data(contentsOf: studio.file("mended.mp4")) == same, "\(generator)")
    let third = try await studio.render(plan, to: "third.mp4")
    #expect(third.picture.rendered == 0 && third.sound.rendered == 0, "\(generator)")
  }
}
