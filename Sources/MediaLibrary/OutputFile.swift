import Foundation

/// The file for a result under a name that the user gave, whatever has that name now.
///
/// A regular file is replaced whole or not at all, at the end of all links that lead to it, and keeps its mode. What is
/// not a regular file (a device, a pipe, a link to standard output) stays what it is, and the result is written into it.
public struct OutputFile: ~Copyable {
  /// The name as the user gave it.
  public let path: String
  private let place: Place

  private enum Place: ~Copyable {
    case file(WholeFile)
    case stream(OutputStream, ScratchFolder)
  }

  /// Finds out where a result is to go; nothing is opened yet.
  ///
  /// - Throws: ``FileError`` for a folder, a socket, or a place that cannot be written to.
  public init(at path: String) throws(FileError) {
    self.path = path
    switch try OutputTarget(path) {
    case .file(let end): place = .file(try WholeFile(at: end))
    case .stream(let stream): place = .stream(stream, try ScratchFolder())
    }
  }

  /// Where the result is built by a writer that needs a file of its own, to seek in; the name ends as the path does.
  public var staging: String {
    switch place {
    case .file(let file): file.staging
    case .stream(_, let folder):
      folder.path + "/" + (path.split(separator: "/").last.map(String.init) ?? "output")
    }
  }

  /// Makes the file at ``staging``, empty and this program's own.
  ///
  /// - Throws: ``FileError`` where it cannot be made.
  public func makeStaging() throws(FileError) {
    switch place {
    case .file(let file): try file.makeStaging()
    case .stream: break
    }
  }

  /// Removes what writers of this file that were killed have left beside it.
  public func removeLeftovers() {
    switch place {
    case .file(let file): WholeFile.removeLeftovers(of: file.target)
    case .stream: break
    }
  }

  /// Puts what was built at ``staging`` in place.
  ///
  /// - Throws: ``FileError`` where that fails; a regular file is then as it was.
  public consuming func finish() throws(FileError) {
    let staging = staging
    switch consume place {
    case .file(let file): try file.finish()
    case .stream(let stream, let folder):
      try stream.copy(from: staging)
      withExtendedLifetime(folder) {}
    }
  }

  /// Writes `bytes` to the file that `path` names, or into what is not a regular file.
  ///
  /// - Throws: ``FileError`` naming the file and why, such as a full disk.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    switch try OutputTarget(path) {
    case .file(let end): try WholeFile.write(bytes, into: try WholeFile(at: end))
    case .stream(let stream): try stream.write(bytes)
    }
  }
}
