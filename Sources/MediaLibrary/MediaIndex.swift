import Crypto
import Foundation
import LibAV
import RenderPlanning

/// What is known of files already seen: their content hash and what probing found, kept beside the cache.
///
/// An entry is one small file named by the path, and sealed: a byte that changes on the disk may be a digit of a size
/// or a letter of an optional member's name, and would be another fact. It holds while the file's stamp and its first
/// and last block are what they were, and if the file had been left alone for a while when it was read. Entries are
/// written whole, so that several processes can share the folder.
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
  private static let version = "6"
  /// What an entry begins with; the version is a part of its name.
  private static let mark: [UInt8] = Array("roughcut facts 1".utf8)

  /// No entry is longer, in bytes.
  private static let longest = 16 << 20

  let folder: String?

  /// The entry of a media file as it is now; read anew and kept unless one that is kept is true.
  func entry(for path: String) throws(FileError) -> Entry {
    try entry(for: path) { entry in
      do throws(FFmpegError) {
        // A file cut short can have a whole index and not one picture.
        entry.facts = try MediaProbe.probe(path: path, requiresPicture: true)
          .measuringSounds(path: path)
      } catch {
        entry.failure = error.reason.description
      }
    }
  }

  /// The entry of a file as it is now; read anew and kept unless one that is kept is true.
  ///
  /// - Parameter examine: Completes an entry that has the file's hash alone; not called for a content that is known.
  func entry(
    for path: String, examine: (inout Entry) -> Void
  ) throws(FileError) -> Entry {
    let stamp = try FileStamp(of: path)
    let found = kept(for: path)
    if let found, found.isTrue(of: path, stamp) { return found }
    let readAt = FileStamp.now
    var entry = Entry(
      path: path, stamp: stamp, readAt: readAt, edges: try FileEdges(of: path),
      hash: try ContentHash(ofFile: path).hex)
    if let found, found.hash == entry.hash {
      (entry.facts, entry.failure) = (found.facts, found.failure)
    } else {
      examine(&entry)
    }
    keep(entry, for: path)
    return entry
  }

  func kept(for path: String) -> Entry? {
    place(of: path).flatMap { Self.entry(at: $0) }
  }

  /// The entry that a file of the index holds; `nil` if it is not as it was written.
  static func entry(at place: String) -> Entry? {
    (try? WholeFile.readRegular(place, limit: longest)).flatMap {
      SealedFile.value(
        Entry.self, of: $0, mark: mark, name: (place as NSString).lastPathComponent)
    }
  }

  /// Keeping is a convenience: where the cache cannot be written to, the next run probes again.
  func keep(_ entry: Entry, for path: String) {
    // What is known of a file that was written to meanwhile is known of neither state of it.
    guard (try? FileStamp(of: path)) == entry.stamp, let place = place(of: path),
      let sealed = SealedFile.sealed(
        entry, mark: Self.mark, name: (place as NSString).lastPathComponent)
    else { return }
    let parent = (place as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try? WholeFile.write(sealed, to: place)
  }

  func place(of path: String) -> String? {
    folder.map { folder in
      let name = ContentHash(SHA256.hash(data: Array((Self.version + path).utf8)))
      return "\(folder)/\(name.hex)"
    }
  }
}

extension MediaIndex.Entry {
  /// Whether a file whose stamp is `current` holds what the entry states: it had been left alone for a while when it was
  /// read, and its stamp and both its ends are what they were.
  func isTrue(of path: String, _ current: FileStamp) -> Bool {
    stamp.isSettled(at: readAt) && fits(path, current)
  }

  /// Whether a file whose stamp is `current` appears to be the one that was read, which may have been written to at that
  /// moment.
  func fits(_ path: String, _ current: FileStamp) -> Bool {
    stamp == current && (try? FileEdges(of: path)) == edges
  }
}
