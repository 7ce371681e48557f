import Foundation
import RenderPlanning

/// What the file system notes of a file's content: equal stamps, taken in quiet times, mean the same content.
///
/// Size and modification time are not enough: whoever overwrites a file can set the time back, as `cp -p`, `rsync -t`
/// and `tar` do. The change time cannot be set. It changes with links and modes too; then the file is read again.
package struct FileStamp: Codable, Equatable {
  /// A time of the file system.
  package struct Instant: Codable, Equatable {
    package var seconds: Int64
    package var nanoseconds: Int64
  }

  package var size: Int64
  package var modified: Instant
  package var changed: Instant
  package var device: UInt64
  package var inode: UInt64

  /// The longest time, in seconds, that file systems take for one instant (FAT's).
  package static let coarsestTick: Int64 = 2

  /// Reads a file's stamp, links followed.
  ///
  /// - Throws: ``FileError`` if there is no such file.
  package init(of path: String) throws(FileError) {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      throw FileError(path: path, reason: FileError.words(errno))
    }
    self.init(facts)
  }

  private init(_ facts: stat) {
    size = Int64(facts.st_size)
    #if canImport(Darwin)
      let (modification, change) = (facts.st_mtimespec, facts.st_ctimespec)
    #else
      let (modification, change) = (facts.st_mtim, facts.st_ctim)
    #endif
    modified = Instant(
      seconds: Int64(modification.tv_sec), nanoseconds: Int64(modification.tv_nsec))
    changed = Instant(seconds: Int64(change.tv_sec), nanoseconds: Int64(change.tv_nsec))
    device = UInt64(truncatingIfNeeded: facts.st_dev)
    inode = UInt64(facts.st_ino)
  }

  /// Whether a later change would certainly show in the stamp, if the file had been read at `seconds` of the
  /// system's clock.
  ///
  /// A file that was changed within the same tick of its file system's clock, before and after it was read, has one
  /// stamp for both contents. A modification time in the future is not the file system's own, and is not heeded.
  package func isSettled(at seconds: Int64) -> Bool {
    let (age, overflow) = seconds.subtractingReportingOverflow(changed.seconds)
    guard !overflow, age > Self.coarsestTick else { return false }
    let (ownAge, overflowToo) = seconds.subtractingReportingOverflow(modified.seconds)
    return overflowToo || ownAge < 0 || ownAge > Self.coarsestTick
  }

  /// The system's clock, in whole seconds since 1970.
  package static var now: Int64 { Int64(clamping: time(nil)) }
}
