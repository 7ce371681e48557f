import ArgumentParser
import Foundation
import MediaLibrary

/// The names that finished videos may have.
enum MovieName {
  /// Refuses a name that does not end in `.mp4`, unless it is of a device or a pipe, which has its own.
  static func check(_ path: String?) throws {
    guard let path, !path.lowercased().hasSuffix(".mp4") else { return }
    if case .stream = try? OutputTarget(path) { return }
    throw ValidationError("-o names an MP4, and \(path) does not end in .mp4")
  }

  /// Refuses a link, and what is not a regular file, under a name that the user did not give.
  static func refuseUnnamed(_ path: String) throws {
    do throws(FileError) {
      try OutputTarget.refuseUnnamed(path)
    } catch {
      throw CommandFailure(error, advice: "name the file to write with -o")
    }
  }

  /// The absolute path at which a download appears, at the end of all links.
  ///
  /// - Throws: ``CommandFailure`` for what is not a regular file: a download is continued after a crash, and what has been
  ///   written into a pipe cannot be.
  static func destination(_ path: String, isNamed: Bool) throws -> String {
    if !isNamed { try refuseUnnamed(path) }
    do throws(FileError) {
      return URL(fileURLWithPath: try OutputTarget.file(at: path)).standardizedFileURL.path
    } catch {
      throw CommandFailure(
        error, advice: "the service's video is fetched into a regular file; name one with -o")
    }
  }
}
