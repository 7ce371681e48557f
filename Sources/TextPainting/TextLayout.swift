import CPango
import Synchronization

/// Owns a Pango layout, and knows its lines in block coordinates.
///
/// Pango's own alignment is not used: it turns around in right-to-left paragraphs, where a style's
/// `left` still means left. Lines are moved into place here.
@safe
struct TextLayout: ~Copyable {
  private let layout: OpaquePointer
  /// What to add to Pango's y to reach block coordinates.
  private let shiftY: Double
  /// The widest line, in reference units.
  let width: Double
  /// From the first ascent to the last descent, in reference units.
  let height: Double
  let lines: [LayoutLine]

  init(
    of text: PaintableText, style: TextStyle, maxWidth: Double, in context: borrowing FontContext
  ) throws(TextPaintingError) {
    unsafe layout = try context.makeLayout(of: text, style: style, maxWidth: maxWidth)
    let measured = unsafe Self.measuredLines(of: layout)
    let width = measured.map(\.logical.width).max() ?? 0
    let top = measured.first?.logical.minY ?? 0
    let height = (measured.last?.logical.maxY ?? 0) - top
    self.width = width
    self.height = height
    let shiftY = -height / 2 - top
    self.shiftY = shiftY
    lines = measured.map { line in
      let slack = width - line.logical.width
      let left =
        switch style.alignment {
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
  }

  deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Lets one thread at a time break lines, in the whole process.
  ///
  /// Pango promises that threads with font maps of their own don't meet. Yet when several of them
  /// lay out Arabic for the first time at once, Pango 1.50 breaks some of the same lines elsewhere,
  /// and keeps to that. Layout is a small part of painting, so taking turns costs little.
  private static let lineBreaking = Mutex(())

  /// Breaks the text into lines, which Pango puts off until it is asked about them.
  private static func measuredLines(
    of layout: OpaquePointer
  ) -> [(ink: Rectangle, logical: Rectangle, isRightToLeft: Bool)] {
    lineBreaking.withLock { _ in
      var lines: [(ink: Rectangle, logical: Rectangle, isRightToLeft: Bool)] = []
      guard let iterator = unsafe pango_layout_get_iter(layout) else { return lines }
      defer { unsafe pango_layout_iter_free(iterator) }
      repeat {
        var (ink, logical) = (PangoRectangle(), PangoRectangle())
        unsafe pango_layout_iter_get_line_extents(iterator, &ink, &logical)
        let line = unsafe pango_layout_iter_get_line_readonly(iterator)
        let direction = unsafe pango_layout_line_get_resolved_direction(line)
        lines.append((Rectangle(ink), Rectangle(logical), direction == PANGO_DIRECTION_RTL))
      } while unsafe pango_layout_iter_next_line(iterator) != 0
      return lines
    }
  }

  /// Characters without a glyph in any font.
  ///
  /// The corresponding C function is `pango_layout_get_unknown_glyphs_count`.
  var missingGlyphCount: Int { unsafe Int(pango_layout_get_unknown_glyphs_count(layout)) }

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
    guard let iterator = unsafe pango_layout_get_iter(layout) else { return }
    defer { unsafe pango_layout_iter_free(iterator) }
    for line in lines {
      let isWanted = isIncluded(line)
      // A line ends with a null run.
      while let run = unsafe pango_layout_iter_get_run_readonly(iterator) {
        if isWanted {
          var logical = PangoRectangle()
          unsafe pango_layout_iter_get_run_extents(iterator, nil, &logical)
          let baseline = unsafe pango_layout_iter_get_run_baseline(iterator)
          if let glyphRun = unsafe GlyphRun(
            run, x: Double(logical.x) / Double(PANGO_SCALE) + line.shiftX,
            baseline: Double(baseline) / Double(PANGO_SCALE) + shiftY)
          {
            body(glyphRun)
          }
        }
        guard unsafe pango_layout_iter_next_run(iterator) != 0 else { return }
      }
      guard unsafe pango_layout_iter_next_run(iterator) != 0 else { return }
    }
  }

  /// The families that glyphs come from, in order of first use.
  var fontsUsed: [String] {
    var families: [String] = []
    forEachRun { run in
      if let family = run.family, !families.contains(family) { families.append(family) }
    }
    return families
  }
}

extension Rectangle {
  fileprivate init(_ rectangle: PangoRectangle) {
    let unit = Double(PANGO_SCALE)
    self.init(
      minX: Double(rectangle.x) / unit, minY: Double(rectangle.y) / unit,
      maxX: (Double(rectangle.x) + Double(rectangle.width)) / unit,
      maxY: (Double(rectangle.y) + Double(rectangle.height)) / unit)
  }
}
