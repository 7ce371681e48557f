import Foundation

/// Which file something leads to, whatever it is called.
///
/// Whoever locks a file that others put in place elsewhere asks for it once the lock is had: what was opened may
/// have become another's finished file in the meantime.
package struct FileIdentity: Equatable {
  private let device: UInt64
  private let inode: UInt64

  private init(_ facts: stat) {
    device = UInt64(truncatingIfNeeded: facts.st_dev)
    inode = UInt64(facts.st_ino)
  }

  /// The file that is open; nil where none is.
  package init?(of descriptor: CInt) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return nil }
    self.init(facts)
  }

  /// The file that a path names now; nil where it names none.
  package init?(at path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.init(facts)
  }

  /// Whether the open file is the one that the path names now.
  package static func isOpen(_ descriptor: CInt, at path: String) -> Bool {
    guard let open = FileIdentity(of: descriptor) else { return false }
    return open == FileIdentity(at: path)
  }
}
