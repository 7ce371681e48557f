public import JSONTree

/// The spellings in force: the built-in table, plus what a project adds.
public struct KeyTable: Hashable, Sendable {
  /// All spellings of the keys to which a project adds some.
  private var extended: [DraftKey: [DraftKey.Alias]] = [:]
  private var known: [DraftScope: Set<String>] = [:]

  /// The table of the format's own page.
  public static let standard = KeyTable()

  /// The built-in table with more aliases added after its own.
  ///
  /// - Parameter aliases: For a canonical key in a scope, the further spellings a project's
  ///   configuration names. A spelling that already means something in that scope is ignored, so that
  ///   a configuration cannot change what a published key means.
  public init(adding aliases: [DraftScope: [String: [DraftKey.Alias]]] = [:]) {
    for key in DraftKey.all {
      known[key.scope, default: []].formUnion(key.spellings.map(\.name))
    }
    known[.draft]?.insert(MergeMark.member)
    for key in DraftKey.all {
      for alias in aliases[key.scope]?[key.canonical] ?? []
      where known[key.scope]?.contains(alias.name) == false {
        extended[key, default: key.spellings].append(alias)
        known[key.scope]?.insert(alias.name)
      }
    }
  }

  /// Whether `name` is read in `scope` under any meaning.
  public func reads(_ name: String, in scope: DraftScope) -> Bool {
    known[scope]?.contains(name) ?? false
  }

  /// The spellings of `key`, canonical first.
  public func spellings(of key: DraftKey) -> [DraftKey.Alias] {
    // Asked for every member of a draft, so that nothing is looked up where nothing was added.
    extended.isEmpty ? key.spellings : extended[key] ?? key.spellings
  }

  /// The member of `object` that carries `key`, under whichever spelling comes first in the table.
  public func field(_ key: DraftKey, in object: JSONNode) -> Field? {
    for spelling in spellings(of: key) {
      if let node = object[spelling.name] { return Field(node: node, alias: spelling) }
    }
    return nil
  }

  /// A member as it was found.
  public struct Field: Sendable {
    /// The member's value.
    public let node: JSONNode
    /// The spelling it was found under; a changed value is written back there.
    public let alias: DraftKey.Alias
  }
}
