import DraftModel
import Foundation
import JSONTree
import MediaLibrary

/// One merge: where its drafts are, where the merged one goes, and where its conflicts are marked.
struct MergeJob {
  /// What is to become of conflicts.
  var settlement: MergeSettlement

  private let sources: MergeSources
  /// The folder that the names in the sources start from.
  private let folder: String
  /// What the file is called for people, and in a sidecar.
  private let path: String?
  private let sidecar: String?
  private let keys: KeyTable

  /// Gathers the places.
  ///
  /// - Parameters:
  ///   - drafts: Base, ours and theirs; none where the sidecar names them.
  ///   - output: The file to write; nothing or `-` for standard output.
  ///   - path: The file's path in the working tree, where git holds its versions.
  ///   - sidecar: Where conflicts are marked; nothing for beside the output.
  ///   - resolving: The sidecar that a person has filled in.
  init(
    drafts: [InputFile], output: String?, path: String?, sidecar: String?,
    resolving: InputFile?, keys: KeyTable
  ) throws {
    self.keys = keys
    self.path = path
    var filledIn: JSONValue?
    settlement = .open
    if let resolving {
      let value = try Self.value(of: resolving)
      do throws(MergeSidecarError) {
        settlement = try MergeSettlement(sidecar: value)
      } catch {
        throw CommandFailure("\(resolving.name): \(error)")
      }
      filledIn = value
    }
    if drafts.count == 3 {
      folder = FileManager.default.currentDirectoryPath
      sources = MergeSources(
        base: drafts[0].path, ours: drafts[1].path, theirs: drafts[2].path, output: output ?? "-")
    } else if let resolving, let named = filledIn.flatMap({ MergeSources(sidecar: $0) }) {
      folder = resolving.folder
      sources = MergeSources(
        base: named.base, ours: named.ours, theirs: named.theirs,
        output: output.map { Self.absolute($0) } ?? named.output)
    } else {
      throw CommandFailure(
        "\(resolving?.name ?? ""): the sidecar does not name its drafts; give <base> <ours> <theirs>"
      )
    }
    self.sidecar =
      sidecar ?? resolving?.path
      ?? (path ?? output).flatMap { $0 == "-" ? nil : "\($0).conflicts.json" }
  }

  /// What the merged file is called.
  private var name: String { path ?? (sources.output == "-" ? "<stdout>" : sources.output) }

  /// Merges, writes the draft, tells what is open, and marks it.
  func run(on console: Console) throws -> DraftMerge {
    let drafts = try [sources.base, sources.ours, sources.theirs].map { try draft($0) }
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
    try DraftOutput.write(merge.draft.bytes, to: output, on: console)
    console.note("\(name): \(lines: merge.text)")
    guard !merge.isClean, let sidecar else { return merge }
    let value = merge.sidecar(naming: remembered(beside: sidecar))
    do throws(FileError) {
      try WholeFile.write(value.serialized(indent: 2) + [0x0A], to: sidecar)
    } catch {
      throw CommandFailure(error, advice: "name another file with --conflicts")
    }
    console.note("fill in \"take\" in \(sidecar), then: roughcut merge --resolve \(sidecar)")
    return merge
  }

  /// The sources as a sidecar remembers them: git's own versions where git called, else paths from the sidecar on.
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

  private func draft(_ name: String) throws -> Draft {
    guard let version = GitVersion(name) else {
      return try InputFile(argument: place(of: name)).draft(keys)
    }
    let bytes = try GitRepository(folder: folder).bytes(of: version)
    do throws(DraftError) {
      return try Draft(parsing: bytes, keys: keys)
    } catch {
      throw CommandFailure(error, in: name)
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
