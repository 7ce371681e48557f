/// A text made safe to lay out: bounded, with plain line ends and no control characters.
///
/// - Line ends of every kind (CR LF, CR, NEL) become LF.
/// - Other control characters, NUL among them, become U+FFFD; tabs stay.
/// - A cluster keeps at most ``scalarLimit`` code points, enough for every sequence in use.
struct PaintableText {
  /// The most code points of one cluster that are kept.
  ///
  /// The Stream-Safe Text Format (Unicode Annex 15) allows 30 combining marks in a row; the
  /// longest emoji sequences have ten code points.
  static let scalarLimit = 32

  /// The most paragraphs of one part: Pango's work grows with the square of their number.
  private static let paragraphLimit = 100

  let string: String
  /// The UTF-8 offset at which each grapheme cluster ends, in order.
  let graphemeEnds: [Int]
  /// Whether clusters, or code points of one, were left out because there are too many.
  let isTruncated: Bool
  /// The stretches of whole paragraphs that are laid out together, by UTF-8 offsets.
  ///
  /// Between two of them is a line end; a text without clusters has one, which is empty.
  let parts: [Range<Int>]

  /// - Parameters:
  ///   - graphemeLimit: The most clusters that are kept.
  ///   - partLimit: The most clusters of one part, and so of one paragraph; the rest of a longer
  ///     paragraph is left out.
  init(_ source: String, graphemeLimit: Int, partLimit: Int) {
    var string = ""
    var ends: [Int] = []
    var isTruncated = false
    var paragraphs = [Paragraph()]
    for character in source {
      guard ends.count < graphemeLimit else {
        isTruncated = true
        break
      }
      let scalars = character.unicodeScalars
      if Self.isLineEnd(character) {
        string.unicodeScalars.append("\n")
        paragraphs.append(Paragraph(start: string.utf8.count, end: string.utf8.count))
      } else if paragraphs[paragraphs.count - 1].clusters < partLimit {
        for scalar in scalars.prefix(Self.scalarLimit) {
          string.unicodeScalars.append(Self.paintable(scalar))
        }
        isTruncated = isTruncated || scalars.dropFirst(Self.scalarLimit).first != nil
        paragraphs[paragraphs.count - 1].clusters += 1
        paragraphs[paragraphs.count - 1].end = string.utf8.count
      } else {
        isTruncated = true
        continue
      }
      ends.append(string.utf8.count)
    }
    self.string = string
    graphemeEnds = ends
    self.isTruncated = isTruncated
    parts = Self.parts(of: paragraphs, clusterLimit: partLimit)
  }

  private struct Paragraph {
    var start = 0
    var end = 0
    var clusters = 0
  }

  /// As many paragraphs to a part as its limits allow, and one at least.
  private static func parts(of paragraphs: [Paragraph], clusterLimit: Int) -> [Range<Int>] {
    var parts: [(range: Range<Int>, paragraphs: Int, clusters: Int)] = []
    for paragraph in paragraphs {
      // A line end takes a line as a cluster may.
      let clusters = paragraph.clusters + 1
      if let last = parts.last, last.paragraphs < paragraphLimit,
        last.clusters + clusters <= clusterLimit
      {
        parts[parts.count - 1] = (
          last.range.lowerBound..<paragraph.end, last.paragraphs + 1, last.clusters + clusters
        )
      } else {
        parts.append((paragraph.start..<paragraph.end, 1, clusters))
      }
    }
    return parts.map(\.range)
  }

  /// How many bytes the first `count` clusters take.
  func prefixLength(graphemes count: Int) -> Int {
    guard count > 0, !graphemeEnds.isEmpty else { return 0 }
    return graphemeEnds[min(count, graphemeEnds.count) - 1]
  }

  /// A stretch of the text, by UTF-8 offsets.
  func text(in range: Range<Int>) -> String {
    let bytes = string.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return String(string[start..<bytes.index(start, offsetBy: range.count)])
  }

  /// Whether there is more than blanks in a stretch of the text, by UTF-8 offsets.
  func hasLetters(in range: Range<Int>) -> Bool {
    text(in: range).unicodeScalars.contains { !$0.properties.isWhitespace }
  }

  private static func isLineEnd(_ character: Character) -> Bool {
    switch character {
    case "\n", "\r\n", "\r", "\u{85}": true
    default: false
    }
  }

  private static func paintable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar != "\t" && scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
  }
}
