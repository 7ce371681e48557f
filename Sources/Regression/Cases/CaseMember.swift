/// The members of a `case.yml`, in the order in which they are explained.
enum CaseMember: String, CaseIterable {
  case run, recipe, timeout, input, compare, ignore, hold, frames, similarity, size

  /// The names, for messages.
  static let names = allCases.map(\.rawValue)
}

/// What the member `hold` can ask of a result.
enum InvariantName: String, CaseIterable {
  case valid, duration, tracks, untouched
  case onlyChanges = "only-changes"
  case idempotent

  /// The names, for messages.
  static let names = allCases.map(\.rawValue)
}
