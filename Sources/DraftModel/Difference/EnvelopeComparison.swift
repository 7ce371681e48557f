import JSONTree

/// Compares what two states say beside their drafts.
///
/// A draft that is bare says nothing of this, so that wrapping a draft is not a change. What a service answers
/// around the state (its code, its message) is not compared.
struct EnvelopeComparison {
  /// Whether an id that is another one is a change.
  let showsIdentifiers: Bool

  /// The changes, in order of their places.
  func changes(_ old: Draft, _ new: Draft) -> [Change] {
    guard let before = old.state, let after = new.state else { return [] }
    var edits: [Change.Edit] = []
    compareMembers(before, after, at: .root, into: &edits)
    return edits.map { Change(subject: .envelope, edit: $0) }
  }

  /// The steps from the old state to the new one, the drafts in them aside.
  static func part(_ old: Draft, _ new: Draft) -> DraftPatch.Part {
    var part = DraftPatch.Part()
    guard let before = old.state, let after = new.state else { return part }
    for name in names(before, after) where name != EnvelopeKey.draft {
      let place = JSONPointer([name])
      switch (before[name], after[name]) {
      case (let left?, let right?):
        let (steps, expectations) = JSONPatch.expecting(
          from: left, to: right, identifyingMembers: EnvelopeKey.mediaNames)
        part.steps.operations += steps.prefixed(by: place).operations
        part.expectations += expectations.map { $0.prefixed(by: place) }
      case (let left?, nil):
        part.expectations.append(.value(place, JSONValue(left)))
        part.steps.operations.append(.remove(place))
      case (nil, let right?):
        part.expectations.append(.absent(place))
        part.steps.operations.append(.add(place, JSONValue(right)))
      case (nil, nil): break
      }
    }
    return part
  }

  /// The names of the members of both objects, the old one's first.
  private static func names(_ before: JSONNode, _ after: JSONNode) -> [String] {
    before.members.map(\.key) + after.members.map(\.key).filter { before[$0] == nil }
  }

  private func compare(
    _ before: JSONNode, _ after: JSONNode, at place: JSONPointer, into edits: inout [Change.Edit]
  ) {
    if before.hasSameBytes(as: after) { return }
    switch (before.kind, after.kind) {
    case (.object, .object): compareMembers(before, after, at: place, into: &edits)
    case (.array, .array):
      guard let left = MediaIdentity.elements(of: before),
        let right = MediaIdentity.elements(of: after)
      else { fallthrough }
      compareLists(left, right, at: place, into: &edits)
    default:
      let (left, right) = (JSONValue(before), JSONValue(after))
      if left.isEquivalent(to: right) || SignedAddress.isSame(left, right) { return }
      edits.append(.changed(place, from: left, to: right))
    }
  }

  private func compareMembers(
    _ before: JSONNode, _ after: JSONNode, at place: JSONPointer, into edits: inout [Change.Edit]
  ) {
    for name in Self.names(before, after).sorted() {
      if place == .root, name == EnvelopeKey.draft { continue }
      let inner = place.appending(name)
      if !showsIdentifiers, place != .root, DraftKey.identifierNames.contains(name) { continue }
      switch (before[name], after[name]) {
      case (let left?, let right?): compare(left, right, at: inner, into: &edits)
      case (let left?, nil): edits.append(.changed(inner, from: JSONValue(left), to: nil))
      case (nil, let right?): edits.append(.changed(inner, from: nil, to: JSONValue(right)))
      case (nil, nil): break
      }
    }
  }

  /// Compares lists of media, whose order has no meaning.
  private func compareLists(
    _ before: [JSONNode], _ after: [JSONNode], at place: JSONPointer,
    into edits: inout [Change.Edit]
  ) {
    let pairs = MediaIdentity.pairs(before, after)
    for (left, right) in pairs {
      compare(
        before[left], after[right],
        at: place.appending(
          min(MediaIdentity.name(of: before[left]), MediaIdentity.name(of: after[right]))),
        into: &edits)
    }
    let (known, found) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
    for (index, node) in before.enumerated() where !known.contains(index) {
      let inner = place.appending(MediaIdentity.name(of: node))
      edits.append(.changed(inner, from: JSONValue(node), to: nil))
    }
    for (index, node) in after.enumerated() where !found.contains(index) {
      let inner = place.appending(MediaIdentity.name(of: node))
      edits.append(.changed(inner, from: nil, to: JSONValue(node)))
    }
  }
}

extension JSONExpectation {
  /// The same expectation of a value whose part at `base` is what this one is about.
  fileprivate func prefixed(by base: JSONPointer) -> JSONExpectation {
    switch self {
    case .value(let path, let value): .value(base.appending(path), value)
    case .absent(let path): .absent(base.appending(path))
    }
  }
}
