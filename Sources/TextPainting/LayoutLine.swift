/// One line of a layout, in block coordinates.
struct LayoutLine: Hashable {
  /// From ascent to descent and from the first advance to the last.
  let logical: Rectangle
  /// Around what the glyphs mark, without stroke and shadow; empty for a blank line.
  let ink: Rectangle
  /// What to add to Pango's x to reach block coordinates.
  let shiftX: Double
}
