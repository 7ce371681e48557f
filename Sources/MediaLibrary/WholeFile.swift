import Foundation
import HTTPTransport

/// Writes files whole or not at all: beside the target under another name, then renamed into place.
///
/// What has the target's name is replaced, also if it is a link: this is for files whose names this program chooses. A file
/// that the user names is an ``OutputFile``. A regular file that is replaced leaves its mode, and its owner where that is
/// allowed, to the new one.
public struct WholeFile: ~Copyable {
  /// Where the file is to be.
  public let target: String
  /// Where it is written for now; in the same folder, so that the rename is one step.
  public let staging: String
  private var isSettled = false

  /// How the names of files that are not yet whole begin.
  static let stagingPrefix = ".roughcut-"

  /// Chooses a place to write.
  ///
  /// - Throws: ``FileError`` where the folder does not exist or cannot be written to.
  public init(at target: String) throws(FileError) {
    self.target = target
    let url = URL(fileURLWithPath: target)
    let folder = url.deletingLastPathComponent().path
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: target, isDirectory: &isDirectory),
      isDirectory.boolValue
    {
      throw FileError(path: target, reason: "is a folder")
    }
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { throw FileError(path: folder, reason: "there is no such folder") }
    guard access(folder, W_OK) == 0 else {
      throw FileError(path: folder, reason: "the folder cannot be written to")
    }
    // The name ends as the target does: writers that go by the ending do the same for both.
    let unique = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    staging =
      folder + "/\(Self.stagingPrefix)\(unique)-" + Self.nameEnd(of: url.lastPathComponent)
  }

  /// The end of a target's name that its hidden name ends with: all of it, unless the hidden name would then be longer
  /// than file systems allow.
  static func nameEnd(of name: String) -> String {
    // 255 bytes, less the prefix, a number of 64 bits in base 36, and a hyphen.
    let room = 255 - stagingPrefix.utf8.count - 13 - 1
    var end = name.unicodeScalars[...]
    while end.count > room || String(end).utf8.count > room { end = end.dropFirst() }
    return String(end)
  }

  /// The name that a file under a hidden name is to have once it is whole; `nil` for any other file.
  static func finalName(ofStaging name: Substring) -> Substring? {
    guard name.hasPrefix(stagingPrefix) else { return nil }
    let rest = name.dropFirst(stagingPrefix.count)
    guard let end = rest.firstIndex(of: "-"), end > rest.startIndex,
      UInt64(rest[..<end], radix: 36) != nil
    else { return nil }
    return rest[rest.index(after: end)...]
  }

  /// Makes the file under its hidden name, empty and this program's own, for a writer that opens it by its name.
  ///
  /// - Throws: ``FileError`` where it cannot be made.
  public func makeStaging() throws(FileError) { close(try openStaging()) }

  private func openStaging() throws(FileError) -> CInt {
    let descriptor = open(
      staging, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: target, reason: FileError.words(errno)) }
    return descriptor
  }

  /// Puts the file in place, over any that is there.
  ///
  /// - Throws: ``FileError`` where the rename fails; the target is then as it was.
  public consuming func finish() throws(FileError) {
    keepAttributes()
    guard rename(staging, target) == 0 else {
      throw FileError(path: target, reason: FileError.words(errno))
    }
    isSettled = true
  }

  /// Gives the new file the mode and, where that is allowed, the owner of the regular file that it replaces.
  private func keepAttributes() {
    guard let replaced = FileStatus(named: target), replaced.isRegular,
      let new = FileStatus(named: staging)?.facts
    else { return }
    let old = replaced.facts
    if old.st_uid != new.st_uid || old.st_gid != new.st_gid {
      _ = lchown(staging, old.st_uid, old.st_gid)
    }
    // Only root can keep another's file theirs; nobody hands the right to run as another on.
    let mode = old.st_mode & 0o777
    if mode != new.st_mode & 0o777 { chmod(staging, mode) }
  }

  deinit { if !isSettled { unlink(staging) } }

  /// Writes `bytes` to `target`, whole or not at all.
  ///
  /// - Throws: ``FileError`` naming the file and why, such as a full disk.
  public static func write(_ bytes: [UInt8], to target: String) throws(FileError) {
    try write(bytes, into: try WholeFile(at: target))
  }

  /// Writes `bytes` to a file whose place is chosen.
  static func write(_ bytes: [UInt8], into file: consuming WholeFile) throws(FileError) {
    let target = file.target
    let descriptor = try file.openStaging()
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failure = count == 0 ? ENOSPC : errno
          break
        }
        done += count
      }
    }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else { throw FileError(path: target, reason: FileError.words(failure)) }
    try file.finish()
  }
}

/// Why a file could not be read or written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What is wrong with it, in words.
  public let reason: String

  /// Makes an error.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The path and the reason.
  public var description: String { "\(path): \(reason)" }

  /// The system's words for an error number.
  static func words(_ number: Int32) -> String {
    number == ENOSPC ? "the disk is full" : String(cString: strerror(number)).lowercased()
  }
}
