import JSONTree

/// Settles conflicts as they come up, and keeps them.
struct MergeJournal {
  /// What a conflict is about: its name within the merge, and its name for people.
  struct Subject {
    let id: String
    let label: String
    /// What the subject's members mean; `nil` for an object that the format says nothing of.
    var scope: DraftScope?
    /// The kind of the track that the subject belongs to.
    var kind = TrackKind.unknown(nil)
    /// Whether members that are ids may be others on each side.
    var hasFreeIdentifiers = true
  }

  let settlement: MergeSettlement
  private(set) var conflicts: [MergeConflict] = []
  let form: NormalForm

  init(_ settlement: MergeSettlement, keys: KeyTable) {
    self.settlement = settlement
    form = NormalForm(keys: keys)
  }

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

  /// What became of a member; its value is nil where the member is left out.
  struct Merged {
    var name: String?
    let value: JSONValue?
  }

  /// Merges a subject's objects member by member, and what else the nodes are as a whole.
  ///
  /// - Parameter special: Merges a member of the subject in its own way; nil for the members it does not know.
  mutating func merge(
    _ subject: Subject, _ nodes: Sides<JSONNode?>,
    special: (inout MergeJournal, MergedMember) -> Merged? = { _, _ in nil }
  ) -> JSONValue? {
    // The subject is gone into even if it is the same, as what is special about its members may depend on
    // more than their values.
    if nodes.ours?.kind == .object, nodes.theirs?.kind == .object {
      return mergeObjects(subject, at: .root, nodes, subject.scope, special)
    }
    let whole = MergedMember(
      meaning: nil, slot: "", names: Sides(base: "", ours: "", theirs: ""), nodes: nodes)
    return merge(subject, at: .root, whole)?.value
  }

  /// Merges one member of a subject; nil if it is left out.
  mutating func merge(_ subject: Subject, member: MergedMember) -> Merged? {
    merge(subject, at: JSONPointer([member.slot]), member)
  }

  /// Merges a segment's metadata, but for keys of which one side's value is taken as it is.
  mutating func merge(
    metadata member: MergedMember, keeping keys: Set<DraftKey>,
    of side: KeyPath<Sides<JSONNode?>, JSONNode?>, subject: Subject
  ) -> Merged? {
    let place = JSONPointer([member.name])
    let value = mergeObjects(
      subject, at: place, member.nodes, member.meaning?.key.innerScope
    ) { journal, inner in
      guard let key = inner.meaning?.key, keys.contains(key) else { return nil }
      return journal.unit(of: inner, side) ?? Merged(value: nil)
    }
    return Merged(name: member.name, value: value)
  }

  private mutating func mergeObjects(
    _ subject: Subject, at field: JSONPointer, _ nodes: Sides<JSONNode?>, _ scope: DraftScope?,
    _ special: (inout MergeJournal, MergedMember) -> Merged?
  ) -> JSONValue? {
    guard let ours = nodes.ours, let theirs = nodes.theirs, ours.kind == .object,
      theirs.kind == .object, nodes.base.map({ $0.kind == .object }) ?? true
    else {
      let whole = MergedMember(
        meaning: nil, slot: "", names: Sides(base: "", ours: "", theirs: ""), nodes: nodes)
      return self.field(subject, at: field, whole)?.value
    }
    var members: [JSONMember] = []
    for member in MergedMember.members(of: nodes, scope: scope, form) {
      let merged =
        special(&self, member) ?? merge(subject, at: field.appending(member.name), member)
      if let value = merged?.value {
        members.append(JSONMember(merged?.name ?? member.name, value))
      }
    }
    return .object(members)
  }

  /// Merges one member; nil where it is left out.
  private mutating func merge(
    _ subject: Subject, at field: JSONPointer, _ member: MergedMember
  ) -> Merged? {
    if let settled = settled(member, subject.kind) { return settled.merged }
    if let ours = member.nodes.ours, let theirs = member.nodes.theirs, ours.kind == .object,
      theirs.kind == .object, member.nodes.base.map({ $0.kind == .object }) ?? true
    {
      let value = mergeObjects(
        subject, at: field, member.nodes, member.meaning?.key.innerScope, { _, _ in nil })
      return Merged(name: member.name, value: value)
    }
    if subject.hasFreeIdentifiers, DraftKey.identifierNames.contains(member.slot) {
      // Both sides wrote it anew; what the base calls it is as good a name as any.
      return unit(of: member, member.nodes.base == nil ? least(member) : \.base)
    }
    if let address = address(member) { return address }
    return self.field(subject, at: field, member)
  }

  /// What a field is where both sides changed it, each in its own way.
  private mutating func field(
    _ subject: Subject, at field: JSONPointer, _ member: MergedMember
  ) -> Merged? {
    let values = member.nodes.map { $0.map { JSONValue($0) } }
    switch choice(.field, subject, at: field, values) {
    case .base?: return unit(of: member, \.base)
    case .ours?: return unit(of: member, \.ours)
    case .theirs?: return unit(of: member, \.theirs)
    case .value(let value)?: return Merged(name: member.name, value: value)
    case nil: return unit(of: member, member.nodes.base == nil ? least(member) : \.base)
    }
  }

  // MARK: Agreement

  /// Three sides of a member that do not contradict each other.
  private struct Settled {
    let merged: Merged?
  }

  /// The side whose name and value are taken if only one side changed the member, or both alike.
  ///
  /// Two spellings of one value are one value. Nil if the sides contradict each other.
  private func settled(_ member: MergedMember, _ kind: TrackKind) -> Settled? {
    let nodes = member.nodes
    let isSpelledAlike = { (left: Side, right: Side) in
      member.names[keyPath: left.name] == member.names[keyPath: right.name]
        && Self.isSame(nodes[keyPath: left.node], nodes[keyPath: right.node])
    }
    if isSpelledAlike(.ours, .theirs) || isSpelledAlike(.theirs, .base) {
      return Settled(merged: unit(of: member, \.ours))
    }
    if isSpelledAlike(.ours, .base) { return Settled(merged: unit(of: member, \.theirs)) }
    let values = nodes.map { canonical($0, member.meaning, kind) }
    let means = { (left: JSONValue?, right: JSONValue?) in
      guard let left, let right else { return left == nil && right == nil }
      return left.isEquivalent(to: right)
    }
    // Objects are gone into, as they are not one value.
    guard ![nodes.ours, nodes.theirs].allSatisfy({ $0?.kind == .object }) else { return nil }
    guard member.meaning != nil else { return nil }
    if means(values.ours, values.theirs) {
      return Settled(merged: address(member) ?? unit(of: member, least(member)))
    }
    if means(values.theirs, values.base) { return Settled(merged: unit(of: member, \.ours)) }
    if means(values.ours, values.base) { return Settled(merged: unit(of: member, \.theirs)) }
    return nil
  }

  private func canonical(
    _ node: JSONNode?, _ meaning: NormalForm.Meaning?, _ kind: TrackKind
  ) -> JSONValue? {
    guard let node, let meaning, !node.isNull else { return node.map { JSONValue($0) } }
    return form.value(of: node, meaning, kind)
  }

  /// An address of which both sides renewed the signature, and nothing else: the later of both in the order of
  /// their bytes, as a signature begins with its date.
  private func address(_ member: MergedMember) -> Merged? {
    guard let ours = member.nodes.ours, let theirs = member.nodes.theirs else { return nil }
    let values = [ours, theirs].map { JSONValue($0) }
    let base = member.nodes.base.map { JSONValue($0) }
    if SignedAddress.isSame(values[0], values[1]) {
      let isLater = theirs.canonicalBytes.lexicographicallyPrecedes(ours.canonicalBytes)
      return unit(of: member, isLater ? \.ours : \.theirs)
    }
    if let base, SignedAddress.isSame(values[1], base) { return unit(of: member, \.ours) }
    if let base, SignedAddress.isSame(values[0], base) { return unit(of: member, \.theirs) }
    return nil
  }

  /// The side, of ours and theirs, that has the member and comes first by name and value.
  private func least(_ member: MergedMember) -> KeyPath<Sides<JSONNode?>, JSONNode?> {
    guard let ours = member.nodes.ours else { return \.theirs }
    guard let theirs = member.nodes.theirs else { return \.ours }
    let (left, right) = (member.names.ours ?? "", member.names.theirs ?? "")
    if left != right { return left.utf8.lexicographicallyPrecedes(right.utf8) ? \.ours : \.theirs }
    return ours.canonicalBytes.lexicographicallyPrecedes(theirs.canonicalBytes) ? \.ours : \.theirs
  }

  /// A member as one side has it; nil if it has none.
  private func unit(
    of member: MergedMember, _ side: KeyPath<Sides<JSONNode?>, JSONNode?>
  ) -> Merged? {
    let name: KeyPath<Sides<String?>, String?> =
      side == \.ours ? \.ours : side == \.theirs ? \.theirs : \.base
    return member.nodes[keyPath: side].map {
      Merged(name: member.names[keyPath: name] ?? member.name, value: JSONValue($0))
    }
  }

  /// One side of a member: its name and its value.
  private struct Side {
    let name: KeyPath<Sides<String?>, String?>
    let node: KeyPath<Sides<JSONNode?>, JSONNode?>

    static var base: Side { Side(name: \.base, node: \.base) }
    static var ours: Side { Side(name: \.ours, node: \.ours) }
    static var theirs: Side { Side(name: \.theirs, node: \.theirs) }
  }

  static func isSame(_ left: JSONNode?, _ right: JSONNode?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.hasSameBytes(as: right) || left.isEquivalent(to: right)
  }
}
