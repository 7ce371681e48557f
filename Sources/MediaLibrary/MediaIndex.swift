import Crypto
import Foundation
import LibAV
import RenderPlanning

/// What is known of files already seen: their content hash and what probing found, kept beside the cache.
///
/// An entry is one small file named by the path and stamped with size, time and inode: a file that changed has
/// no entry any more. Entries are written whole, so that several processes can share the folder.
struct MediaIndex: Sendable {
  /// What is kept of one file.
  struct Entry: Codable {
    /// The file it tells of.
    var path: String
    var stamp: Stamp
    var hash: String
    var facts: MediaFacts?
    /// Why probing failed, where it did.
    var failure: String?
  }

  /// What changes when a file's content does.
  struct Stamp: Codable, Equatable {
    var size: Int64
    var seconds: Int64
    var nanoseconds: Int64
    var inode: UInt64

    init(of path: String) throws(FileError) {
      var facts = stat()
      guard stat(path, &facts) == 0 else {
        throw FileError(path: path, reason: FileError.words(errno))
      }
      size = Int64(facts.st_size)
      #if canImport(Darwin)
        seconds = Int64(facts.st_mtimespec.tv_sec)
        nanoseconds = Int64(facts.st_mtimespec.tv_nsec)
      #else
        seconds = Int64(facts.st_mtim.tv_sec)
        nanoseconds = Int64(facts.st_mtim.tv_nsec)
      #endif
      inode = UInt64(facts.st_ino)
    }
  }

  /// Raised when probing tells more than it did.
  private static let version = "3"

  /// No entry is longer, in bytes.
  private static let longest = 16 << 20

  let folder: String?

  /// The entry of a file as it is now; made and kept where there is none.
  func entry(for path: String) throws(FileError) -> Entry {
    let stamp = try Stamp(of: path)
    if let found = kept(for: path), found.stamp == stamp { return found }
    var entry = Entry(path: path, stamp: stamp, hash: try ContentHash(ofFile: path).hex)
    do throws(FFmpegError) {
      // A file cut short can have a whole index and not one picture.
      entry.facts = try MediaProbe.probe(path: path, requiresPicture: true)
    } catch {
      entry.failure = error.reason.description
    }
    keep(entry, for: path)
    return entry
  }

  private func kept(for path: String) -> Entry? {
    place(of: path).flatMap { Self.entry(at: $0) }
  }

  /// The entry that a file of the index holds; nothing where it holds none.
  static func entry(at place: String) -> Entry? {
    (try? WholeFile.readRegular(place, limit: longest)).flatMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0))
    }
  }

  /// Keeping is a convenience: where the cache cannot be written to, the next run probes again.
  private func keep(_ entry: Entry, for path: String) {
    guard let place = place(of: path), let data = try? JSONEncoder().encode(entry) else { return }
    let parent = (place as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try? WholeFile.write(Array(data), to: place)
  }

  func place(of path: String) -> String? {
    folder.map { folder in
      let name = ContentHash(SHA256.hash(data: Array((Self.version + path).utf8)))
      return "\(folder)/\(name.hex)"
    }
  }
}
