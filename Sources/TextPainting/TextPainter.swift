import CPango

/// Paints text: shapes it, wraps it, and gives back the pixels it marks.
///
/// Not `Sendable`: each worker has its own painter. Any number may work at once, taking turns only
/// at breaking lines, and a painter may move between threads as long as one uses it at a time. The same call on the same fonts gives the same bytes.
public final class TextPainter {
  /// The most grapheme clusters that are laid out.
  ///
  /// Of a longer text the rest is left out, and ``TextMeasurement/isTruncated`` says so. So is the rest
  /// of a paragraph of more clusters than ``TextStyle/paragraphLimit``.
  public static let graphemeLimit = 50_000

  /// The most pixels that the output picture may have a side.
  public static let pictureSideLimit = 8_192

  /// How many layouts are kept, so that a title that moves is not laid out at every frame.
  private static let capacity = 8

  private let context: FontContext
  private var kept: [(wish: Wish, setting: Setting)] = []

  /// A text that is laid out.
  private struct Setting {
    let text: PaintableText
    let layout: TextLayout
  }

  /// Everything that a layout depends on.
  private struct Wish: Hashable {
    var text: String
    var fontFamily: String?
    var size: Double
    var weight: Int
    var isItalic: Bool
    var alignment: TextStyle.Alignment
    var lineHeight: Double?
    var maxWidth: Double
  }

  /// - Throws: ``TextPaintingError/noFonts`` if the font system can't be started.
  public init() throws(TextPaintingError) {
    context = try FontContext()
  }

  /// The releases of the libraries that shape and draw text.
  public static var engine: String {
    let pango = unsafe String(cString: pango_version_string())
    let harfBuzz = unsafe String(cString: hb_version_string())
    let cairo = unsafe String(cString: cairo_version_string())
    return "pango \(pango), harfbuzz \(harfBuzz), cairo \(cairo)"
  }

  /// The families that the font system offers, sorted, with its aliases such as `Sans`.
  ///
  /// - Throws: ``TextPaintingError/noFonts`` if the font system can't be started.
  public static func fontFamilies() throws(TextPaintingError) -> [String] {
    try FontContext().families
  }

  /// Whether a text that asks for `family` gets it, and not a substitute.
  ///
  /// Of a list, written as CSS's `font-family`, the first name decides; a list without names asks for
  /// no family. Case and blanks don't count. Generic names such as `sans-serif` are always there.
  public func hasFontFamily(_ family: String) -> Bool {
    guard let first = FontList(family).names.first else { return true }
    return FontList.isGeneric(first) || context.installed.contains(first)
  }

  /// The fonts that a text is drawn with, and what they lack.
  ///
  /// - Throws: ``TextPaintingError/outOfRange(name:value:allowed:)``.
  public func fonts(of text: String, style: TextStyle) throws(TextPaintingError) -> TextFonts {
    try style.checkRanges()
    let paintable = PaintableText(text, in: style)
    let layout = try TextLayout(of: paintable, style: style, maxWidth: nil, in: context)
    return TextFonts(
      of: layout, text: paintable, families: FontList(style.fontFamily),
      installed: context.installed)
  }

  /// Lays out a text without painting it.
  ///
  /// - Parameters:
  ///   - text: Lines as in the draft; see ``paint(_:style:maxWidth:anchor:outputSize:visibleCharacters:scale:rotationDegrees:)``.
  ///   - maxWidth: Where lines wrap, in reference units, 1...20,000.
  /// - Throws: ``TextPaintingError/outOfRange(name:value:allowed:)``.
  public func measurement(
    of text: String, style: TextStyle, maxWidth: Double
  ) throws(TextPaintingError) -> TextMeasurement {
    measurement(of: try setting(of: text, style: style, maxWidth: maxWidth), style: style)
  }

  /// Paints a text around a point of the output picture.
  ///
  /// The text is laid out in reference units, then scaled, turned and moved as outlines: at every
  /// `scale` it breaks into the same lines, and `anchor` counts to the fraction of a pixel, so that
  /// motion is smooth. Lines wrap between words, within a word that is wider than a line, and
  /// between any two characters where the script has no spaces. Each paragraph takes its direction
  /// from its first letter. Control characters other than tabs and line ends are drawn as U+FFFD.
  ///
  /// - Parameters:
  ///   - maxWidth: Where lines wrap, in reference units, 1...20,000.
  ///   - anchor: Where the centre of the block goes, in pixels of the output picture from its top
  ///     left corner.
  ///   - outputSize: The output picture, 1 to ``pictureSideLimit`` pixels a side. Nothing outside
  ///     is painted, whatever the size of the text.
  ///   - visibleCharacters: Draws only the first so many grapheme clusters, at the places they have
  ///     in the whole text, over the box of the whole text; nil draws all.
  ///   - scale: Pixels a reference unit, 0.001...64; for a text at its own size the output's height
  ///     divided by 1080. The letters' size in pixels, `style.size` times this, is at most 16,384.
  ///   - rotationDegrees: Clockwise, about the anchor.
  /// - Returns: The bitmap around all pixels that are marked; 0 by 0 when there are none.
  /// - Throws: ``TextPaintingError``, for values out of range or when memory runs out.
  public func paint(
    _ text: String, style: TextStyle, maxWidth: Double, anchor: (x: Double, y: Double),
    outputSize: (width: Int, height: Int), visibleCharacters: Int? = nil, scale: Double = 1,
    rotationDegrees: Double = 0
  ) throws(TextPaintingError) -> PaintedText {
    try style.checkRanges()
    try checkRange(maxWidth, in: 1...20_000, name: "maxWidth")
    try checkRange(scale, in: 0.001...64, name: "scale")
    try checkRange(style.size * scale, in: 0...16_384, name: "size times scale")
    let finite = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    try checkRange(rotationDegrees, in: finite, name: "rotation")
    try checkRange(anchor.x, in: finite, name: "anchor x")
    try checkRange(anchor.y, in: finite, name: "anchor y")
    let sides = 1...Self.pictureSideLimit
    guard sides.contains(outputSize.width), sides.contains(outputSize.height) else {
      throw .pictureSize(width: outputSize.width, height: outputSize.height)
    }

    let setting = try setting(of: text, style: style, maxWidth: maxWidth)
    let scene = TextScene(
      style: style,
      placement: Placement(
        anchorX: anchor.x, anchorY: anchor.y, scale: scale, rotationDegrees: rotationDegrees),
      picture: PixelRectangle(
        minX: 0, minY: 0, maxX: outputSize.width, maxY: outputSize.height),
      prefixLength: setting.text.prefixLength(graphemes: visibleCharacters ?? .max))
    let (pixels, frame) =
      setting.text.string.isEmpty ? ([], .empty) : try scene.paint(setting.layout)
    return PaintedText(
      width: frame.width, height: frame.height, originX: frame.minX, originY: frame.minY,
      pixels: pixels, measurement: measurement(of: setting, style: style))
  }

  private func setting(
    of text: String, style: TextStyle, maxWidth: Double
  ) throws(TextPaintingError) -> Setting {
    try style.checkRanges()
    try checkRange(maxWidth, in: 1...20_000, name: "maxWidth")
    let wish = Wish(
      text: text, fontFamily: style.fontFamily, size: style.size, weight: style.weight,
      isItalic: style.isItalic, alignment: style.alignment, lineHeight: style.lineHeight,
      maxWidth: maxWidth)
    if let found = kept.first(where: { $0.wish == wish }) { return found.setting }
    let paintable = PaintableText(text, in: style)
    let made = Setting(
      text: paintable,
      layout: try TextLayout(of: paintable, style: style, maxWidth: maxWidth, in: context))
    if kept.count >= Self.capacity { kept.removeFirst() }
    kept.append((wish, made))
    return made
  }

  private func measurement(of setting: Setting, style: TextStyle) -> TextMeasurement {
    let (text, layout) = (setting.text, setting.layout)
    let isEmpty = text.string.isEmpty
    return TextMeasurement(
      width: isEmpty ? 0 : layout.width, height: isEmpty ? 0 : layout.height,
      lineCount: isEmpty ? 0 : layout.lines.count, graphemeCount: text.graphemeEnds.count,
      isTruncated: text.isTruncated, fontsUsed: layout.fontsUsed,
      requestedFontFound: style.fontFamily.map { hasFontFamily($0) } ?? true,
      missingGlyphCount: layout.missingGlyphCount)
  }
}
