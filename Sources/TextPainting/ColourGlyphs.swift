import CPango

/// Paints glyphs that are pictures, such as emoji.
///
/// Cairo 1.16 sets such glyphs only at whole pixels, which makes moving text tremble, and a font
/// of pictures has them at one size anyway. So a glyph is drawn once at that size and laid down
/// as a picture through the current matrix.
struct ColourGlyphs {
  /// Pixels to the em at which glyphs are drawn: the size of the pictures in Noto Color Emoji.
  private static let tileEm = 109.0

  /// Paints `glyphs` from `x` on the `baseline`, in the units of the current matrix of `target`.
  static func paint(
    _ glyphs: UnsafeMutablePointer<PangoGlyphString>, of font: UnsafeMutablePointer<PangoFont>,
    x: Double, baseline: Double, alpha: Double, on target: borrowing ImageSurface
  ) throws(TextPaintingError) {
    guard let scaledFont = unsafe roughcut_pango_scaled_font(font) else { return }
    let unit = Double(PANGO_SCALE)
    var x = x
    for index in 0..<(unsafe Int(glyphs.pointee.num_glyphs)) {
      let glyph = unsafe glyphs.pointee.glyphs[index]
      defer { x += Double(glyph.geometry.width) / unit }
      // What is above all glyph numbers is Pango's own mark for nothing or for unknown.
      guard glyph.glyph < roughcut_PANGO_GLYPH_EMPTY else { continue }
      try unsafe paint(
        CUnsignedLong(glyph.glyph), of: scaledFont, x: x + Double(glyph.geometry.x_offset) / unit,
        y: baseline + Double(glyph.geometry.y_offset) / unit, alpha: alpha, on: target)
    }
  }

  private static func paint(
    _ glyph: CUnsignedLong, of font: OpaquePointer, x: Double, y: Double, alpha: Double,
    on target: borrowing ImageSurface
  ) throws(TextPaintingError) {
    guard let tileFont = unsafe tileFont(for: font) else { return }
    defer { unsafe cairo_scaled_font_destroy(tileFont) }
    var placed = cairo_glyph_t(index: glyph, x: 0, y: 0)
    var extents = cairo_text_extents_t()
    unsafe cairo_scaled_font_glyph_extents(tileFont, &placed, 1, &extents)
    // A clear border of a pixel keeps the edges soft when the tile is scaled.
    let left = extents.x_bearing.rounded(.down) - 1
    let top = extents.y_bearing.rounded(.down) - 1
    let width = Int((extents.x_bearing + extents.width).rounded(.up) - left) + 1
    let height = Int((extents.y_bearing + extents.height).rounded(.up) - top) + 1
    guard (3...2_048).contains(width), (3...2_048).contains(height) else { return }

    let tile = try ImageSurface(width: width, height: height, content: .colour)
    unsafe cairo_set_scaled_font(tile.cairo, tileFont)
    placed.x = -left
    placed.y = -top
    unsafe cairo_show_glyphs(tile.cairo, &placed, 1)
    try tile.check("draw a colour glyph")

    var toUser = cairo_matrix_t()
    unsafe cairo_scaled_font_get_font_matrix(font, &toUser)
    unsafe cairo_save(target.cairo)
    unsafe cairo_translate(target.cairo, x, y)
    unsafe cairo_transform(target.cairo, &toUser)
    unsafe cairo_scale(target.cairo, 1 / tileEm, 1 / tileEm)
    unsafe cairo_set_source_surface(target.cairo, tile.surface, left, top)
    unsafe cairo_pattern_set_filter(cairo_get_source(target.cairo), CAIRO_FILTER_GOOD)
    unsafe cairo_paint_with_alpha(target.cairo, alpha)
    unsafe cairo_restore(target.cairo)
  }

  /// The face of `font` at ``tileEm``, owned by the caller.
  ///
  /// The corresponding C function is `cairo_scaled_font_create`.
  private static func tileFont(for font: OpaquePointer) -> OpaquePointer? {
    var fontMatrix = cairo_matrix_t(xx: tileEm, yx: 0, xy: 0, yy: tileEm, x0: 0, y0: 0)
    var identity = cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: 0, y0: 0)
    let options = unsafe cairo_font_options_create()
    defer { unsafe cairo_font_options_destroy(options) }
    unsafe cairo_scaled_font_get_font_options(font, options)
    return unsafe cairo_scaled_font_create(
      cairo_scaled_font_get_font_face(font), &fontMatrix, &identity, options)
  }
}
