import JSONTree

extension DraftMerger {
  /// The merged tracks with another id for one whose id an earlier one, of another side, has.
  func withDistinctIdentifiers(_ merged: [(key: MergeKey, value: JSONValue)]) -> [JSONValue] {
    let names = drafts.ours.draft.keys.spellings(of: .trackIdentifier).map(\.name)
    let found = merged.map { _, value -> (name: String, id: String)? in
      for name in names {
        if case .string(let id)? = value[name] { return (name, id) }
      }
      return nil
    }
    let identifiers = found.compactMap { $0?.id }
    guard Set(identifiers).count < identifiers.count else { return merged.map(\.value) }
    var separation = MergedIdentifiers(identifiers)
    return zip(merged, found).map { track, own in
      guard let own else { return track.value }
      let fresh = separation.identifier(
        own.id, for: track.key, candidates: sideIdentifiers(of: track.key)
      ) { shareIdentifier($0, track.key) }
      return fresh == own.id
        ? track.value : track.value.setting(member: own.name, to: .string(fresh))
    }
  }

  /// The ids that a track has on the sides that have it.
  private func sideIdentifiers(of key: MergeKey) -> [String] {
    guard let place = tracks.places[key] else { return [] }
    return [
      place.ours.flatMap { drafts.ours.tracks[$0].identifier },
      place.theirs.flatMap { drafts.theirs.tracks[$0].identifier },
    ].compactMap(\.self)
  }

  /// Whether one of the sides gives two tracks the same id.
  private func shareIdentifier(_ first: MergeKey, _ second: MergeKey) -> Bool {
    guard let left = tracks.places[first], let right = tracks.places[second] else { return false }
    let pairs = [(drafts.ours, left.ours, right.ours), (drafts.theirs, left.theirs, right.theirs)]
    return pairs.contains { draft, one, other in
      guard let one, let other else { return false }
      return draft.tracks[one].identifier == draft.tracks[other].identifier
    }
  }
}
