/// What the layout of a text came to, whether or not it was painted.
public struct TextMeasurement: Hashable, Sendable {
  /// The widest line, in reference units.
  public let width: Double
  /// From the first line's ascent to the last line's descent, in reference units.
  public let height: Double
  /// Lines after wrapping; 0 for an empty text.
  public let lineCount: Int
  /// Grapheme clusters (what a reader calls characters) that were laid out.
  public let graphemeCount: Int
  /// Whether the text was longer than what is laid out, so that its end is left out.
  public let isTruncated: Bool
  /// The families that glyphs came from, in order of first use.
  public let fontsUsed: [String]
  /// Whether the first family that the style names is installed; true when it names none.
  ///
  /// When false, another was used: ``fontsUsed`` names it.
  public let requestedFontFound: Bool
  /// Characters that no installed font can show; each is drawn as a box with its code.
  public let missingGlyphCount: Int
}
