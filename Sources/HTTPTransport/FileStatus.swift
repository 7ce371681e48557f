package import Foundation

/// What the system states of a file: its kind, its length, and whose it is.
package struct FileStatus: Sendable {
  /// The kinds of file.
  package enum Kind: Hashable, Sendable {
    case regular
    case folder
    case link
    case pipe
    case socket
    /// A block or a character device.
    case device
  }

  /// The system's own record.
  package let facts: stat

  /// The file that is open; `nil`, with `errno` set, if there is none.
  package init?(of descriptor: CInt) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return nil }
    self.facts = facts
  }

  /// The file that a path leads to, links followed; `nil`, with `errno` set, if it leads to none.
  package init?(at path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.facts = facts
  }

  /// The file that has a name, which may be a link; `nil`, with `errno` set, if nothing has it.
  package init?(named path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return nil }
    self.facts = facts
  }

  /// The file's kind.
  package var kind: Kind {
    switch facts.st_mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .folder
    case S_IFLNK: .link
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }

  /// Whether the file is a regular one, and so no link, pipe, device or folder.
  package var isRegular: Bool { kind == .regular }

  /// The length of a regular file, in bytes.
  package var size: Int64 { Int64(facts.st_size) }

  /// Which file it is, whatever it is called.
  package var identity: FileIdentity { FileIdentity(self) }
}
