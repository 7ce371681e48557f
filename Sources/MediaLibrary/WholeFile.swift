import Foundation

/// Writes files whole or not at all: beside the target under another name, then renamed into place.
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
    staging = folder + "/\(Self.stagingPrefix)\(unique)-" + url.lastPathComponent
  }

  /// Puts the file in place, over any that is there.
  ///
  /// - Throws: ``FileError`` where the rename fails; the target is then as it was.
  public consuming func finish() throws(FileError) {
    guard rename(staging, target) == 0 else {
      throw FileError(path: target, reason: FileError.words(errno))
    }
    isSettled = true
  }

  deinit { if !isSettled { unlink(staging) } }

  /// Writes `bytes` to `target`, whole or not at all.
  ///
  /// - Throws: ``FileError`` naming the file and why, such as a full disk.
  public static func write(_ bytes: [UInt8], to target: String) throws(FileError) {
    let file = try WholeFile(at: target)
    let descriptor = open(file.staging, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: target, reason: FileError.words(errno)) }
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
