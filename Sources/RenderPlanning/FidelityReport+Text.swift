public import DraftModel

extension FidelityReport {
  /// Whether something of the draft is not seen or heard at all.
  public var leavesSomethingOut: Bool {
    entries.contains { $0.grade == .omitted || $0.grade == .slate }
  }

  /// Whether `--strict` refuses the draft: something is left out, or a title is not in its own font.
  public var isRefusedWhenStrict: Bool { entries.contains(where: \.isRefusedWhenStrict) }

  /// All departures of one grade for one reason, and every time at which there is one.
  public struct Departure: Hashable, Sendable {
    /// How far they depart.
    public let grade: Grade
    /// What departs and why, one sentence without a full stop.
    public let message: String
    /// When, in order; those that touch are one.
    public let spans: [TimeSpan]

    /// How many times are told before the rest is counted.
    private static let toldSpans = 3

    /// One line: the grade, the reason, and the times.
    public var line: String {
      var times = spans.prefix(Self.toldSpans).map { "\($0)" }.joined(separator: ", ")
      if spans.count > Self.toldSpans { times += " and \(spans.count - Self.toldSpans) more" }
      return "\(grade.words): \(message) (\(times))"
    }
  }

  /// The departures, those of one grade and reason together, by the time of the first.
  public var departures: [Departure] {
    var order: [Kind] = []
    var spans: [Kind: [TimeSpan]] = [:]
    for entry in entries {
      let kind = Kind(grade: entry.grade, message: entry.message)
      if spans[kind] == nil { order.append(kind) }
      spans[kind, default: []].append(entry.span)
    }
    return order.map {
      Departure(grade: $0.grade, message: $0.message, spans: Self.joined(spans[$0] ?? []))
    }
  }

  private struct Kind: Hashable {
    var grade: Grade
    var message: String
  }

  /// - Parameter spans: In order of their starts.
  private static func joined(_ spans: [TimeSpan]) -> [TimeSpan] {
    spans.reduce(into: []) { result, span in
      if let last = result.last, span.start <= last.end {
        let end = max(last.end, span.end)
        result[result.count - 1] = TimeSpan(start: last.start, length: end - last.start)
      } else {
        result.append(span)
      }
    }
  }

  /// How much of a part of the timeline is drawn how, in percent: `exact 62%, approximate 20%, slate 18%`.
  ///
  /// Of what departs in several ways at once the farthest counts. A share above zero is never told as none.
  public func shares(of part: TimeSpan) -> String {
    var lengths: [Grade?: Int64] = [:]
    for stretch in stretches(in: part) {
      lengths[stretch.grade, default: 0] += stretch.span.length.rawValue
    }
    let total = max(part.length.rawValue, 1)
    let grades: [Grade?] = [nil] + Grade.allCases
    return grades.compactMap { grade in
      guard let length = lengths[grade], length > 0 else { return nil }
      let percent = min(max((length * 200 + total) / (2 * total), 1), length == total ? 100 : 99)
      return "\(grade?.words ?? "exact") \(percent)%"
    }.joined(separator: ", ")
  }

  /// The report in words: how much is drawn how, then a line for each departure, and one for each bed that starts
  /// over; none where all is exact and no bed starts over.
  ///
  /// - Parameters:
  ///   - part: The part of the timeline that the report is about.
  ///   - limit: How many departures are told at most; the others are counted in one more line.
  public func lines(over part: TimeSpan, limit: Int = .max) -> [String] {
    let loops = restarts.prefix(limit).map(\.line)
    guard !isExact else { return loops }
    let told = departures
    let lines = ["\(part): \(shares(of: part))"] + told.prefix(limit).map(\.line)
    return (told.count > limit ? lines + ["and \(told.count - limit) more"] : lines) + loops
  }
}

extension FidelityReport.Grade {
  /// The grade as reports for people name it.
  public var words: String {
    switch self {
    case .approximated: "approximate"
    case .omitted: "left out"
    case .slate: "slate"
    }
  }
}
