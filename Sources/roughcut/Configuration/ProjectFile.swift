import Foundation
import MediaLibrary

/// The search for a project's own configuration, and whether what is found may be read.
///
/// A `.roughcut.yml` is a stranger's: it comes with a checkout or lies in a folder that others write to. It is read as git
/// reads a repository's settings: if it is a regular file that belongs to the user or to root, below the user's home or in
/// a repository that does.
struct ProjectFile {
  /// The file's name.
  static let name = ".roughcut.yml"

  /// The nearest file that may be read; `nil` if there is none.
  private(set) var path: String?
  /// The files that were met first and may not be read.
  private(set) var refused: [IgnoredSetting] = []

  /// No configuration file is longer, in bytes.
  private static let longest = 1 << 20

  /// Looks in a folder and above it.
  init(from folder: String, home: String) {
    guard let start = RealPath(folder) else { return }
    let places = Self.ancestors(of: start)
    let top = places.last { Self.isRepository($0) }.flatMap { RealPath($0) }
    let bounds = [RealPath(home), top].compactMap { $0 }
    for place in places.reversed() {
      let file = place == "/" ? "/" + Self.name : place + "/" + Self.name
      var facts = stat()
      guard lstat(file, &facts) == 0 else { continue }
      let isBounded = RealPath(file).map { real in bounds.contains { real.isInside($0) } } ?? false
      if !isBounded {
        refused.append(
          IgnoredSetting(
            file: file, setting: nil,
            reason: "it is neither below your home folder nor in a repository of yours"))
        continue
      }
      do throws(FileError) {
        _ = try Self.read(file)
        path = file
        return
      } catch {
        refused.append(IgnoredSetting(file: file, setting: nil, reason: error.reason))
      }
    }
  }

  /// The text of a project's file.
  ///
  /// - Throws: `FileError` if it may not be read.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let real = RealPath(path) else {
      throw FileError(path: path, reason: "it is a link that leads nowhere")
    }
    return try WholeFile.readRegular(real.path, limit: longest, followsLinks: false) {
      ForeignOwner.reason($0)
    }
  }

  /// A folder and those above it, the topmost first.
  private static func ancestors(of folder: RealPath) -> [String] {
    var places = ["/"]
    var place = ""
    for component in folder.path.split(separator: "/") {
      place += "/" + component
      places.append(place)
    }
    return places
  }

  /// Whether a folder is the top of a repository that belongs to the user.
  private static func isRepository(_ folder: String) -> Bool {
    var facts = stat()
    guard lstat(folder + "/.git", &facts) == 0 else { return false }
    return ForeignOwner.reason(facts) == nil
  }
}
