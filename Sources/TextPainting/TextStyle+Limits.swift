extension TextStyle {
  /// Throws for the first property outside the range that its documentation states.
  func checkRanges() throws(TextPaintingError) {
    try checkRange(size, in: 0.5...4_320, name: "size")
    try checkRange(Double(weight), in: 100...1_000, name: "weight")
    if let lineHeight { try checkRange(lineHeight, in: 0.1...10, name: "lineHeight") }
    if let stroke { try checkRange(stroke.width, in: 0...500, name: "stroke.width") }
    if let shadow {
      try checkRange(shadow.dx, in: -10_000...10_000, name: "shadow.dx")
      try checkRange(shadow.dy, in: -10_000...10_000, name: "shadow.dy")
      try checkRange(shadow.blur, in: 0...500, name: "shadow.blur")
    }
  }

  /// The most grapheme clusters of one paragraph that are laid out.
  ///
  /// Pango counts in 1/1024 of a unit in 32 bits, about two million units. Were every cluster a
  /// line of its own, the paragraph would still be less than half that high.
  public var paragraphLimit: Int {
    let lineAdvance = 2 * size * max(1, lineHeight ?? 1)
    return min(TextPainter.graphemeLimit, max(1, Int(1_000_000 / lineAdvance)))
  }
}

extension PaintableText {
  /// A text within the limits of a style.
  init(_ source: String, in style: TextStyle) {
    self.init(
      source, graphemeLimit: TextPainter.graphemeLimit, partLimit: style.paragraphLimit)
  }
}

/// Throws unless `value` is a number within `range`.
func checkRange(
  _ value: Double, in range: ClosedRange<Double>, name: String
) throws(TextPaintingError) {
  // A NaN is in no range.
  guard range.contains(value) else {
    throw .outOfRange(name: name, value: value, allowed: range)
  }
}
