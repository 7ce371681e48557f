public import JSONTree

/// Where the drafts of a merge came from and where the merged one went, as a sidecar remembers them.
///
/// With it, whoever has filled in a sidecar need not name the drafts again.
public struct MergeSources: Hashable, Sendable {
  /// What both sides grew out of; a path, or the name of a version that the writer of the sidecar knows.
  public let base: String
  /// Our side.
  public let ours: String
  /// Their side.
  public let theirs: String
  /// The file that the merged draft is in.
  public let output: String

  /// Names the drafts of a merge.
  public init(base: String, ours: String, theirs: String, output: String) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.output = output
  }

  /// Reads the names out of a sidecar; nothing where it has none.
  public init?(sidecar: JSONValue) {
    let names = ["base", "ours", "theirs", "output"].compactMap { name -> String? in
      if case .string(let text)? = sidecar["drafts"]?[name] { text } else { nil }
    }
    guard names.count == 4 else { return nil }
    self.init(base: names[0], ours: names[1], theirs: names[2], output: names[3])
  }
}

extension DraftMerge {
  /// The ``sidecar`` with the names of the drafts in it, under `drafts`.
  public func sidecar(naming sources: MergeSources) -> JSONValue {
    guard case .object(var members) = sidecar else { return sidecar }
    let names: JSONValue = [
      "base": .string(sources.base), "ours": .string(sources.ours),
      "theirs": .string(sources.theirs), "output": .string(sources.output),
    ]
    members.insert(JSONMember("drafts", names), at: min(1, members.count))
    return .object(members)
  }
}
