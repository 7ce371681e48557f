/// The text of a `.gitattributes` file, of which a few marked lines are ours.
struct GitAttributes {
  /// The lines, ours aside.
  private(set) var others: [Substring]
  /// The patterns that our lines name, as they are written.
  private(set) var patterns: [String]

  private static let first =
    "# roughcut: how drafts are compared and merged; \"roughcut git-setup\" keeps these lines"
  private static let last = "# roughcut: end"
  private static let attributes = " diff=roughcut merge=roughcut"

  /// Reads a file's text; empty for one that is not there.
  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    others = []
    patterns = []
    var isOurs = false
    for line in lines {
      if line == Self.first {
        isOurs = true
      } else if isOurs, line == Self.last {
        isOurs = false
      } else if isOurs, line.hasSuffix(Self.attributes) {
        patterns.append(String(line.dropLast(Self.attributes.count)))
      } else {
        others.append(line)
      }
    }
  }

  /// The text with our lines naming these patterns, as ``quoted(_:)`` writes them; without our lines for none.
  func text(naming patterns: [String]) -> String {
    let ours =
      patterns.isEmpty ? [] : [Self.first] + patterns.map { $0 + Self.attributes } + [Self.last]
    return (others.map(String.init) + ours).map { $0 + "\n" }.joined()
  }

  /// A pattern as the file writes it: in quotes where it has a space or a quote; nothing for what no line can name.
  static func quoted(_ pattern: String) -> String? {
    guard let first = pattern.first, first != "!", first != "#",
      !pattern.contains(where: \.isNewline)
    else { return nil }
    guard pattern.contains(where: { $0 == " " || $0 == "\t" || $0 == "\"" }) else { return pattern }
    let escaped = pattern.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }
}
