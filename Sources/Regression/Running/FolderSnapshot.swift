import DraftModel
import Foundation

/// What is in a folder at one moment, to see afterwards whether somebody wrote there.
struct FolderSnapshot {
  /// What the system knows of a file without opening it; the change time cannot be set back.
  private struct Facts: Hashable {
    let kind: UInt32
    let size: Int64
    let file: UInt64
    let changedSeconds: Int
    let changedNanoseconds: Int
  }

  private var facts: [ExactText: Facts] = [:]
  private let folder: String
  private let others: [String]

  /// No case has more files.
  private static let mostFiles = 10_000

  /// Looks at a folder, all that is below it, and files elsewhere by their paths from it.
  init(of folder: String, and others: [String] = []) {
    self.folder = folder
    self.others = others
    let below = FileManager.default.enumerator(atPath: folder)
    while facts.count < Self.mostFiles, let name = below?.nextObject() as? String {
      facts[ExactText(name)] = Self.facts(of: folder + "/" + name)
    }
    for name in others {
      facts[ExactText(name)] = Self.facts(of: name.hasPrefix("/") ? name : folder + "/" + name)
    }
  }

  /// What has happened since: `created leak.txt`, in order of name.
  func changesSince() -> [String] {
    let now = FolderSnapshot(of: folder, and: others).facts
    return Set(facts.keys).union(now.keys).sorted().compactMap { name in
      switch (facts[name], now[name]) {
      case (nil, _): "created \(name)"
      case (_, nil): "removed \(name)"
      case (let before?, let after?) where before != after: "changed \(name)"
      default: nil
      }
    }
  }

  private static func facts(of path: String) -> Facts? {
    var entry = stat()
    guard lstat(path, &entry) == 0 else { return nil }
    let kind = UInt32(entry.st_mode)
    // A folder changes when a file in it does, which is told of the file.
    guard entry.st_mode & S_IFMT != S_IFDIR else {
      return Facts(kind: kind, size: 0, file: 0, changedSeconds: 0, changedNanoseconds: 0)
    }
    #if os(Linux)
      let changed = entry.st_ctim
    #else
      let changed = entry.st_ctimespec
    #endif
    return Facts(
      kind: kind, size: Int64(entry.st_size), file: UInt64(entry.st_ino),
      changedSeconds: changed.tv_sec, changedNanoseconds: changed.tv_nsec)
  }
}
