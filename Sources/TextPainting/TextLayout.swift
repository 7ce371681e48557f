import CPango

/// A text broken into lines, in block coordinates.
///
/// Pango's own alignment is not used: it turns around in right-to-left paragraphs, where a style's
/// `left` still means left. Lines are moved into place here. A long text is laid out in parts, one
/// below the other, because Pango counts in 32 bits and takes its time with many paragraphs.
final class TextLayout {
  /// The widest line, in reference units.
  let width: Double
  /// From the first ascent to the last descent, in reference units.
  let height: Double
  /// The lines of all parts.
  let lines: [LayoutLine]
  private let parts: [LayoutPart]
  /// For each part, its first line and how far its own coordinates are above the block's.
  private let places: [(firstLine: Int, shiftY: Double)]

  /// - Parameter maxWidth: Where lines wrap, in reference units; nil to wrap none.
  init(
    of text: PaintableText, style: TextStyle, maxWidth: Double?, in context: borrowing FontContext
  ) throws(TextPaintingError) {
    parts = try context.makeParts(of: text, style: style, maxWidth: maxWidth)
    let measured = parts.map(\.lines)
    let width = measured.joined().map(\.logical.width).max() ?? 0
    // Where each part's coordinates begin below the first's.
    var tops: [Double] = []
    var bottom = 0.0
    for lines in measured {
      guard let first = lines.first, let last = lines.last else {
        tops.append(bottom)
        continue
      }
      var top = bottom - first.logical.minY
      if !tops.isEmpty, let lineHeight = style.lineHeight {
        // Baselines are apart by the style's multiple of the line's own height.
        top += (lineHeight - 1) * first.logical.height
      }
      tops.append(top)
      bottom = top + last.logical.maxY
    }
    let top = (measured.first?.first?.logical.minY ?? 0) + (tops.first ?? 0)
    let height = bottom - top
    self.width = width
    self.height = height
    var lines: [LayoutLine] = []
    var places: [(firstLine: Int, shiftY: Double)] = []
    for (part, partTop) in zip(measured, tops) {
      let shiftY = partTop - height / 2 - top
      places.append((lines.count, shiftY))
      lines += part.map { Self.placed($0, in: width, shiftY: shiftY, style.alignment) }
    }
    self.lines = lines
    self.places = places
  }

  private static func placed(
    _ line: LayoutPart.Line, in width: Double, shiftY: Double, _ alignment: TextStyle.Alignment
  ) -> LayoutLine {
    let slack = width - line.logical.width
    let left =
      switch alignment {
      case .left: 0.0
      case .center: slack / 2
      case .right: slack
      case .start: line.isRightToLeft ? slack : 0
      }
    let shiftX = left - width / 2 - line.logical.minX
    return LayoutLine(
      logical: line.logical.moved(dx: shiftX, dy: shiftY),
      ink: line.ink.isEmpty ? .empty : line.ink.moved(dx: shiftX, dy: shiftY), shiftX: shiftX)
  }

  /// Characters without a glyph in any font.
  var missingGlyphCount: Int { parts.reduce(0) { $0 + $1.missingGlyphCount } }

  /// The block, in its own coordinates.
  var block: Rectangle {
    Rectangle(minX: -width / 2, minY: -height / 2, maxX: width / 2, maxY: height / 2)
  }

  /// Whether letters of `line`, reaching `reach` beyond their ink, show in `area` of the block.
  static func shows(_ line: LayoutLine, in area: Rectangle, reach: Double) -> Bool {
    !line.ink.isEmpty && !line.ink.grown(by: reach).intersection(area).isEmpty
  }

  /// Around the letters of all lines that show in `area`, grown by `reach`.
  func ink(in area: Rectangle, reach: Double) -> Rectangle {
    lines.reduce(.empty) { ink, line in
      Self.shows(line, in: area, reach: reach) ? ink.union(line.ink.grown(by: reach)) : ink
    }
  }

  /// Calls `body` with every run of the lines that `isIncluded` lets through, in visual order from
  /// the first line to the last.
  func forEachRun(
    where isIncluded: (LayoutLine) -> Bool = { _ in true }, _ body: (borrowing GlyphRun) -> Void
  ) {
    for (index, part) in parts.enumerated() {
      let first = places[index].firstLine
      let lines = lines[first..<(first + part.lines.count)]
      guard lines.contains(where: isIncluded) else { continue }
      part.forEachRun(of: lines, where: isIncluded, shiftY: places[index].shiftY, body)
    }
  }

  /// The families that glyphs come from, in order of first use.
  private(set) lazy var fontsUsed: [String] = {
    var families: [String] = []
    forEachRun { run in
      if let family = run.family, !families.contains(family) { families.append(family) }
    }
    return families
  }()
}
