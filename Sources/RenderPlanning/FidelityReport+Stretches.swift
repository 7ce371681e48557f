public import DraftModel

extension FidelityReport {
  /// A stretch of the timeline, and the farthest that anything departs in it.
  public struct Stretch: Hashable, Sendable {
    /// How far; nothing where all is exact.
    public let grade: Grade?
    /// When.
    public let span: TimeSpan
  }

  /// What of it lies in a part of the timeline, cut to that.
  public func within(_ part: TimeSpan) -> FidelityReport {
    FidelityReport(
      entries: entries.compactMap { entry in
        entry.span.intersection(part).map {
          Entry(
            grade: entry.grade, span: $0, message: entry.message, pointer: entry.pointer,
            isRefusedWhenStrict: entry.isRefusedWhenStrict)
        }
      },
      restarts: restarts.compactMap { restart in
        let times = restart.times.filter { part.contains($0) }
        guard !times.isEmpty else { return nil }
        return Restart(
          source: restart.source, times: times, count: times.count, pointer: restart.pointer)
      })
  }

  /// The timeline cut wherever the farthest departure changes: the strip that stands under it.
  ///
  /// In order, without gaps, over all of `whole`; none where that is empty. Neighbours differ in grade.
  public func stretches(in whole: TimeSpan) -> [Stretch] {
    guard !whole.isEmpty else { return [] }
    // At each edge, by how much the number of entries of a grade in force changes.
    var edges: [Milliseconds: [Grade: Int]] = [whole.start: [:], whole.end: [:]]
    for entry in entries {
      guard let span = entry.span.intersection(whole) else { continue }
      edges[span.start, default: [:]][entry.grade, default: 0] += 1
      edges[span.end, default: [:]][entry.grade, default: 0] -= 1
    }
    let times = edges.keys.sorted()
    var active: [Grade: Int] = [:]
    var result: [Stretch] = []
    for (start, end) in zip(times, times.dropFirst()) {
      for (grade, change) in edges[start] ?? [:] { active[grade, default: 0] += change }
      let worst = Grade.allCases.last { active[$0, default: 0] > 0 }
      let first = result.last?.grade == worst ? result.popLast()?.span.start ?? start : start
      result.append(Stretch(grade: worst, span: TimeSpan(start: first, length: end - first)))
    }
    return result
  }
}

extension FidelityReport.Stretch: Encodable {
  private enum CodingKeys: String, CodingKey { case grade, span }

  /// Encodes both members; the grade of what is exact as `exact`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(grade?.rawValue ?? "exact", forKey: .grade)
    try container.encode(span, forKey: .span)
  }
}
