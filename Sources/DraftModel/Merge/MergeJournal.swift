import JSONTree

/// Settles conflicts as they come up, and keeps them.
struct MergeJournal {
  /// What a conflict is about: its name within the merge, and its name for people.
  struct Subject {
    let id: String
    let label: String
  }

  let settlement: MergeSettlement
  private(set) var conflicts: [MergeConflict] = []

  init(_ settlement: MergeSettlement) { self.settlement = settlement }

  /// Notes a conflict and gives what was chosen; nil where it is open.
  mutating func choice(
    _ kind: MergeConflict.Kind, _ subject: Subject, at field: JSONPointer = .root,
    _ values: Sides<JSONValue?>
  ) -> MergeChoice? {
    let suffix = kind == .field ? "\(field)" : " \(kind.rawValue)"
    let id = subject.id + suffix
    let choice = settlement.choices[id] ?? settlement.otherwise
    conflicts.append(
      MergeConflict(
        kind: kind, subject: subject.label, id: id, field: field, base: values.base,
        ours: values.ours, theirs: values.theirs, choice: choice))
    return choice
  }

  /// A field's merged value; nil where it is left out.
  mutating func field(
    _ subject: Subject, at field: JSONPointer, _ values: Sides<JSONValue?>
  ) -> JSONValue? {
    switch choice(.field, subject, at: field, values) {
    case .base?: return values.base
    case .ours?: return values.ours
    case .theirs?: return values.theirs
    case .value(let value)?: return value
    case nil:
      if let base = values.base { return base }
      return [values.ours, values.theirs].compactMap(\.self)
        .min { $0.canonicalBytes.lexicographicallyPrecedes($1.canonicalBytes) }
    }
  }

  /// Merges values that are compared as a whole, and objects member by member.
  ///
  /// - Parameter special: Merges a member in its own way; nil for the members it does not know.
  mutating func merge(
    _ subject: Subject, at field: JSONPointer = .root, _ nodes: Sides<JSONNode?>,
    special: (inout MergeJournal, String, Sides<JSONNode?>) -> Merged? = { _, _, _ in nil }
  ) -> JSONValue? {
    // The subject itself is gone into even where it is the same, as what is special about its members
    // may depend on more than their values.
    if field != .root || nodes.ours?.kind != .object || nodes.theirs?.kind != .object {
      if Self.isSame(nodes.ours, nodes.theirs) || Self.isSame(nodes.theirs, nodes.base) {
        return nodes.ours.map { JSONValue($0) }
      }
      if Self.isSame(nodes.ours, nodes.base) { return nodes.theirs.map { JSONValue($0) } }
    }
    guard let ours = nodes.ours, let theirs = nodes.theirs, ours.kind == .object,
      theirs.kind == .object, nodes.base.map({ $0.kind == .object }) ?? true
    else {
      return self.field(subject, at: field, nodes.map { $0.map { JSONValue($0) } })
    }
    let names = ours.members.map(\.key) + theirs.members.map(\.key).filter { ours[$0] == nil }
    let lost = nodes.base?.members.map(\.key).filter { ours[$0] == nil && theirs[$0] == nil } ?? []
    var members: [JSONMember] = []
    for name in names + lost {
      let inner = nodes.map { $0?[name] }
      let value =
        if let merged = special(&self, name, inner) { merged.value } else {
          merge(subject, at: field.appending(name), inner)
        }
      if let value { members.append(JSONMember(name, value)) }
    }
    return .object(members)
  }

  /// What became of a member; its value is nil where the member is left out.
  struct Merged {
    let value: JSONValue?
  }

  static func isSame(_ left: JSONNode?, _ right: JSONNode?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.hasSameBytes(as: right) || left.isEquivalent(to: right)
  }
}
