public import DraftModel
import JSONTree

/// Compares drafts, and holds them to invariants.
///
/// All that can be asked of a result without running anything or drawing.
public struct DraftCheck: Sendable {
  /// How drafts are compared.
  public var comparison: Comparison
  /// Places that no comparison looks at.
  public var ignored: [PlacePattern]
  /// The rules for ``Invariant/valid``.
  public var rules: ValidationConfiguration

  /// Makes a check.
  public init(
    comparing comparison: Comparison = .semantic, ignoring ignored: [PlacePattern] = [],
    rules: ValidationConfiguration = .standard
  ) {
    self.comparison = comparison
    self.ignored = ignored
    self.rules = rules
  }

  /// How `result` differs from `expected`; nothing where it does not.
  ///
  /// - Parameter input: The draft that the result was made of: an id that it does not have was generated, and
  ///   may be another each time.
  public func difference(
    of result: Draft, from expected: Draft, madeOf input: Draft
  ) -> CaseFailure? {
    switch comparison {
    case .none: return nil
    case .exact:
      let (left, right) = (expected.without(ignored), result.without(ignored))
      guard left.bytes != right.bytes else { return nil }
      return failure(
        DraftDifference(from: left, to: right, showingIdentifiers: true),
        firstDifference(left.bytes, right.bytes))
    case .semantic:
      let difference = semanticDifference(from: expected, to: result, madeOf: input)
      return difference.isEmpty ? nil : failure(difference, [])
    }
  }

  /// What differs beside the ids that were generated.
  private func semanticDifference(
    from expected: Draft, to result: Draft, madeOf input: Draft
  ) -> DraftDifference {
    let (mine, theirs) = (expected.identifierNames, result.identifierNames)
    let generated = mine.symmetricDifference(theirs).subtracting(input.identifierNames)
    return DraftDifference(
      from: expected.without(ignored).withoutIdentifiers(generated),
      to: result.without(ignored).withoutIdentifiers(generated), showingIdentifiers: true)
  }

  private func failure(_ difference: DraftDifference, _ more: [String]) -> CaseFailure {
    let lines = difference.text().detailLines
    let heading = lines.first ?? ""
    return CaseFailure(
      .expected, "the result is not the expected one: \(heading)",
      details: Array(lines.dropFirst()) + more)
  }

  /// The first lines that differ, which say what a comparison by meaning passes over.
  private func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> [String] {
    let common =
      zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
    let lineFeed = UInt8(ascii: "\n")
    let line = 1 + left[..<common].count { $0 == lineFeed }
    let start = left[..<common].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
    func text(_ bytes: [UInt8]) -> String {
      let rest = bytes[start...].prefix { $0 != lineFeed }
      return String(decoding: rest.prefix(200), as: UTF8.self)
    }
    return ["first at line \(line):", "- \(text(left))", "+ \(text(right))"]
  }
}
