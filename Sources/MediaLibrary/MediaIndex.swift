import Crypto
import Foundation
import LibAV
import RenderPlanning

/// What is known of files already seen: their content hash and what probing found, kept beside the cache.
///
/// An entry is one small file named by the path. It holds while the file's stamp and its first and last block are what
/// they were, and if the file had been left alone for a while when it was read. Entries are written whole, so that
/// several processes can share the folder.
struct MediaIndex: Sendable {
  /// What is kept of one file.
  struct Entry: Codable {
    /// The file it tells of.
    var path: String
    var stamp: FileStamp
    /// When reading it began, in seconds since 1970.
    var readAt: Int64
    var edges: FileEdges
    var hash: String
    var facts: MediaFacts?
    /// Why probing failed, where it did.
    var failure: String?
  }

  /// Raised when probing tells more than it did.
  private static let version = "5"

  /// No entry is longer, in bytes.
  private static let longest = 16 << 20

  let folder: String?

  /// The entry of a file as it is now; made and kept where there is none.
  func entry(for path: String) throws(FileError) -> Entry {
    let stamp = try FileStamp(of: path)
    let found = kept(for: path)
    if let found, found.stamp.isSettled(at: found.readAt), found.isTrue(of: path, stamp) {
      return found
    }
    let readAt = FileStamp.now
    var entry = Entry(
      path: path, stamp: stamp, readAt: readAt, edges: try FileEdges(of: path),
      hash: try ContentHash(ofFile: path).hex)
    if let found, found.hash == entry.hash {
      (entry.facts, entry.failure) = (found.facts, found.failure)
      keep(entry, for: path)
      return entry
    }
    do throws(FFmpegError) {
      // A file cut short can have a whole index and not one picture.
      entry.facts = try MediaProbe.probe(path: path, requiresPicture: true)
        .measuringSounds(path: path)
    } catch {
      entry.failure = error.reason.description
    }
    keep(entry, for: path)
    return entry
  }

  func kept(for path: String) -> Entry? {
    place(of: path).flatMap { Self.entry(at: $0) }
  }

  /// The entry that a file of the index holds; nothing where it holds none.
  static func entry(at place: String) -> Entry? {
    (try? WholeFile.readRegular(place, limit: longest)).flatMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0))
    }
  }

  /// Keeping is a convenience: where the cache cannot be written to, the next run probes again.
  func keep(_ entry: Entry, for path: String) {
    // What is known of a file that was written to meanwhile is known of neither state of it.
    guard (try? FileStamp(of: path)) == entry.stamp, let place = place(of: path),
      let data = try? JSONEncoder().encode(entry)
    else { return }
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

extension MediaIndex.Entry {
  /// Whether a file whose stamp is `current` appears to hold what the entry states.
  func isTrue(of path: String, _ current: FileStamp) -> Bool {
    stamp == current && (try? FileEdges(of: path)) == edges
  }
}
