import CPango
import Synchronization

/// Owns a Pango layout of whole paragraphs, and knows its lines in the layout's own coordinates.
@safe
final class LayoutPart {
  /// One line as Pango places it.
  struct Line {
    let ink: Rectangle
    let logical: Rectangle
    let isRightToLeft: Bool
  }

  let lines: [Line]
  private let layout: OpaquePointer
  /// Where the part begins in the whole text, in bytes.
  private let textOffset: Int

  /// Takes over a layout.
  init(owning layout: OpaquePointer, textOffset: Int) {
    unsafe self.layout = layout
    self.textOffset = textOffset
    lines = unsafe Self.measuredLines(of: layout)
  }

  deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Lets one thread at a time break lines, in the whole process.
  ///
  /// Pango promises that threads with font maps of their own don't meet. Yet when several of them
  /// lay out Arabic for the first time at once, Pango 1.50 breaks some of the same lines elsewhere,
  /// and keeps to that. Layout is a small part of painting, so taking turns costs little.
  private static let lineBreaking = Mutex(())

  /// Breaks the text into lines, which Pango puts off until it is asked about them.
  private static func measuredLines(of layout: OpaquePointer) -> [Line] {
    lineBreaking.withLock { _ in
      var lines: [Line] = []
      guard let iterator = unsafe pango_layout_get_iter(layout) else { return lines }
      defer { unsafe pango_layout_iter_free(iterator) }
      repeat {
        var (ink, logical) = (PangoRectangle(), PangoRectangle())
        unsafe pango_layout_iter_get_line_extents(iterator, &ink, &logical)
        let line = unsafe pango_layout_iter_get_line_readonly(iterator)
        let direction = unsafe pango_layout_line_get_resolved_direction(line)
        lines.append(
          Line(
            ink: Rectangle(ink), logical: Rectangle(logical),
            isRightToLeft: direction == PANGO_DIRECTION_RTL))
      } while unsafe pango_layout_iter_next_line(iterator) != 0
      return lines
    }
  }

  /// Characters without a glyph in any font.
  ///
  /// The corresponding C function is `pango_layout_get_unknown_glyphs_count`.
  var missingGlyphCount: Int { unsafe Int(pango_layout_get_unknown_glyphs_count(layout)) }

  /// Calls `body` with every run of the lines that `isIncluded` lets through, in visual order.
  ///
  /// - Parameters:
  ///   - placed: The part's lines in block coordinates.
  ///   - shiftY: What to add to the part's y to reach block coordinates.
  func forEachRun(
    of placed: ArraySlice<LayoutLine>, where isIncluded: (LayoutLine) -> Bool, shiftY: Double,
    _ body: (borrowing GlyphRun) -> Void
  ) {
    guard let iterator = unsafe pango_layout_get_iter(layout) else { return }
    defer { unsafe pango_layout_iter_free(iterator) }
    for line in placed {
      let isWanted = isIncluded(line)
      // A line ends with a null run.
      while let run = unsafe pango_layout_iter_get_run_readonly(iterator) {
        if isWanted {
          var logical = PangoRectangle()
          unsafe pango_layout_iter_get_run_extents(iterator, nil, &logical)
          let baseline = unsafe pango_layout_iter_get_run_baseline(iterator)
          if let glyphRun = unsafe GlyphRun(
            run, x: Double(logical.x) / Double(PANGO_SCALE) + line.shiftX,
            baseline: Double(baseline) / Double(PANGO_SCALE) + shiftY, textOffset: textOffset)
          {
            body(glyphRun)
          }
        }
        guard unsafe pango_layout_iter_next_run(iterator) != 0 else { return }
      }
      guard unsafe pango_layout_iter_next_run(iterator) != 0 else { return }
    }
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
