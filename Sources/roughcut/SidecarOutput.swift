import DraftModel
import Foundation
import HTTPTransport
import MediaLibrary

/// The output that a sidecar of conflicts names, which may be written only where the merge that made the sidecar wrote.
///
/// That is a draft in the sidecar's own folder or below it, or in the working tree of the sidecar's repository; any other
/// file is for the user to name.
struct SidecarOutput {
  /// The sidecar.
  let sidecar: InputFile

  /// The output that is named, if it may be written.
  ///
  /// - Parameter name: A path, relative to the sidecar's folder; `-` for standard output.
  /// - Throws: ``CommandFailure`` for a file elsewhere, or one that is there and is not a draft.
  func checked(_ name: String, _ keys: KeyTable) throws -> String {
    guard name != "-" else { return name }
    let path = name.hasPrefix("/") ? name : sidecar.folder + "/" + name
    guard let end = end(of: path), isWithinReach(end.folder) else {
      throw refusal(name, "is not in the sidecar's folder or its working tree")
    }
    switch FileStatus(named: end.file)?.kind {
    case nil: break
    case .regular:
      // Both the merged draft with its conflicts and a side of the merge are drafts.
      guard (try? InputFile(literal: end.file).draft(keys, onlyRegular: true)) != nil else {
        throw refusal(name, "is not a draft")
      }
    default: throw refusal(name, "is not a regular file")
    }
    return name
  }

  /// The file at the end of all links, and its folder; `nil` if there is no such folder.
  private func end(of path: String) -> (file: String, folder: RealPath)? {
    guard let file = try? OutputTarget.file(at: path),
      let folder = RealPath(URL(fileURLWithPath: file).deletingLastPathComponent().path)
    else { return nil }
    return (file, folder)
  }

  private func isWithinReach(_ folder: RealPath) -> Bool {
    guard let own = RealPath(sidecar.folder) else { return false }
    // Never into a repository's own folder, in which files are settings and programs.
    guard !folder.path.split(separator: "/").contains(where: { $0.lowercased() == ".git" }) else {
      return false
    }
    if folder.isInside(own) { return true }
    var repository = GitRepository(folder: own.path)
    let current = GitRepository(folder: FileManager.default.currentDirectoryPath)
    // A sidecar that had no place beside the draft belongs to the working tree of the repository that it is in.
    if let conflicts = try? current.gitPath(GitSidecar.folderInRepository),
      RealPath(conflicts) == own
    {
      repository = current
    }
    guard let top = try? repository.top(), let tree = RealPath(top) else { return false }
    return folder.isInside(tree)
  }

  private func refusal(_ name: String, _ reason: String) -> CommandFailure {
    CommandFailure(
      "\(sidecar.name): the sidecar names the output \(name), which \(reason); name the file to write with -o"
    )
  }
}
