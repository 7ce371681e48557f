/// The sign at the beginning of a line of a diff, as `DraftDifference` writes them.
enum DiffSign: String, CaseIterable {
  case added = "+"
  case removed = "-"
  case changed = "~"
  case moved = ">"

  /// The sign of a line; nothing for other lines.
  init?(_ line: String) {
    guard let sign = Self.allCases.first(where: { line.hasPrefix($0.rawValue + " ") }) else {
      return nil
    }
    self = sign
  }

  /// The number that ECMA-48 gives the sign's colour.
  var terminalColor: Int {
    switch self {
    case .added: 32
    case .removed: 31
    case .changed: 33
    case .moved: 36
    }
  }

  /// The class of such lines in a page.
  var className: String { "\(self)" }
}
