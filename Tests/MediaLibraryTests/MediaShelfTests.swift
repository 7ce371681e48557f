import DraftModel
import Foundation
import MediaLibrary
import RenderPlanning
import TestSupport
import Testing

@Suite("MediaShelf")
struct MediaShelfTests {
  private func item(_ entry: MediaCatalog.Entry) -> MediaItem? {
    if case .available(let item) = entry { item } else { nil }
  }

  private func reason(_ entry: MediaCatalog.Entry) -> String? {
    if case .unavailable(let reason) = entry { reason } else { nil }
  }

  @Test("The content hash is that of sha256sum")
  func contentHash() throws {
    let folder = try TemporaryFolder()
    for size in [0, 1, 1 << 20, (1 << 20) + 1] {
      let file = try folder.write(
        (0..<size).map { UInt8(truncatingIfNeeded: $0 * 31) }, to: "bytes")
      let oracle = try Shell.output(of: "sha256sum", [file.path])
      let hex = String(decoding: oracle, as: UTF8.self).prefix(64)
      #expect(try ContentHash(ofFile: file.path).hex == hex)
    }
    #expect(throws: FileError.self) { try ContentHash(ofFile: folder.file("gone").path) }
  }

  @Test("The facts of a clip, a picture and a sound are those that were made")
  func facts() throws {
    try GeneratedMedia.files(["clock-29.97.mp4", "logo.png", "tone.wav"])
    let shelf = MediaShelf(finder: MediaFinder(folder: GeneratedMedia.folder.path), cache: nil)
    let clip = try #require(item(shelf.entry(for: "clock-29.97.mp4")))
    #expect(clip.picture?.width == 640 && clip.picture?.height == 360)
    #expect(clip.picture?.frameRate == Ratio(30_000, 1001))
    #expect(clip.picture?.isStill == false && clip.sound != nil)
    let logo = try #require(item(shelf.entry(for: "logo.png"))?.picture)
    #expect(logo.isStill && logo.hasAlpha)
    let tone = try #require(item(shelf.entry(for: "tone.wav")))
    #expect(tone.picture == nil && tone.sound?.duration == Ratio(12))
  }

  @Test("What is no media is unavailable, for a reason and without a crash")
  func noMedia() throws {
    let folder = try TemporaryFolder()
    try folder.write("this is text".utf8, to: "text.mp4")
    try folder.write([], to: "empty.mp4")
    try folder.write("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n".utf8, to: "list.m3u8")
    try folder.write("ffconcat version 1.0\nfile '/etc/hostname'\n".utf8, to: "concat.mp4")
    let whole = try Data(contentsOf: GeneratedMedia.file("clock-30.mp4"))
    try folder.write(whole.prefix(600), to: "cut.mp4")
    let shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: nil)
    for name in ["text.mp4", "empty.mp4", "list.m3u8", "concat.mp4", "cut.mp4"] {
      #expect(reason(shelf.entry(for: name))?.isEmpty == false, "\(name)")
    }
  }

  @Test(
    "What is remembered of a file is forgotten when the file changes, or when the memory is broken")
  func remembered() throws {
    let folder = try TemporaryFolder()
    let cache = folder.file("cache").path
    let shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: cache)
    func copy(_ name: String) throws {
      try Data(contentsOf: GeneratedMedia.file(name)).write(to: folder.file("picture.png"))
    }
    try copy("solid-red.png")
    let red = try #require(item(shelf.entry(for: "picture.png")))
    #expect(item(shelf.entry(for: "picture.png")) == red)
    let names = FileManager.default.enumerator(atPath: cache)?.compactMap { $0 as? String } ?? []
    let entries = names.filter { $0.count > 20 }
    // Its facts, and what reading its picture has shown.
    #expect(entries.count == 2)
    try copy("solid-blue.png")
    let blue = try #require(item(shelf.entry(for: "picture.png")))
    #expect(blue.hash != red.hash)
    for name in entries {
      try Data("{".utf8).write(to: URL(filePath: cache).appending(path: name))
    }
    #expect(item(shelf.entry(for: "picture.png")) == blue)
  }
}
