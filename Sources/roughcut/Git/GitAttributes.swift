/// A `.gitattributes` file, of which a few marked lines are ours.
struct GitAttributes {
  private let lines: MarkedLines

  private static let attributes = " diff=roughcut merge=roughcut"

  /// Reads a file; empty for one that is not there.
  init(_ bytes: [UInt8]) {
    lines = MarkedLines(
      bytes,
      after:
        "# roughcut: how drafts are compared and merged; \"roughcut git-setup\" keeps these lines",
      isOurs: { $0.hasSuffix(Self.attributes) })
  }

  /// The patterns that our lines name, as they are written.
  var patterns: [String] { lines.ours.map { String($0.dropLast(Self.attributes.count)) } }

  /// The file with our lines naming these patterns, as ``quoted(_:)`` writes them; without our lines for none.
  func bytes(naming patterns: [String]) -> [UInt8] {
    lines.bytes(with: patterns.map { $0 + Self.attributes })
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
