import DraftModel
import JSONTree

extension CaseReader {
  /// `valid`, or a mapping with one member such as `duration: unchanged`.
  func invariant(_ value: JSONValue, at pointer: JSONPointer) throws(CaseError) -> Invariant {
    switch value {
    case .string("valid"): return .valid
    case .string("idempotent"): return .idempotent
    case .string(let word):
      throw failure(
        InvariantName(rawValue: word) != nil
          ? .expected("a value after \"\(word):\"") : .unknown(word, known: InvariantName.names),
        pointer)
    case .object(let members) where members.count == 1:
      return try invariant(members[0], at: pointer.appending(members[0].key))
    default:
      throw failure(.expected("one of \(InvariantName.names.joined(separator: ", "))"), pointer)
    }
  }

  private func invariant(
    _ member: JSONMember, at pointer: JSONPointer
  ) throws(CaseError) -> Invariant {
    switch InvariantName(rawValue: member.key) {
    case .duration: return .duration(try durationBound(member.value, at: pointer))
    case .tracks: return .tracks(try trackCounts(member.value, at: pointer))
    case .untouched: return .untouched(try patterns(member.value, at: pointer))
    case .onlyChanges: return .onlyChanges(try patterns(member.value, at: pointer))
    case .valid, .idempotent:
      throw failure(.expected("\"\(member.key)\" alone, without a value"), pointer)
    case nil: throw failure(.unknown(member.key, known: InvariantName.names), pointer)
    }
  }

  private func patterns(
    _ value: JSONValue, at pointer: JSONPointer
  ) throws(CaseError) -> [PlacePattern] {
    try list(value, at: pointer) { (value, pointer) throws(CaseError) in
      try pattern(value, at: pointer)
    }
  }

  /// `unchanged`, a time, or `{min: 5s, max: 120%}`, or `{delta: +3s}`.
  private func durationBound(
    _ value: JSONValue, at pointer: JSONPointer
  ) throws(CaseError) -> DurationBound {
    switch value {
    case .string("unchanged"): return .unchanged
    case .object(let members) where !members.isEmpty:
      var bound = DurationBound()
      for member in members {
        let place = pointer.appending(member.key)
        let time = try time(member.value, at: place)
        switch member.key {
        case "min": bound.min = time
        case "max": bound.max = time
        case "delta": bound.delta = time
        default: throw failure(.unknown(member.key, known: ["min", "max", "delta"]), place)
        }
      }
      return bound
    default:
      guard let time = try? time(value, at: pointer) else {
        throw failure(
          .expected("\"unchanged\", a time, or min, max or delta with a time"), pointer)
      }
      return DurationBound(min: time, max: time)
    }
  }

  /// `{text: 1, all: 3}`.
  private func trackCounts(
    _ value: JSONValue, at pointer: JSONPointer
  ) throws(CaseError) -> [TrackGroup: Int] {
    guard case .object(let members) = value, !members.isEmpty else {
      throw failure(.expected("kinds of tracks with their number, such as {text: 1}"), pointer)
    }
    var counts: [TrackGroup: Int] = [:]
    for member in members {
      let place = pointer.appending(member.key)
      guard let group = TrackGroup(rawValue: member.key) else {
        throw failure(.unknown(member.key, known: TrackGroup.allCases.map(\.rawValue)), place)
      }
      guard case .number(let number) = member.value, let count = number.int64, count >= 0 else {
        throw failure(.expected("a whole number, 0 or more"), place)
      }
      counts[group] = Int(clamping: count)
    }
    return counts
  }
}
