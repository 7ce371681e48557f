import CPango

/// Owns the attributes of one layout: the languages of its stretches, and that no hyphen is put in.
///
/// Pango marks a break within a word by a hyphen, which would be a letter that the text does not have.
/// A soft hyphen (U+00AD) is the text's own, and shows where a line breaks at it.
@safe
struct TextAttributes: ~Copyable {
  let list: OpaquePointer?

  /// - Parameters:
  ///   - text: The layout's text.
  ///   - offset: Where it begins in the whole text, in bytes.
  ///   - koreanFamilies: The families for Han characters of Korean text; `nil` for those of all the text.
  init(of text: String, offset: Int, language: TextLanguage, koreanFamilies: String?) {
    let list = unsafe pango_attr_list_new()
    unsafe self.list = list
    let length = text.utf8.count
    var start = 0
    var position = 0
    for scalar in text.unicodeScalars {
      if scalar == "\u{AD}" {
        unsafe Self.insert(pango_attr_insert_hyphens_new(0), start..<position, into: list)
        start = position + scalar.utf8.count
      }
      position += scalar.utf8.count
    }
    unsafe Self.insert(pango_attr_insert_hyphens_new(0), start..<length, into: list)
    for stretch in language.stretches {
      let range = (stretch.range.lowerBound - offset)..<(stretch.range.upperBound - offset)
      let pango = unsafe pango_language_from_string(stretch.language)
      unsafe Self.insert(
        pango_attr_language_new(pango), range.clamped(to: 0..<length), into: list)
    }
    if let koreanFamilies {
      for range in language.koreanHan(in: text, offset: offset) {
        unsafe Self.insert(pango_attr_family_new(koreanFamilies), range, into: list)
      }
    }
    if language.keepsFontForms {
      unsafe Self.insert(pango_attr_font_features_new("locl=0"), 0..<length, into: list)
    }
  }

  deinit { unsafe pango_attr_list_unref(list) }

  /// Puts an attribute on a range of bytes; the list takes it over.
  private static func insert(
    _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ range: Range<Int>,
    into list: OpaquePointer?
  ) {
    guard let attribute = unsafe attribute else { return }
    guard !range.isEmpty else { return unsafe pango_attribute_destroy(attribute) }
    unsafe attribute.pointee.start_index = guint(range.lowerBound)
    unsafe attribute.pointee.end_index = guint(range.upperBound)
    unsafe pango_attr_list_insert(list, attribute)
  }
}
