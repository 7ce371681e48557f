import Foundation

/// The cases in a folder, found by their `case.yml`.
public struct CaseTree: Sendable {
  /// A case that was found; whether it can be read shows when it is run.
  public struct Entry: Hashable, Sendable {
    /// The folder's path from the tree's folder on; its own name for a tree that is one case.
    public let name: String
    /// The folder's path.
    public let folder: String
  }

  /// The cases in order of name.
  public let entries: [Entry]

  /// Folders are not searched deeper than this.
  private static let deepest = 32

  /// Finds the cases in a folder and below it.
  ///
  /// What lies below a case belongs to it and is not searched, and neither are hidden folders and symbolic links.
  ///
  /// - Throws: ``CaseError`` for a folder that cannot be read.
  public init(in folder: String) throws(CaseError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw CaseError(
        reason: .unreadable("there is no such folder"), place: FilePlace(file: folder))
    }
    if Self.isCase(folder) {
      let name = URL(filePath: folder).standardizedFileURL.lastPathComponent
      entries = [Entry(name: name, folder: folder)]
      return
    }
    var entries: [Entry] = []
    try Self.search(folder, name: "", depth: Self.deepest, into: &entries)
    self.entries = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The cases whose name holds one of these words; all where there is none.
  public func entries(named words: [String]) -> [Entry] {
    guard !words.isEmpty else { return entries }
    return entries.filter { entry in words.contains { entry.name.contains($0) } }
  }

  private static func isCase(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + RegressionCase.fileName)
  }

  private static func search(
    _ folder: String, name: String, depth: Int, into entries: inout [Entry]
  ) throws(CaseError) {
    let children: [String]
    do {
      children = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw CaseError(
        reason: .unreadable("the folder cannot be read"), place: FilePlace(file: folder))
    }
    for child in children where !child.hasPrefix(".") {
      let path = folder + "/" + child
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { continue }
      let name = name.isEmpty ? child : name + "/" + child
      if isCase(path) {
        entries.append(Entry(name: name, folder: path))
      } else if depth > 0 {
        try search(path, name: name, depth: depth - 1, into: &entries)
      }
    }
  }
}
