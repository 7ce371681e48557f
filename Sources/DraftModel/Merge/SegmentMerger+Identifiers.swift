import JSONTree

extension SegmentMerger {
  /// Gives another id to a segment if an earlier one, of another side, has the same.
  mutating func separateIdentifiers(in order: [MergeKey]) {
    let keys = order.flatMap { arranged($0) }
    var identifiers: [MergeKey: String] = [:]
    for key in keys { identifiers[key] = identifier(of: key) }
    guard Set(identifiers.values).count < identifiers.count else { return }
    var separation = MergedIdentifiers(Array(identifiers.values))
    for key in keys {
      guard let own = identifiers[key] else { continue }
      let fresh = separation.identifier(own, for: key, candidates: sideIdentifiers(of: key)) {
        shareIdentifier($0, key)
      }
      if fresh != own { rename(key, to: fresh) }
    }
  }

  /// The id that a merged segment has; nil if it has none.
  private func identifier(of key: MergeKey) -> String? {
    guard let value = merged[key]?.value else { return nil }
    for spelling in drafts.ours.draft.keys.spellings(of: .segmentIdentifier) {
      if case .string(let id)? = value[spelling.name] { return id }
    }
    return nil
  }

  /// The ids that a segment has on the sides that have it.
  private func sideIdentifiers(of key: MergeKey) -> [String] {
    guard let place = segments.places[key] else { return [] }
    return [
      place.ours.flatMap { drafts.ours.segments[$0].identifier },
      place.theirs.flatMap { drafts.theirs.segments[$0].identifier },
    ].compactMap(\.self)
  }

  /// Whether one of the sides gives two segments the same id.
  private func shareIdentifier(_ first: MergeKey, _ second: MergeKey) -> Bool {
    guard let left = segments.places[first], let right = segments.places[second] else {
      return false
    }
    let pairs = [(drafts.ours, left.ours, right.ours), (drafts.theirs, left.theirs, right.theirs)]
    return pairs.contains { draft, one, other in
      guard let one, let other else { return false }
      return draft.segments[one].identifier == draft.segments[other].identifier
    }
  }

  private mutating func rename(_ key: MergeKey, to id: String) {
    guard let old = merged[key], case .object(var members) = old.value else { return }
    let names = Set(drafts.ours.draft.keys.spellings(of: .segmentIdentifier).map(\.name))
    guard let index = members.firstIndex(where: { names.contains($0.key) }) else { return }
    members[index].value = .string(id)
    merged[key] = Merged(value: .object(members), track: old.track)
  }
}
