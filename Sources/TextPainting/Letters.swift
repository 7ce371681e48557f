import CPango

/// The glyphs of a layout, to be painted in one colour with one outline.
struct Letters {
  let fill: RGBA
  let stroke: TextStyle.Stroke?
  /// The part of the block that can be seen; lines outside are not drawn.
  let area: Rectangle
  /// The bytes of the text whose glyphs are drawn.
  let prefixLength: Int

  /// Draws on `target`, whose matrix takes block coordinates.
  ///
  /// Outlines of all runs make one path, so that neighbours that touch are neither outlined apart
  /// nor, when translucent, painted twice.
  func paint(
    _ layout: TextLayout, on target: borrowing ImageSurface
  ) throws(TextPaintingError) {
    let reach = stroke?.width ?? 0
    let cairo = unsafe target.cairo
    unsafe cairo_new_path(cairo)
    layout.forEachRun(where: { TextLayout.shows($0, in: area, reach: reach) }) { run in
      guard !run.isColoured else { return }
      unsafe cairo_move_to(cairo, run.x, run.baseline)
      unsafe run.withGlyphs(ofPrefix: prefixLength) { font, glyphs in
        unsafe pango_cairo_glyph_string_path(cairo, font, glyphs)
      }
    }
    if let stroke, stroke.width > 0 {
      target.setSource(stroke.color)
      // Half of the line falls inside the letters and is painted over.
      unsafe cairo_set_line_width(cairo, 2 * stroke.width)
      unsafe cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
      unsafe cairo_stroke_preserve(cairo)
    }
    target.setSource(fill)
    unsafe cairo_fill(cairo)
    try target.check("draw letters")
    try paintColourGlyphs(layout, on: target)
  }

  private func paintColourGlyphs(
    _ layout: TextLayout, on target: borrowing ImageSurface
  ) throws(TextPaintingError) {
    var failure: TextPaintingError?
    layout.forEachRun(where: { TextLayout.shows($0, in: area, reach: 0) }) { run in
      guard run.isColoured, failure == nil else { return }
      let (x, baseline) = (run.x, run.baseline)
      unsafe run.withGlyphs(ofPrefix: prefixLength) { font, glyphs in
        do throws(TextPaintingError) {
          try unsafe ColourGlyphs.paint(
            glyphs, of: font, x: x, baseline: baseline, alpha: Double(fill.alpha) / 255,
            on: target)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }
}
