import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import MediaLibrary

/// Where the conflicts of merges that git runs are marked.
///
/// Git merges before it writes the working tree, sometimes without one ("git merge-tree"), and gives up merges without
/// asking a driver. So a sidecar is written only while git holds the lock of its index, which it does exactly for merges
/// that end in the working tree; git is told to ignore sidecars; and those of merges that are over are removed when the
/// next merge begins.
struct GitSidecar {
  /// The ending of a sidecar's name.
  static let ending = ".conflicts.json"
  /// The folder, in the repository's own, of sidecars that had no place beside the draft.
  static let folderInRepository = "roughcut/conflicts"

  private let repository: GitRepository
  /// The file that lists the sidecars of this repository.
  private let list: String
  /// An identifier of this merge; `nil` if git merges without a working tree.
  private let merge: String?

  /// Finds out how git is merging; `nil` if the folder is not in a repository.
  ///
  /// - Throws: ``CommandFailure`` if git cannot be run.
  init?(in repository: GitRepository) throws {
    self.repository = repository
    guard let index = try repository.gitPath("index"),
      let list = try repository.gitPath("roughcut/sidecars")
    else { return nil }
    self.list = list
    merge = FileStatus(named: index + ".lock").map { status in
      "\(status.facts.st_ino).\(status.facts.st_ctim.tv_sec).\(status.facts.st_ctim.tv_nsec)"
    }
  }

  /// The file for the conflicts of a path, in a folder that exists; `nil` if git merges without a working tree.
  ///
  /// It is beside the draft, unless something is in the way there (a link, or a file at the path of a folder): then it is
  /// in the repository's own folder.
  ///
  /// - Throws: ``CommandFailure`` if no folder can be made.
  func file(for path: String) throws -> String? {
    guard let merge else { return nil }
    let file = try fileBeside(path) ?? fileInRepository(path)
    try write(entries() + [Entry(merge: merge, path: path, file: file)])
    return file
  }

  /// Removes the sidecars of merges that were settled or given up.
  ///
  /// - Throws: ``CommandFailure`` if the list cannot be written.
  func removeStale() throws {
    guard merge != nil else { return }
    let all = entries()
    guard !all.isEmpty else { return }
    let open = try repository.unmergedPaths()
    let current = all.filter { $0.merge == merge || open.contains($0.path) }
    for entry in all where !current.contains(entry) { Self.remove(entry.file) }
    if current != all { try write(current) }
  }

  /// Removes a sidecar, and no other kind of file.
  static func remove(_ file: String) {
    guard isRegular(file) == true, let bytes = try? WholeFile.read(file, limit: longestSidecar),
      let value = try? JSONDocument(parsing: bytes).root.value,
      value["schema"] == .string(DraftMerge.sidecarSchema)
    else { return }
    unlink(file)
  }

  private func fileBeside(_ path: String) throws -> String? {
    var folder = try repository.top()
    let names = path.split(separator: "/").map(String.init)
    for name in names.dropLast() {
      folder += "/" + name
      if let kind = FileStatus(named: folder)?.kind {
        guard kind == .folder else { return nil }
      } else if mkdir(folder, 0o777) != 0 {
        return nil
      }
    }
    guard let name = names.last else { return nil }
    let file = "\(folder)/\(name)\(Self.ending)"
    return Self.isRegular(file) == false ? nil : file
  }

  private func fileInRepository(_ path: String) throws -> String {
    guard let folder = try repository.gitPath(Self.folderInRepository) else {
      throw CommandFailure("\(repository.folder) is not in a git repository")
    }
    try Self.makeFolder(folder)
    let name = Entry.encoded(path, escaping: ["%", "/"])
    return "\(folder)/\(name)\(Self.ending)"
  }

  /// Whether a path is a regular file; `nil` if it is not there.
  private static func isRegular(_ path: String) -> Bool? {
    FileStatus(named: path)?.isRegular
  }

  private static func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("\(folder): the folder cannot be made; make it writable")
    }
  }
}

extension GitSidecar {
  /// One line of the list.
  private struct Entry: Hashable {
    /// The merge that wrote the sidecar.
    let merge: String
    /// The draft's path in the tree.
    let path: String
    /// The sidecar.
    let file: String

    /// Text with some scalars, and those that end lines and fields, written as `%XX`.
    static func encoded(_ text: String, escaping scalars: Set<Unicode.Scalar>) -> String {
      text.unicodeScalars.map { scalar in
        guard scalars.contains(scalar) || scalar.value < 0x20 else { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "%" + (digits.count < 2 ? "0" : "") + digits
      }.joined()
    }

    var line: String {
      [merge, path, file].map { Self.encoded($0, escaping: ["%"]) }.joined(separator: "\t") + "\n"
    }
  }

  private static let longestSidecar = 1 << 28
  private static let longestList = 1 << 22

  private func entries() -> [Entry] {
    guard let bytes = try? WholeFile.read(list, limit: Self.longestList) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").compactMap { $0.removingPercentEncoding }
      return fields.count == 3 ? Entry(merge: fields[0], path: fields[1], file: fields[2]) : nil
    }
  }

  private func write(_ entries: [Entry]) throws {
    try Self.makeFolder(URL(fileURLWithPath: list).deletingLastPathComponent().path)
    do throws(FileError) {
      try WholeFile.write(Array(entries.map(\.line).joined().utf8), to: list)
    } catch {
      throw CommandFailure(error, advice: "make it writable")
    }
  }
}

extension GitSidecar {
  private static let ignored = ["*\(ending)"]

  /// Makes git ignore sidecars, so that "git add" of a whole folder leaves them out.
  static func ignore(in repository: GitRepository) throws {
    try setIgnored(ignored, in: repository)
  }

  /// Takes our lines away again.
  static func stopIgnoring(in repository: GitRepository) throws {
    try setIgnored([], in: repository)
  }

  /// Changes our lines in the repository's own list of ignored files.
  private static func setIgnored(_ patterns: [String], in repository: GitRepository) throws {
    guard let file = try repository.gitPath("info/exclude") else { return }
    do throws(FileError) {
      let isThere = FileStatus(named: file) != nil
      let lines = try MarkedLines(
        isThere ? WholeFile.readRegular(file, limit: longestList) : [],
        after: "# roughcut: the sidecars in which conflicts are marked", isOurs: ignored.contains)
      guard lines.ours != patterns else { return }
      if !isThere { try? makeFolder(URL(fileURLWithPath: file).deletingLastPathComponent().path) }
      try WholeFile.write(lines.bytes(with: patterns), to: file)
    } catch {
      throw CommandFailure(error, advice: "make it a file that can be read and written")
    }
  }
}
