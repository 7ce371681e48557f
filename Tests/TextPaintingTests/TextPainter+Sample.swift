import TextPainting

extension TextPainter {
  /// Paints around the middle of a picture of 800 by 600, unless said otherwise.
  func sample(
    _ text: String, _ style: TextStyle = TextStyle(size: 60), maxWidth: Double = 1_600,
    x: Double = 400, y: Double = 300, picture: (width: Int, height: Int) = (800, 600),
    visible: Int? = nil, scale: Double = 1, degrees: Double = 0
  ) throws(TextPaintingError) -> PaintedText {
    try paint(
      text, style: style, maxWidth: maxWidth, anchor: (x: x, y: y), outputSize: picture,
      visibleCharacters: visible, scale: scale, rotationDegrees: degrees)
  }
}

extension TextStyle {
  /// A style whose letters are clear, so that only shadow and box are to be seen.
  static func unfilled(size: Double = 60, shadow: Shadow? = nil) -> TextStyle {
    TextStyle(size: size, color: RGBA(red: 0, green: 0, blue: 0, alpha: 0), shadow: shadow)
  }
}
