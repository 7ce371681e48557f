import DraftModel
import Foundation

/// One call of git's merge driver: three temporary files, one of which becomes the result, and the path in the tree.
struct GitMergeDriver {
  let base: InputFile
  let ours: InputFile
  let theirs: InputFile
  /// The file for the result; git gives that of ours.
  let output: String
  /// The path in the tree.
  let path: String
  let settlement: MergeSettlement
  let keys: KeyTable

  /// Merges as drafts if all three are drafts, and line by line, as git does by itself, otherwise.
  ///
  /// - Returns: 0 for git's "merged", 1 for "conflicts are left".
  func run(on console: Console) throws -> ExitStatus {
    let sidecar = try GitSidecar(
      in: GitRepository(folder: FileManager.default.currentDirectoryPath))
    try sidecar?.removeStale()
    var job: MergeJob
    do {
      job = try MergeJob(
        drafts: [base, ours, theirs], output: output, path: path,
        sidecar: sidecar.map { sidecar in .file { try sidecar.file(for: path) } }
          ?? .file { path + GitSidecar.ending }, keys: keys)
      try job.readDrafts()
    } catch let failure as CommandFailure {
      console.complain("\(failure)")
      return try mergeLines(on: console)
    }
    job.settlement = settlement
    return try job.run(on: console).isClean ? .clean : .somethingToSee
  }

  private func mergeLines(on console: Console) throws -> ExitStatus {
    guard output == ours.path else { return .somethingToSee }
    let repository = GitRepository(folder: FileManager.default.currentDirectoryPath)
    switch try repository.mergeLines(base: base.path, ours: ours.path, theirs: theirs.path) {
    case true?:
      console.note("\(path): merged line by line, because not all versions are drafts")
      return .clean
    case false?:
      console.note(
        "\(path): conflicts are marked line by line, because not all versions are drafts")
      return .somethingToSee
    case nil: return .somethingToSee
    }
  }
}
