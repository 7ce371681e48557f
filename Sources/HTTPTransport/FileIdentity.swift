import Foundation

/// Which file something leads to, whatever it is called.
///
/// Whoever locks a file that others put in place elsewhere asks for it once the lock is had: what was opened may
/// have become another's finished file in the meantime.
package struct FileIdentity: Equatable {
  private let device: UInt64
  private let inode: UInt64

  init(_ status: FileStatus) {
    device = UInt64(truncatingIfNeeded: status.facts.st_dev)
    inode = UInt64(status.facts.st_ino)
  }

  /// The file that is open; nil where none is.
  package init?(of descriptor: CInt) {
    guard let status = FileStatus(of: descriptor) else { return nil }
    self.init(status)
  }

  /// The file that a path names now; nil where it names none.
  package init?(at path: String) {
    guard let status = FileStatus(at: path) else { return nil }
    self.init(status)
  }

  /// Whether the open file is the one that the path names now.
  package static func isOpen(_ descriptor: CInt, at path: String) -> Bool {
    guard let open = FileIdentity(of: descriptor) else { return false }
    return open == FileIdentity(at: path)
  }
}
