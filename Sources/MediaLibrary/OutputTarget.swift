import Foundation
import HTTPTransport

/// What a name leads to that a result is to be written to.
public enum OutputTarget: Sendable {
  /// A regular file, or none yet, at the end of all links.
  case file(String)
  /// Something that is written into.
  case stream(OutputStream)

  /// As many links as Linux follows in one path.
  private static let mostLinks = 40

  /// Follows the links of a path that the user gave.
  ///
  /// Links to an open file of a process, as `/dev/stdout` is one, are not followed to the file's name: what is written
  /// belongs at the place that the open file has reached.
  ///
  /// - Throws: ``FileError`` for a folder, a socket, or links that lead nowhere.
  public init(_ path: String) throws(FileError) {
    var end = path
    for _ in 0...Self.mostLinks {
      switch FileStatus(named: end)?.kind {
      case nil, .regular:
        self = .file(end)
        return
      case .folder: throw FileError(path: path, reason: "is a folder")
      case .socket:
        throw FileError(path: path, reason: "is a socket, which cannot be written to by its name")
      case .link:
        let folder = Self.folder(of: end)
        if let stream = OutputStream(openFile: end, in: folder) {
          self = .stream(stream)
          return
        }
        guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: end) else {
          throw FileError(path: path, reason: "the link cannot be read")
        }
        end = next.hasPrefix("/") ? next : folder + "/" + next
      case .pipe, .device:
        self = .stream(OutputStream(named: path))
        return
      }
    }
    throw FileError(path: path, reason: FileError.words(ELOOP))
  }

  /// The regular file that a path leads to, for what cannot be written into anything else.
  ///
  /// - Throws: ``FileError`` for what is not a regular file.
  public static func file(at path: String) throws(FileError) -> String {
    guard case .file(let end) = try OutputTarget(path) else {
      throw FileError(path: path, reason: "is not a regular file")
    }
    return end
  }

  /// Refuses a link, and all else that is not a regular file, under a name that the user did not give.
  ///
  /// A folder that comes from elsewhere may have a link where this program would write of itself; only the user says
  /// that a result goes elsewhere.
  ///
  /// - Throws: ``FileError``.
  public static func refuseUnnamed(_ path: String) throws(FileError) {
    guard let kind = FileStatus(named: path)?.kind, kind != .regular else { return }
    throw FileError(
      path: path, reason: kind == .link ? "is a link to another place" : "is not a regular file")
  }

  private static func folder(of path: String) -> String {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }
}
