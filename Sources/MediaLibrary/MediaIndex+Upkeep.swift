import Foundation
import RenderPlanning

extension MediaIndex {
  /// How an entry stands to the file it tells of.
  enum Standing {
    /// It says what is so.
    case sound
    /// The file is gone or has changed; the entry is never used again.
    case outdated
    /// It is no entry, or lies.
    case broken(reason: String)
  }

  /// Reads every entry, and every file that one tells of.
  func check(
    removing removes: Bool, progress: (_ done: Int, _ total: Int) -> Void
  ) throws -> CacheCheck {
    var check = CacheCheck(kind: .facts)
    let files = entryFiles
    for (index, file) in files.enumerated() {
      try Task.checkCancellation()
      if case .broken(let reason) = standing(of: file, readsContent: true) {
        check.note(file, reason, removing: removes)
      }
      check.checked += 1
      progress(index + 1, files.count)
    }
    return check
  }

  /// Forgets what is outdated or broken; sound entries are small, and stay.
  func forgetOutdated(removes: Bool) -> CacheFolder.Trimming {
    var result = CacheFolder.Trimming()
    for file in entryFiles {
      if case .sound = standing(of: file, readsContent: false) {
        result.count(kept: file)
      } else if !removes || unlink(file.path) == 0 {
        result.count(removed: file)
      }
    }
    return result
  }

  private var entryFiles: [CacheFolder.File] {
    folder.map { CacheFolder(path: $0).files.sorted { $0.path < $1.path } } ?? []
  }

  /// - Parameter readsContent: Whether the file that the entry tells of is read whole too.
  private func standing(of file: CacheFolder.File, readsContent: Bool) -> Standing {
    guard let entry = Self.entry(at: file.path) else {
      // Gone meanwhile is not broken.
      return access(file.path, F_OK) == 0
        ? .broken(reason: "it cannot be read as facts") : .outdated
    }
    guard place(of: entry.path) == file.path else {
      return .broken(reason: "its name is not that of \(entry.path)")
    }
    guard let stamp = try? Stamp(of: entry.path), stamp == entry.stamp else { return .outdated }
    guard readsContent else { return .sound }
    do throws(FileError) {
      let hash = try ContentHash(ofFile: entry.path)
      guard hash.hex != entry.hash else { return .sound }
      return .broken(reason: "\(entry.path) has another content than it says")
    } catch {
      return .outdated
    }
  }
}

extension MediaShelf {
  /// Checks what a cache remembers of media files against the files, each read whole.
  ///
  /// - Parameters:
  ///   - cache: The cache's folder.
  ///   - removes: Whether to remove what is broken.
  ///   - progress: Called after each file.
  /// - Throws: `CancellationError` when cancelled.
  public static func checkFacts(
    in cache: String, removing removes: Bool,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CacheCheck {
    try MediaIndex(folder: CacheKind.facts.folder(in: cache))
      .check(removing: removes, progress: progress)
  }

  /// Forgets what a cache remembers of files that are gone or have changed.
  ///
  /// - Parameter removes: Whether to forget at all, or only to say what would be.
  public static func forgetOutdatedFacts(
    in cache: String, removes: Bool = true
  ) -> CacheFolder.Trimming {
    MediaIndex(folder: CacheKind.facts.folder(in: cache)).forgetOutdated(removes: removes)
  }
}
