import DraftModel
import TextPainting

/// Writes lines of words on a sheet, cut short with an ellipsis where they do not fit.
final class Typesetter {
  /// How words look.
  struct Face {
    /// In pixels of the sheet.
    var size: Double
    var weight = 400
    var color = Color.words
  }

  /// Where words go in their box; always in the middle from top to bottom.
  enum Alignment {
    case left, center, right
  }

  /// No line is longer, in characters.
  private static let longest = 400
  /// Pixels around the words for what reaches beyond the letters' own box.
  private static let margin = 4.0
  /// Where lines would wrap: farther than any line goes.
  private static let wide = 20_000.0

  private let painter: TextPainter
  private let pixmap: Pixmap

  init(onto pixmap: Pixmap) throws(TextPaintingError) {
    painter = try TextPainter()
    self.pixmap = pixmap
  }

  /// Words that fit into a width.
  struct Line {
    fileprivate let text: String
    fileprivate let style: TextStyle
    fileprivate let measured: TextMeasurement

    /// The columns they take.
    var width: Int { Int(measured.width.rounded(.up)) }
    /// Whether nothing is left of them, or there was nothing.
    var isEmpty: Bool { text.isEmpty }
  }

  /// Words on one line no wider than a number of columns.
  func line(_ text: String, _ face: Face, width: Int) throws(TextPaintingError) -> Line {
    let style = TextStyle(
      size: face.size,
      color: RGBA(red: face.color.red, green: face.color.green, blue: face.color.blue),
      weight: face.weight)
    let fitted = try fitted(text, style, width: Double(width))
    return Line(
      text: fitted, style: style,
      measured: try painter.measurement(of: fitted, style: style, maxWidth: Self.wide))
  }

  /// Writes words into a box.
  ///
  /// - Returns: The columns they take.
  @discardableResult
  func write(
    _ text: String, _ face: Face, in box: SheetBox, _ alignment: Alignment = .left
  ) throws(TextPaintingError) -> Int {
    let line = try line(text, face, width: box.width)
    try draw(line, in: box, alignment)
    return line.width
  }

  /// Draws a line into a box.
  func draw(
    _ line: Line, in box: SheetBox, _ alignment: Alignment = .left
  ) throws(TextPaintingError) {
    guard !line.isEmpty else { return }
    let measured = line.measured
    let width = min(Int(measured.width + 2 * Self.margin), TextPainter.pictureSideLimit)
    let height = min(Int(measured.height + 2 * Self.margin), TextPainter.pictureSideLimit)
    let painted = try painter.paint(
      line.text, style: line.style, maxWidth: Self.wide,
      anchor: (Double(width) / 2, Double(height) / 2), outputSize: (width, height))
    let free = Double(box.width) - measured.width
    let lead =
      switch alignment {
      case .left: 0.0
      case .center: free / 2
      case .right: free
      }
    let left = Double(box.x) + lead - (Double(width) - measured.width) / 2
    pixmap.draw(
      painted, dx: Int(left.rounded()), dy: box.y + (box.height - height) / 2, within: box)
  }

  /// The text on one line, its end replaced by an ellipsis where it is wider than there is room.
  private func fitted(
    _ text: String, _ style: TextStyle, width: Double
  ) throws(TextPaintingError) -> String {
    let line = String(text.prefix(Self.longest)).withoutLineBreaks.withoutControls
    func fits(_ words: String) throws(TextPaintingError) -> Bool {
      try painter.measurement(of: words, style: style, maxWidth: Self.wide).width <= width
    }
    if line.isEmpty { return "" }
    if try fits(line) { return line }
    // The most characters that fit together with the ellipsis, by halving.
    var (fitting, tooMany) = (0, line.count)
    while tooMany - fitting > 1 {
      let middle = (fitting + tooMany) / 2
      if try fits(line.prefix(middle) + "…") { fitting = middle } else { tooMany = middle }
    }
    return fitting == 0 ? "" : line.prefix(fitting) + "…"
  }
}
