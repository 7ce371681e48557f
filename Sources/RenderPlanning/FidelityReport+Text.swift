import DraftModel

extension FidelityReport {
  /// Whether something of the draft is not seen or heard at all: what `--strict` refuses.
  public var leavesSomethingOut: Bool {
    entries.contains { $0.grade == .omitted || $0.grade == .slate }
  }

  /// The report in words, one line for each departure; those of one kind and reason share a line.
  ///
  /// - Parameter limit: How many lines at most; what is beyond is counted in one more.
  public func lines(limit: Int = .max) -> [String] {
    var order: [Kind] = []
    var groups: [Kind: [Entry]] = [:]
    for entry in entries {
      let kind = Kind(grade: entry.grade, message: entry.message)
      if groups[kind] == nil { order.append(kind) }
      groups[kind, default: []].append(entry)
    }
    let lines = order.map { kind in Self.line(kind, groups[kind] ?? []) }
    guard lines.count > limit else { return lines }
    return lines.prefix(limit) + ["and \(lines.count - limit) more"]
  }

  private struct Kind: Hashable {
    var grade: Grade
    var message: String
  }

  private static func line(_ kind: Kind, _ entries: [Entry]) -> String {
    let place = entries.first.map { "\($0.span)" } ?? ""
    let more = entries.count > 1 ? " and \(entries.count - 1) more" : ""
    return "\(kind.grade.words): \(kind.message) (\(place)\(more))"
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
