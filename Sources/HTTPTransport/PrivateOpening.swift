import Foundation

/// Looks at and opens the files that a download keeps beside its destination, in a folder that others may have filled.
///
/// None is opened through a link, and none is used that is a pipe, a device, another user's file or one with a second
/// name: writing to it would change a file that nobody named.
enum PrivateOpening {
  /// No validator is longer, in bytes.
  private static let longest = 4096

  /// Whether an open file is this user's and has no second name, under which it is another's.
  static func isOurs(_ descriptor: CInt) -> Bool {
    guard let facts = FileStatus(of: descriptor)?.facts else { return false }
    return facts.st_uid == geteuid() && facts.st_nlink <= 1
  }

  /// The text of a short file of our own; `nil` if there is none.
  static func text(at path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard FileStatus(of: descriptor)?.isRegular == true else { return nil }
    var bytes = [UInt8](repeating: 0, count: longest)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return nil }
    return String(validating: bytes[..<count], as: UTF8.self)
  }

  /// Writes a short file; a file of that name must be gone.
  static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    let bytes = Array(text.utf8)
    let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    return close(descriptor) == 0 && count == bytes.count
  }

  /// Gives an open file the mode and, where that is allowed, the owner of the regular file that it is to replace.
  static func keepAttributes(of path: String, on descriptor: CInt) {
    guard let old = FileStatus(named: path), old.isRegular else { return }
    _ = fchown(descriptor, old.facts.st_uid, old.facts.st_gid)
    fchmod(descriptor, old.facts.st_mode & 0o777)
  }
}
