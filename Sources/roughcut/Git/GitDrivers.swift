import Foundation
import MediaLibrary

/// What makes git compare and merge drafts: lines of `.gitattributes`, and settings of one repository.
struct GitDrivers {
  /// The file that says which files are drafts.
  let attributesFile: String
  private let repository: GitRepository

  /// The patterns where nobody gave any.
  private static let usual = ["draft.json", "*.draft.json"]
  private static let sections = ["diff.roughcut", "merge.roughcut", "difftool.roughcut"]

  /// The drivers of the repository that a folder is in.
  ///
  /// - Throws: ``CommandFailure`` where it is in none.
  init(in folder: String) throws {
    let top = try GitRepository(folder: folder).top()
    repository = GitRepository(folder: top)
    attributesFile = top + "/.gitattributes"
  }

  /// Installs the drivers for files of these patterns, else for those that are there, else for the usual ones.
  ///
  /// - Returns: The patterns, as the file has them.
  func install(for wanted: [String]) throws -> [String] {
    let attributes = try attributes()
    let given = wanted.isEmpty ? [] : wanted.compactMap(GitAttributes.quoted)
    let patterns =
      given.isEmpty ? attributes.patterns.isEmpty ? Self.usual : attributes.patterns : given
    try write(attributes.bytes(naming: patterns))
    for (name, value) in Self.settings where try repository.setting(name) != value {
      try repository.set(name, to: value)
    }
    try GitSidecar.ignore(in: repository)
    return patterns
  }

  /// Takes lines and settings away; what else is in the file stays.
  func remove() throws {
    if FileManager.default.fileExists(atPath: attributesFile) {
      let rest = try attributes().bytes(naming: [])
      if rest.isEmpty {
        try? FileManager.default.removeItem(atPath: attributesFile)
      } else {
        try write(rest)
      }
    }
    for section in Self.sections { try repository.removeSection(section) }
    try GitSidecar.stopIgnoring(in: repository)
  }

  private static var settings: [(String, String)] {
    let program = quoted(Bundle.main.executablePath ?? "roughcut")
    return [
      // Git appends paths as they are, so that one may begin with a hyphen: "--" ends the options.
      ("diff.roughcut.command", "\(program) diff --"),
      ("diff.roughcut.textconv", "\(program) git-text --"),
      ("merge.roughcut.name", "timelines, merged by roughcut"),
      ("merge.roughcut.driver", "\(program) merge -o %A --path=%P -- %O %A %B"),
      // Ancestors that git merges among themselves have no version that a sidecar could name.
      ("merge.roughcut.recursive", "binary"),
      ("difftool.roughcut.cmd", "\(program) diff -- \"$MERGED\" \"$LOCAL\" . . \"$REMOTE\" . ."),
    ]
  }

  /// A path as one word of a shell's.
  private static func quoted(_ path: String) -> String {
    "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  private func attributes() throws -> GitAttributes {
    guard FileManager.default.fileExists(atPath: attributesFile) else { return GitAttributes([]) }
    do throws(FileError) {
      return GitAttributes(try WholeFile.readRegular(attributesFile, limit: 1 << 20))
    } catch {
      throw CommandFailure(error, advice: "make it readable")
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    do throws(FileError) {
      try WholeFile.write(bytes, to: attributesFile)
    } catch {
      throw CommandFailure(error, advice: "make it writable")
    }
  }
}
