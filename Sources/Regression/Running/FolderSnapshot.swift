import DraftModel
import Foundation
import MediaLibrary
import RenderPlanning

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
  /// What is in files that were changed just before the look: another change in the same tick of the file system's
  /// clock would leave no other trace.
  private var contents: [ExactText: ContentHash] = [:]
  private let folder: String
  private let others: [String]

  /// No case has more files.
  private static let mostFiles = 10_000

  /// Notes the facts of files, and not what is in any of them.
  private init(factsOf folder: String, and others: [String]) {
    self.folder = folder
    self.others = others
    let below = FileManager.default.enumerator(atPath: folder)
    while facts.count < Self.mostFiles, let name = below?.nextObject() as? String {
      facts[ExactText(name)] = Self.facts(of: path(of: name))
    }
    for name in others { facts[ExactText(name)] = Self.facts(of: path(of: name)) }
  }

  /// Looks at a folder, all that is below it, and files elsewhere by their paths from it.
  init(of folder: String, and others: [String] = []) {
    self.init(factsOf: folder, and: others)
    let now = FileStamp.now
    for (name, facts) in facts where facts.kind & UInt32(S_IFMT) == UInt32(S_IFREG) {
      if let stamp = try? FileStamp(of: path(of: name.text)), !stamp.isSettled(at: now) {
        contents[name] = try? ContentHash(ofFile: path(of: name.text))
      }
    }
  }

  private func path(of name: String) -> String {
    name.hasPrefix("/") ? name : folder + "/" + name
  }

  /// What has happened since: `created leak.txt`, in order of name.
  func changesSince() -> [String] {
    let now = FolderSnapshot(factsOf: folder, and: others).facts
    return Set(facts.keys).union(now.keys).sorted().compactMap { name in
      switch (facts[name], now[name]) {
      case (nil, _): "created \(name)"
      case (_, nil): "removed \(name)"
      case (let before?, let after?) where before != after: "changed \(name)"
      case (_?, _?) where !holdsSameContent(name): "changed \(name)"
      default: nil
      }
    }
  }

  private func holdsSameContent(_ name: ExactText) -> Bool {
    guard let content = contents[name] else { return true }
    return (try? ContentHash(ofFile: path(of: name.text))) == content
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
