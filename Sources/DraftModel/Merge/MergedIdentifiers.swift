import JSONTree

/// Keeps the ids of a merge apart.
///
/// Sides that number their segments by place may have given one id to two of them. The one that comes first
/// keeps it.
struct MergedIdentifiers {
  private var used: Set<String> = []
  private var holders: [String: MergeKey] = [:]

  /// - Parameter identifiers: All ids of the merged draft, so that a new one is none of them.
  init(_ identifiers: [String]) { used = Set(identifiers) }

  /// The id for a segment: its own, or another if an earlier one has that.
  ///
  /// - Parameters:
  ///   - candidates: Ids that the segment has on either side, which are taken if they are free.
  ///   - isShared: Whether one of the sides gives the two segments one id, which is left as it is.
  mutating func identifier(
    _ own: String, for key: MergeKey, candidates: [String], isShared: (MergeKey) -> Bool
  ) -> String {
    guard let holder = holders[own] else {
      holders[own] = key
      return own
    }
    if isShared(holder) { return own }
    let free = candidates.sorted().first { !used.contains($0) }
    let fresh =
      free ?? (2...).lazy.map { "\(own)-\($0)" }.first { !used.contains($0) } ?? own
    used.insert(fresh)
    holders[fresh] = key
    return fresh
  }
}
