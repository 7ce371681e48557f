/// How a text looks, in reference units: pixels of a canvas 1080 high.
///
/// Text is laid out in reference units and scaled as a picture, so a style gives the same line
/// breaks and proportions at every output size (`draft-format.md` section 5: a preview is the
/// export made small). The ranges below are checked by ``TextPainter``.
public struct TextStyle: Hashable, Sendable {
  /// Where lines shorter than the widest one go, within the block.
  public enum Alignment: Hashable, Sendable {
    /// At the left edge, whatever the script.
    case left
    /// In the middle.
    case center
    /// At the right edge, whatever the script.
    case right
    /// Where reading starts: left for Latin, right for Arabic; decided line by line.
    case start
  }

  /// An outline around the letters.
  public struct Stroke: Hashable, Sendable {
    /// The outline's colour.
    public var color: RGBA
    /// How far the outline reaches beyond the letters' edge, in reference units, 0...500.
    public var width: Double

    /// Makes an outline that reaches `width` beyond the letters.
    public init(color: RGBA, width: Double) {
      self.color = color
      self.width = width
    }
  }

  /// A shadow cast by the letters and their outline (not by the box).
  public struct Shadow: Hashable, Sendable {
    /// The shadow's colour.
    public var color: RGBA
    /// How far to the right the shadow falls, in reference units, -10,000...10,000.
    public var dx: Double
    /// How far down the shadow falls, in reference units, -10,000...10,000.
    public var dy: Double
    /// The standard deviation of the Gaussian that softens it, in reference units, 0...500.
    public var blur: Double

    /// Makes a shadow; it turns with the text when the text is rotated.
    public init(color: RGBA, dx: Double, dy: Double, blur: Double) {
      self.color = color
      self.dx = dx
      self.dy = dy
      self.blur = blur
    }
  }

  /// A family name or a list of them, most wanted first, as CSS's `font-family`; nil is `sans-serif`.
  public var fontFamily: String?
  /// The size of the font's em in reference units, 0.5...4,320; fractions count.
  public var size: Double
  /// The colour of the letters.
  ///
  /// Emoji keep their own colours and take only the alpha.
  public var color: RGBA
  /// 100 (thin) to 1,000; 400 is regular and 700 bold, as in CSS.
  public var weight: Int
  /// Whether the slanted face is used, or a slant made where the family has none.
  public var isItalic: Bool
  /// Where shorter lines go.
  public var alignment: Alignment
  /// The distance from baseline to baseline as a multiple of the font's own, 0.1...10; nil is the
  /// font's own.
  public var lineHeight: Double?
  /// The colour of a box behind the block, padded by ``boxPadding`` on every side; nil is no box.
  public var background: RGBA?
  /// The outline.
  ///
  /// It is painted under the letters, so a translucent fill lets it show through.
  /// Emoji are pictures and get none.
  public var stroke: Stroke?
  /// The shadow, painted over the box and under the letters.
  public var shadow: Shadow?

  /// Makes a style: regular, white, centred, unadorned unless said otherwise.
  public init(
    fontFamily: String? = nil, size: Double, color: RGBA = .white, weight: Int = 400,
    isItalic: Bool = false, alignment: Alignment = .center, lineHeight: Double? = nil,
    background: RGBA? = nil, stroke: Stroke? = nil, shadow: Shadow? = nil
  ) {
    self.fontFamily = fontFamily
    self.size = size
    self.color = color
    self.weight = weight
    self.isItalic = isItalic
    self.alignment = alignment
    self.lineHeight = lineHeight
    self.background = background
    self.stroke = stroke
    self.shadow = shadow
  }

  /// The distance from the block's edge to the box's edge, in reference units: a fifth of `size`.
  ///
  /// The block is as wide as its widest line and as high as its lines, from the first line's
  /// ascent to the last line's descent.
  public var boxPadding: Double { size * 0.2 }
}
