import CPango

/// Glyphs of one font on one line, and the place of their baseline's start in block coordinates.
///
/// Borrows from the layout: it must not outlive the call that hands it out.
@safe
struct GlyphRun: ~Copyable {
  let x: Double
  let baseline: Double
  private let font: UnsafeMutablePointer<PangoFont>
  private let glyphs: UnsafeMutablePointer<PangoGlyphString>
  /// The bytes of the text that the run shows.
  let textRange: Range<Int>
  /// The language by which the glyphs were chosen, as BCP 47 writes it.
  let language: String

  /// - Parameter textOffset: Where the layout's own text begins in the whole.
  init?(
    _ run: UnsafeMutablePointer<PangoGlyphItem>, x: Double, baseline: Double, textOffset: Int
  ) {
    guard let item = unsafe run.pointee.item, let font = unsafe item.pointee.analysis.font,
      let glyphs = unsafe run.pointee.glyphs
    else { return nil }
    let start = unsafe textOffset + Int(item.pointee.offset)
    unsafe textRange = start..<(start + Int(item.pointee.length))
    let language = unsafe pango_language_to_string(item.pointee.analysis.language)
    self.language = unsafe language.map { unsafe String(cString: $0) } ?? ""
    unsafe self.font = font
    unsafe self.glyphs = glyphs
    self.x = x
    self.baseline = baseline
  }

  /// What fontconfig matched; nil when the font isn't from fontconfig.
  var pattern: FontPattern? {
    unsafe roughcut_pango_pattern(font).map { unsafe FontPattern($0) }
  }

  /// The letters that no font has, which are drawn as boxes with their codes.
  var missingLetters: [Unicode.Scalar] {
    (0..<(unsafe Int(glyphs.pointee.num_glyphs))).compactMap { index in
      let glyph = unsafe glyphs.pointee.glyphs[index].glyph
      guard glyph != roughcut_PANGO_GLYPH_INVALID_INPUT,
        glyph & roughcut_PANGO_GLYPH_UNKNOWN_FLAG != 0
      else { return nil }
      return Unicode.Scalar(glyph & ~roughcut_PANGO_GLYPH_UNKNOWN_FLAG)
    }
  }

  /// The family of the run's font.
  var family: String? {
    guard let description = unsafe pango_font_describe(font) else { return nil }
    defer { unsafe pango_font_description_free(description) }
    return unsafe pango_font_description_get_family(description).map { unsafe String(cString: $0) }
  }

  /// Whether the font's glyphs are pictures of their own colours (emoji) rather than outlines.
  var isColoured: Bool {
    guard let face = unsafe hb_font_get_face(pango_font_get_hb_font(font)) else { return false }
    return unsafe hb_ot_color_has_png(face) != 0 || hb_ot_color_has_layers(face) != 0
  }

  /// Calls `body` with the font and the glyphs, those hidden that show text from byte
  /// `prefixLength` on.
  ///
  /// A glyph that shows several characters (a ligature) is hidden until the prefix holds them all.
  func withGlyphs(
    ofPrefix prefixLength: Int,
    _ body: (UnsafeMutablePointer<PangoFont>, UnsafeMutablePointer<PangoGlyphString>) -> Void
  ) {
    if textRange.upperBound <= prefixLength {
      unsafe body(font, glyphs)
    } else if textRange.lowerBound < prefixLength,
      let part = unsafe pango_glyph_string_copy(glyphs)
    {
      unsafe hide(part, from: prefixLength)
      unsafe body(font, part)
      unsafe pango_glyph_string_free(part)
    }
  }

  private func hide(_ part: UnsafeMutablePointer<PangoGlyphString>, from prefixLength: Int) {
    let count = unsafe Int(part.pointee.num_glyphs)
    let starts = (0..<count).map { unsafe Int(part.pointee.log_clusters[$0]) }
    // A cluster ends where the next one in the text, not on the line, begins.
    let ordered = Set(starts).sorted()
    var ends: [Int: Int] = [:]
    for (index, start) in ordered.enumerated() {
      ends[start] = index + 1 < ordered.count ? ordered[index + 1] : textRange.count
    }
    for (index, start) in starts.enumerated() {
      if textRange.lowerBound + ends[start, default: textRange.count] > prefixLength {
        unsafe part.pointee.glyphs[index].glyph = roughcut_PANGO_GLYPH_EMPTY
      }
    }
  }
}
