import Foundation
import RenderPlanning

extension MediaIndex {
  /// How an entry stands to the file it tells of.
  private enum Standing {
    /// It says what is so.
    case sound
    /// The file is gone or has changed; the entry is never used again.
    case outdated
    /// It is no entry, or lies.
    case broken(reason: String)
  }

  /// What is wrong with an entry, the file that it tells of read whole.
  func fault(of entry: CacheFolder.Entry) -> String? {
    if case .broken(let reason) = standing(of: entry, readsContent: true) { reason } else { nil }
  }

  /// Forgets what is outdated or broken; sound entries are small, and stay.
  func forgetOutdated(removes: Bool) -> CacheFolder.Trimming {
    var result = CacheFolder.Trimming()
    for entry in folder.map({ CacheFolder(path: $0, kind: .facts).entries }) ?? [] {
      if case .sound = standing(of: entry, readsContent: false) {
        result.count(kept: entry)
      } else if !removes || unlink(entry.path) == 0 {
        result.count(removed: entry)
      }
    }
    return result
  }

  /// - Parameter readsContent: Whether the file that the entry tells of is read whole too.
  private func standing(of entry: CacheFolder.Entry, readsContent: Bool) -> Standing {
    guard let told = Self.entry(at: entry.path) else {
      // Gone meanwhile is not broken.
      return access(entry.path, F_OK) == 0
        ? .broken(reason: "it cannot be read as facts") : .outdated
    }
    guard place(of: told.path) == entry.path else {
      return .broken(reason: "its name is not that of \(told.path)")
    }
    guard let stamp = try? FileStamp(of: told.path), told.fits(told.path, stamp) else {
      return .outdated
    }
    guard readsContent else { return .sound }
    do throws(FileError) {
      let hash = try ContentHash(ofFile: told.path)
      guard hash.hex != told.hash else { return .sound }
      return .broken(reason: "\(told.path) has another content than it says")
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
  ///   - progress: Called after each entry.
  /// - Throws: `CancellationError` when cancelled.
  public static func checkFacts(
    in cache: String, removing removes: Bool,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CacheCheck {
    let folder = CacheKind.facts.folder(in: cache)
    let index = MediaIndex(folder: folder)
    return try CacheCheck(
      .facts, in: CacheFolder(path: folder, kind: .facts), removing: removes, progress: progress
    ) { index.fault(of: $0) }
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
