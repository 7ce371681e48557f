/// How a new value is spread over lines and spaces.
struct JSONLayout {
  /// Line break and indentation of the line on which the value begins; nil if all stays on one
  /// line.
  var lineBreak: [UInt8]?
  /// What one level of nesting adds to the indentation.
  var unit: [UInt8] = []
  /// The colon with the white space around it.
  var colon: [UInt8]
  /// White space after a comma, where the value stays on one line.
  var gap: [UInt8] = []
  /// White space within the brackets, where the value stays on one line.
  var padding: [UInt8] = []

  static let compact = JSONLayout(lineBreak: nil, colon: [UInt8(ascii: ":")])

  static func indented(by spaces: Int) -> JSONLayout {
    JSONLayout(
      lineBreak: [UInt8(ascii: "\n")],
      unit: Array(repeating: UInt8(ascii: " "), count: max(0, spaces)), colon: Array(": ".utf8))
  }

  /// What stands between an opening bracket and the first child, `depth` levels in.
  func opening(depth: Int) -> [UInt8] { line(depth: depth + 1) ?? padding }

  /// What stands between a comma and the next child.
  func separator(depth: Int) -> [UInt8] { line(depth: depth + 1) ?? gap }

  /// What stands between the last child and the closing bracket.
  func closing(depth: Int) -> [UInt8] { line(depth: depth) ?? padding }

  private func line(depth: Int) -> [UInt8]? {
    lineBreak.map { $0 + repeatElement(unit, count: depth).joined() }
  }
}
