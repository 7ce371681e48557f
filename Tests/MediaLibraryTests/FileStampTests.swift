import DraftModel
import Foundation
import MediaLibrary
import RenderPlanning
import TestSupport
import Testing

@Suite("Whether a file is the one that was seen before")
struct FileStampTests {
  private let folder: TemporaryFolder
  private let cache: String
  private let shelf: MediaShelf

  init() throws {
    folder = try TemporaryFolder()
    cache = folder.file("cache").path
    shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: cache)
  }

  private var path: String { folder.file("sound.wav").path }

  /// A sound of one level, at 8 kHz and 8 bits (the WAVE format's PCM); all of them are of one size.
  private func bytes(_ level: UInt8) -> [UInt8] {
    let length = 400_000
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let form =
      number(1, 2) + number(1, 2) + number(8000, 4) + number(8000, 4) + number(1, 2) + number(8, 2)
    return Array("RIFF".utf8) + number(36 + length, 4) + Array("WAVEfmt ".utf8) + number(16, 4)
      + form
      + Array("data".utf8) + number(length, 4) + [UInt8](repeating: level, count: length)
  }

  /// Writes a sound into the file that is there, and sets its modification time as it was.
  private func overwrite(_ bytes: [UInt8]) throws {
    let time = try FileStamp(of: path).modified
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    var times = [timespec(), timespec()]
    for index in times.indices {
      (times[index].tv_sec, times[index].tv_nsec) = (Int(time.seconds), Int(time.nanoseconds))
    }
    #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
  }

  private func hash() throws -> String {
    guard case .available(let item) = shelf.entry(for: "sound.wav") else {
      throw CocoaError(.fileReadUnknown)
    }
    return item.hash.hex
  }

  private func oracle() throws -> String {
    String(decoding: try Shell.output(of: "sha256sum", [path]), as: UTF8.self).prefix(64)
      .lowercased()
  }

  /// Changes what the index remembers of the file.
  private func remember(_ change: (inout [String: Any]) throws -> Void) throws {
    let entries = CacheFolder(.facts, in: cache).entries
    let entry = try #require(entries.first)
    try SealedEntry.rewrite(URL(filePath: entry.path)) { content in
      var value = try #require(JSONSerialization.jsonObject(with: content) as? [String: Any])
      try change(&value)
      return try JSONSerialization.data(withJSONObject: value)
    }
  }

  /// Has the index believe that it read the file long after it was written, as it would have after a pause.
  private func settle() throws {
    try remember { $0["readAt"] = FileStamp.now + 3600 }
  }

  @Test("A file read right after it was written is read again; one that was left alone is not")
  func settled() throws {
    try folder.write(bytes(40), to: "sound.wav")
    let right = try oracle()
    #expect(try hash() == right)
    let wrong = String(repeating: "0", count: 64)
    try remember { $0["hash"] = wrong }
    #expect(try hash() == right)
    try settle()
    try remember { $0["hash"] = wrong }
    // What is remembered is used now, right or wrong.
    #expect(try hash() == wrong)
  }

  @Test("A file overwritten in place with equal size and time is another file")
  func overwritten() throws {
    try folder.write(bytes(40), to: "sound.wav")
    for level: UInt8 in [200, 90, 91] {
      _ = try hash()
      try settle()
      let before = try FileStamp(of: path)
      try overwrite(bytes(level))
      let after = try FileStamp(of: path)
      #expect(before.size == after.size && before.modified == after.modified)
      #expect(before.inode == after.inode)
      #expect(try hash() == oracle())
    }
  }

  @Test("A file that another of equal size and time was moved over is another file")
  func replaced() throws {
    try folder.write(bytes(40), to: "sound.wav")
    _ = try hash()
    try settle()
    let old = try FileStamp(of: path)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
    try folder.write(bytes(200), to: "sound.wav")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: TimeInterval(old.modified.seconds))],
      ofItemAtPath: path)
    #expect(try hash() == oracle())
  }

  @Test("If even the change time is the same, the first and the last block show another content")
  func edges() throws {
    try folder.write(bytes(40), to: "sound.wav")
    _ = try hash()
    try overwrite(bytes(200))
    let stamp = try FileStamp(of: path)
    try settle()
    try remember {
      $0["stamp"] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(stamp))
    }
    #expect(try hash() == oracle())
  }

  @Test("A changed mode or a further link costs reading the file again, and no more")
  func sameContent() throws {
    try folder.write(bytes(40), to: "sound.wav")
    let first = try hash()
    try settle()
    #expect(chmod(path, 0o600) == 0 && link(path, path + ".link") == 0)
    #expect(try hash() == first)
    #expect(shelf.entry(for: "sound.wav") == shelf.entry(for: "sound.wav"))
  }

  @Test(
    "A stamp is settled once its times are older than the coarsest tick",
    arguments: [
      (0, false), (1, false), (2, false), (3, true), (1 << 40, true), (-5, false),
      (Int64.min, false),
    ])
  func isSettled(age: Int64, settled: Bool) throws {
    try folder.write([1], to: "sound.wav")
    var stamp = try FileStamp(of: path)
    stamp.changed.seconds = 0
    stamp.modified.seconds = 0
    #expect(stamp.isSettled(at: age) == settled)
    // A modification time that lies in the future was set by somebody, and says nothing.
    stamp.modified.seconds = .max
    #expect(stamp.isSettled(at: age) == settled)
    stamp.modified.seconds = .min
    #expect(stamp.isSettled(at: age) == settled)
    stamp.changed.seconds = .max
    #expect(!stamp.isSettled(at: age))
  }
}
