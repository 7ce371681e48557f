public import DraftModel
import JSONTree

extension DraftCheck {
  /// How `result`, which was made of `input`, breaks an invariant; nothing where it does not.
  ///
  /// ``Invariant/idempotent`` needs another run and is judged by ``repetition(of:gave:)``.
  public func violation(
    of invariant: Invariant, by result: Draft, madeOf input: Draft
  ) -> CaseFailure? {
    switch invariant {
    case .valid: validity(of: result)
    case .duration(let bound): violation(of: bound, by: result, madeOf: input)
    case .tracks(let counts): violation(of: counts, by: result)
    case .untouched(let patterns): violation(untouched: patterns, by: result, madeOf: input)
    case .onlyChanges(let patterns): violation(onlyChanges: patterns, by: result, madeOf: input)
    case .idempotent: nil
    }
  }

  /// How `again`, which the transformation made of its own result, differs from that; nothing where it does not.
  public func repetition(of result: Draft, gave again: Draft) -> CaseFailure? {
    var check = self
    if comparison == .none { check.comparison = .semantic }
    return check.difference(of: again, from: result, madeOf: result).map {
      failure(.idempotent, "run on its own result it changes that again", $0.details)
    }
  }

  func failure(_ invariant: Invariant, _ words: String, _ details: [String] = []) -> CaseFailure {
    CaseFailure(.hold, "\(invariant.name): \(words)", details: details)
  }

  private func validity(of result: Draft) -> CaseFailure? {
    let errors = result.validated(by: rules).filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    let more = errors.count == 1 ? "" : " and \(errors.count - 1) more"
    return failure(
      .valid, "\(first.message) (\(first.pointer))\(more)",
      errors.map { "[\($0.rule)] \($0.pointer): \($0.message)" })
  }

  private func violation(
    of bound: DurationBound, by result: Draft, madeOf input: Draft
  ) -> CaseFailure? {
    let before = input.resolved().timeline.duration
    let after = result.resolved().timeline.duration
    let invariant = Invariant.duration(bound)
    if let delta = bound.delta?.resolved(in: before), after - before != delta {
      let wanted = delta == .zero ? "as before" : "\(before + delta)s (\(before)s and \(delta)s)"
      return failure(invariant, "the result lasts \(after)s; it has to last \(wanted)")
    }
    if let least = bound.min?.resolved(in: before), after < least {
      return failure(invariant, "the result lasts \(after)s; the least is \(least)s")
    }
    if let most = bound.max?.resolved(in: before), after > most {
      return failure(invariant, "the result lasts \(after)s; the most is \(most)s")
    }
    return nil
  }

  private func violation(of counts: [TrackGroup: Int], by result: Draft) -> CaseFailure? {
    let kinds = result.tracks.map(\.kind)
    let wrong = TrackGroup.allCases.compactMap { group -> String? in
      let count = kinds.filter { group.holds($0) }.count
      guard let wanted = counts[group], wanted != count else { return nil }
      return "\(count) \(group.rawValue) and not \(wanted)"
    }
    guard !wrong.isEmpty else { return nil }
    return failure(.tracks(counts), "the result has \(wrong.joined(separator: ", "))")
  }

  private func violation(
    untouched patterns: [PlacePattern], by result: Draft, madeOf input: Draft
  ) -> CaseFailure? {
    var wrong: [String] = []
    for pattern in patterns {
      let places = pattern.places(in: input.node)
      if places.isEmpty { wrong.append("\(pattern): the input has nothing there") }
      for place in places {
        guard let before = input.node.descendant(at: place) else { continue }
        guard let after = result.node.descendant(at: place) else {
          wrong.append("\(place): it is gone")
          continue
        }
        if before.bytes.elementsEqual(after.bytes) { continue }
        let how = before.isEquivalent(to: after) ? "the same value, written differently" : "another"
        wrong.append("\(place): \(how), at \(after.location) of the result")
      }
    }
    guard let first = wrong.first else { return nil }
    let more = wrong.count == 1 ? "" : " and \(wrong.count - 1) more"
    return failure(.untouched(patterns), first + more, wrong.count == 1 ? [] : wrong)
  }

  private func violation(
    onlyChanges patterns: [PlacePattern], by result: Draft, madeOf input: Draft
  ) -> CaseFailure? {
    let patch = DraftDifference(from: input, to: result).patch
    let allowed = patterns + ignored
    let wrong = patch.operations.flatMap(\.touched)
      .filter { touched in !allowed.contains { $0.covers(touched.place) } }
    guard let first = wrong.first else { return nil }
    let more = wrong.count == 1 ? "" : " and \(wrong.count - 1) more"
    return failure(
      .onlyChanges(patterns), "\(first.place) \(first.how)\(more)",
      wrong.prefix(Self.toldPlaces).map { "\($0.place) \($0.how)" })
  }

  /// A transformation that changes all of a long draft is told of no further.
  private static let toldPlaces = 50
}

extension JSONPatchOperation {
  /// The places that a step of a difference touches, and how.
  ///
  /// What is added counts by the values in it that hold no others, so that the first of them may bring its
  /// holders along; what is removed counts as a whole.
  fileprivate var touched: [(place: JSONPointer, how: String)] {
    switch self {
    case .add(let place, let value): value.leaves(at: place).map { ($0, "is added") }
    case .remove(let place): [(place, "is gone")]
    case .replace(let place, _), .move(_, let place), .copy(_, let place):
      [(place, "is another")]
    case .test: []
    }
  }
}

extension JSONValue {
  /// The places of the values in this one that hold no others, where its own is `place`.
  fileprivate func leaves(at place: JSONPointer) -> [JSONPointer] {
    switch self {
    case .object(let members) where !members.isEmpty:
      members.flatMap { $0.value.leaves(at: place.appending($0.key)) }
    case .array(let elements) where !elements.isEmpty:
      elements.enumerated().flatMap { $1.leaves(at: place.appending($0)) }
    default: [place]
    }
  }
}
