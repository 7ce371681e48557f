/// The fonts that a text is drawn with on this machine, and what they lack.
public struct TextFonts: Hashable, Sendable {
  /// One face of a font file, as it is drawn.
  public struct Face: Hashable, Sendable {
    /// The family's first name.
    public let family: String
    /// The font's file.
    public let path: String
    /// The face's number in the file, with the number of its instance in the upper 16 bits.
    public let index: Int
    /// 100 (thin) to 1,000, in the scale of ``TextStyle/weight``; nil when the font has no weight.
    public let weight: Int?
    /// Whether the letters slant, by design or because they are sheared.
    public let isSlanted: Bool
    /// Whether the upright letters of the font are sheared, because it has no slanted ones.
    public let isSheared: Bool
    /// Whether the letters of the font are thickened, because it has no bold ones.
    public let isThickened: Bool
    /// Whether the glyphs are pictures of their own colours, which have neither weight nor slant.
    public let isColoured: Bool
    /// The font system's further settings that change how glyphs look, in a fixed order.
    public let settings: String
  }

  /// A stretch of the text in one face.
  public struct Run: Hashable, Sendable {
    /// The UTF-8 offset at which it begins; it ends where the next one begins.
    public let start: Int
    /// The place of its face in ``TextFonts/faces``.
    public let face: Int
    /// The language by which its glyphs are chosen, as BCP 47 writes it.
    public let language: String
    /// Whether it has letters, as opposed to blanks alone.
    public let hasLetters: Bool
  }

  /// The faces, in order of first use.
  public let faces: [Face]
  /// The runs, in the order of the text; neighbours differ.
  public let runs: [Run]
  /// The families that the style names before the first that is installed; generic ones are always
  /// installed.
  public let missingFamilies: [String]
  /// The first installed family that the style names, if the rules of the font system have another one drawn in its
  /// place.
  public let replacedFamily: String?
  /// The letters that no installed font has, each once, in the order of the text; each is drawn as a
  /// box with its code.
  public let missingLetters: [Unicode.Scalar]
  /// Grapheme clusters that are drawn.
  public let graphemeCount: Int
  /// Whether the text is longer than what is drawn, so that a part of it is left out.
  public let isTruncated: Bool
}
