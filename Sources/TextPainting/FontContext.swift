import CFontLanguage
import CPango

/// Owns a Pango font map and the context that lays out text with it.
///
/// The map is this context's own and not Pango's per-thread default, so a painter may move from
/// thread to thread between calls; fontconfig and FreeType lock what they share beneath.
///
/// Hinting is off, of outlines and of metrics, and glyphs sit at fractions of a unit: only so is a
/// small picture the large one scaled down.
@safe
struct FontContext: ~Copyable {
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  /// The families that are installed.
  let installed = FontFamilies()

  /// - Throws: ``TextPaintingError/noFonts`` if not even `sans-serif` leads to a font.
  ///
  /// The corresponding C functions are `pango_cairo_font_map_new`, `pango_font_map_create_context`.
  init() throws(TextPaintingError) {
    roughcut_pin_font_language()
    guard let map = unsafe pango_cairo_font_map_new() else { throw .noFonts }
    unsafe roughcut_pango_set_resolution(map, 72)
    guard let context = unsafe pango_font_map_create_context(map) else {
      unsafe g_object_unref(map)
      throw .noFonts
    }
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
    unsafe pango_context_set_round_glyph_positions(context, 0)
    // Without any font Pango goes on, with nonsense for metrics.
    let description = unsafe pango_font_description_from_string("sans-serif")
    let font = unsafe pango_context_load_font(context, description)
    unsafe pango_font_description_free(description)
    guard let font = unsafe font else {
      unsafe g_object_unref(UnsafeMutableRawPointer(context))
      unsafe g_object_unref(map)
      throw .noFonts
    }
    unsafe g_object_unref(font)
    unsafe self.map = map
    unsafe self.context = context
  }

  deinit {
    unsafe g_object_unref(UnsafeMutableRawPointer(context))
    unsafe g_object_unref(map)
  }

  /// The families that the font system offers, sorted, with its aliases such as `Sans`.
  ///
  /// The corresponding C function is `pango_font_map_list_families`.
  var families: [String] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
    var count: CInt = 0
    unsafe pango_font_map_list_families(map, &list, &count)
    guard let list = unsafe list else { return [] }
    defer { unsafe g_free(list) }
    var names: Set<String> = []
    for index in 0..<Int(count) {
      if let name = unsafe pango_font_family_get_name(list[index]) {
        names.insert(unsafe String(cString: name))
      }
    }
    return names.sorted()
  }

  /// The parts of a text, laid out.
  ///
  /// - Parameter maxWidth: Where lines wrap, in reference units; nil to wrap none.
  func makeParts(
    of text: PaintableText, style: TextStyle, maxWidth: Double?
  ) throws(TextPaintingError) -> [LayoutPart] {
    let families = FontList(style.fontFamily)
    let language = TextLanguage(of: text.string, families: families, installed: installed)
    let font = unsafe makeDescription(of: style, families: families)
    defer { unsafe pango_font_description_free(font) }
    unsafe pango_context_set_language(context, pango_language_from_string("en"))
    let korean =
      language.needsKoreanFont
      ? unsafe family(of: font, for: "\u{AC00}", language: "ko").map {
        "\($0),\(families.pangoFamilies)"
      }
      : nil
    var parts: [LayoutPart] = []
    for range in text.parts {
      guard let layout = unsafe pango_layout_new(context) else { throw .noFonts }
      unsafe pango_layout_set_font_description(layout, font)
      unsafe pango_layout_set_width(
        layout, maxWidth.map { CInt(($0 * Double(PANGO_SCALE)).rounded()) } ?? -1)
      unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
      if let lineHeight = style.lineHeight {
        unsafe pango_layout_set_line_spacing(layout, Float(lineHeight))
      }
      let string = text.text(in: range)
      unsafe pango_layout_set_text(layout, string, CInt(string.utf8.count))
      let attributes = TextAttributes(
        of: string, offset: range.lowerBound, language: language, koreanFamilies: korean)
      unsafe pango_layout_set_attributes(layout, attributes.list)
      parts.append(unsafe LayoutPart(owning: layout, textOffset: range.lowerBound))
    }
    return parts
  }

  /// The family that a letter comes from when a font is asked for; `nil` if no font has the letter.
  ///
  /// The corresponding C functions are `pango_font_map_load_fontset` and `pango_fontset_get_font`.
  private func family(
    of font: OpaquePointer?, for letter: Unicode.Scalar, language: String
  ) -> String? {
    guard
      let set = unsafe pango_font_map_load_fontset(
        map, context, font, pango_language_from_string(language))
    else { return nil }
    defer { unsafe g_object_unref(set) }
    guard let found = unsafe pango_fontset_get_font(set, letter.value) else { return nil }
    defer { unsafe g_object_unref(found) }
    return unsafe roughcut_pango_pattern(found).flatMap { unsafe FontPattern($0).string(FC_FAMILY) }
  }

  /// A description of the font that a style asks for, owned by the caller.
  private func makeDescription(of style: TextStyle, families: FontList) -> OpaquePointer? {
    let font = unsafe pango_font_description_new()
    unsafe pango_font_description_set_family(font, families.pangoFamilies)
    unsafe pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(font, PangoWeight(rawValue: UInt32(style.weight)))
    unsafe pango_font_description_set_style(
      font, style.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
    return unsafe font
  }
}
