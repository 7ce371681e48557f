import DraftModel
import Foundation
import JSONTree
import MediaLibrary

/// One merge: where its drafts are, where the merged one goes, and where its conflicts are marked.
struct MergeJob {
  /// Where conflicts are marked.
  enum Sidecar {
    /// Beside the output, if that is a file.
    case besideOutput
    /// In a file that is chosen if there are conflicts; `nil` if they are not to be marked.
    case file(() throws -> String?)
  }

  /// What is to become of conflicts.
  var settlement: MergeSettlement

  private let sources: MergeSources
  /// The folder that the names in the sources start from.
  private let folder: String
  /// The file's path in the working tree if git runs the merge.
  private let path: String?
  private let sidecar: Sidecar
  /// The sidecar that a person has filled in.
  private let resolving: InputFile?
  private let keys: KeyTable
  /// Base, ours and theirs, once they are read.
  private var drafts: [Draft] = []

  /// A merge of three drafts.
  ///
  /// - Parameters:
  ///   - drafts: Base, ours and theirs.
  ///   - output: The file to write; `nil` or `-` for standard output.
  ///   - path: The file's path in the working tree, where git holds its versions.
  init(
    drafts: [InputFile], output: String?, path: String?, sidecar: Sidecar, keys: KeyTable
  ) throws {
    self.keys = keys
    self.path = path
    self.sidecar = sidecar
    resolving = nil
    settlement = .open
    folder = FileManager.default.currentDirectoryPath
    sources = MergeSources(
      base: drafts[0].path, ours: drafts[1].path, theirs: drafts[2].path, output: output ?? "-")
  }

  /// A merge whose conflicts a person has settled in a sidecar.
  ///
  /// - Parameters:
  ///   - drafts: Base, ours and theirs; empty if the sidecar names them.
  ///   - output: The file to write; `nil` for the one that the sidecar names.
  ///   - sidecar: The file for conflicts that stay open; `nil` for the same sidecar.
  init(
    resolving: InputFile, drafts: [InputFile], output: String?, sidecar: String?, keys: KeyTable
  ) throws {
    self.keys = keys
    self.resolving = resolving
    path = nil
    self.sidecar = .file { sidecar ?? resolving.path }
    let value = try Self.value(of: resolving)
    do throws(MergeSidecarError) {
      settlement = try MergeSettlement(sidecar: value)
    } catch {
      throw CommandFailure("\(resolving.name): \(error)")
    }
    if drafts.count == 3 {
      folder = FileManager.default.currentDirectoryPath
      sources = MergeSources(
        base: drafts[0].path, ours: drafts[1].path, theirs: drafts[2].path, output: output ?? "-")
    } else if let named = MergeSources(sidecar: value) {
      folder = resolving.folder
      // A sidecar can come with a checkout: it describes the merge, and does not choose any file to be written.
      let place = SidecarOutput(sidecar: resolving)
      sources = MergeSources(
        base: named.base, ours: named.ours, theirs: named.theirs,
        output: try output.map { Self.absolute($0) } ?? place.checked(named.output, keys))
    } else {
      throw CommandFailure(
        "\(resolving.name): the sidecar does not name its drafts; give <base> <ours> <theirs>")
    }
  }

  /// The merged file's name for messages.
  private var name: String { path ?? (sources.output == "-" ? "<stdout>" : sources.output) }

  /// Reads the three drafts.
  ///
  /// - Throws: ``CommandFailure`` for one that cannot be read as a draft.
  mutating func readDrafts() throws {
    let base = try draft(sources.base, side: "base")
    drafts = [
      base, try draft(sources.ours, side: "ours"), try draft(sources.theirs, side: "theirs"),
    ]
  }

  /// Merges, writes the draft, reports what is open, and marks it.
  mutating func run(on console: Console) throws -> DraftMerge {
    if drafts.isEmpty { try readDrafts() }
    let merge: DraftMerge
    do throws(DraftPatchError) {
      merge = try DraftMerge(
        base: drafts[0], ours: drafts[1], theirs: drafts[2], settling: settlement)
    } catch {
      throw CommandFailure("\(name): \(error)")
    }
    // Git holds all three sides; elsewhere a side that is written over can be merged no more.
    let inputs = [sources.base, sources.ours, sources.theirs].map { place(of: $0) }
    let output = place(of: sources.output)
    if path == nil, !merge.isClean, output != "-",
      inputs.contains(where: { Self.isSame($0, output) })
    {
      throw CommandFailure(
        """
        \(name): \(lines: merge.text)
        what is to be settled would be lost with the side that -o names; name another file, or \
        settle it with --ours or --theirs
        """)
    }
    try DraftOutput.write(merge.markedDraft.bytes, to: output, on: console)
    console.note("\(name): \(lines: merge.text)")
    if merge.isClean {
      // Git's merge is settled, and its sidecar was this program's.
      if let resolving, GitVersion(sources.ours) != nil { GitSidecar.remove(resolving.path) }
    } else {
      try mark(merge, on: console)
    }
    return merge
  }

  private func mark(_ merge: DraftMerge, on console: Console) throws {
    let file: String? =
      switch sidecar {
      case .besideOutput: sources.output == "-" ? nil : sources.output + GitSidecar.ending
      case .file(let file): try file()
      }
    guard let file else { return }
    let value = merge.sidecar(naming: remembered(beside: file))
    do throws(FileError) {
      try WholeFile.write(value.serialized(indent: 2) + [0x0A], to: file)
    } catch {
      throw CommandFailure(error, advice: "name another file with --conflicts")
    }
    let shown = Self.relative(file, to: FileManager.default.currentDirectoryPath + "/-")
    console.note("fill in \"take\" in \(shown), then: roughcut merge --resolve \(shown)")
  }

  /// The sources as a sidecar remembers them: git's own versions if git called, otherwise paths relative to the sidecar.
  private func remembered(beside sidecar: String) -> MergeSources {
    if let path {
      return MergeSources(
        base: ":1:\(path)", ours: ":2:\(path)", theirs: ":3:\(path)",
        output: Self.relative(Self.absolute(path), to: sidecar))
    }
    let names = [sources.base, sources.ours, sources.theirs, sources.output].map { name in
      name == "-" || GitVersion(name) != nil ? name : Self.relative(place(of: name), to: sidecar)
    }
    return MergeSources(base: names[0], ours: names[1], theirs: names[2], output: names[3])
  }

  /// One side; the base is an empty draft if the file was added on both sides, for which git gives an empty file.
  private func draft(_ name: String, side: String) throws -> Draft {
    let version = GitVersion(name)
    let repository = GitRepository(folder: folder)
    let file = path != nil ? InputFile(literal: name) : InputFile(argument: place(of: name))
    var bytes: [UInt8] = []
    if let version {
      if try side != "base" || repository.has(version) { bytes = try repository.bytes(of: version) }
    } else {
      bytes = try file.bytes()
    }
    if side == "base", bytes.isEmpty { bytes = Array("{\"t\": []}".utf8) }
    do throws(DraftError) {
      return try Draft(parsing: bytes, keys: keys)
    } catch {
      let shown = version?.text ?? path.map { "\($0) (\(side))" } ?? file.name
      throw CommandFailure(error, in: shown)
    }
  }

  /// Where a name of the sources is.
  private func place(of name: String) -> String {
    name == "-" || name.hasPrefix("/") || folder == FileManager.default.currentDirectoryPath
      ? name : "\(folder)/\(name)"
  }

  private static func absolute(_ path: String) -> String {
    path == "-" ? path : URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// The name of a file in the sidecar's folder, and the whole path of one elsewhere.
  private static func relative(_ path: String, to sidecar: String) -> String {
    let whole = absolute(path)
    let folder = URL(fileURLWithPath: sidecar).standardizedFileURL.deletingLastPathComponent().path
    let start = folder == "/" ? folder : folder + "/"
    return whole.beginsExactly(with: start)
      ? String(decoding: whole.utf8.dropFirst(start.utf8.count), as: UTF8.self) : whole
  }

  /// Whether two paths lead to one file, links followed.
  private static func isSame(_ input: String, _ output: String) -> Bool {
    guard input != "-", let real = RealPath(output) else { return false }
    return RealPath(input) == real
  }

  private static func value(of file: InputFile) throws -> JSONValue {
    let bytes = try file.bytes()
    do throws(JSONError) {
      return try JSONDocument(parsing: bytes).root.value
    } catch {
      throw CommandFailure("\(file.name):\(error.location): \(error)")
    }
  }
}
