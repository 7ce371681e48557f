extension RandomDraft {
  /// How a service names tracks and segments on a turn.
  enum Naming: String, CaseIterable, Sendable {
    /// Every id is another one on every turn.
    case regenerated
    /// Ids number segments and tracks by their place.
    case renumbered
    /// There are no ids.
    case absent
  }

  /// The draft with its ids written anew.
  func named(
    _ naming: Naming, using generator: inout some RandomNumberGenerator
  ) -> RandomDraft {
    var draft = self
    var count = 0
    for track in draft.tracks.indices {
      draft.tracks[track].id = Self.identifier(naming, "t", track + 1, using: &generator)
      for segment in draft.tracks[track].segments.indices {
        count += 1
        draft.tracks[track].segments[segment].id = Self.identifier(
          naming, "s", count, using: &generator)
      }
    }
    return draft
  }

  private static func identifier(
    _ naming: Naming, _ prefix: String, _ place: Int,
    using generator: inout some RandomNumberGenerator
  ) -> String? {
    switch naming {
    case .regenerated: String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
    case .renumbered: "\(prefix)\(place)"
    case .absent: nil
    }
  }
}
