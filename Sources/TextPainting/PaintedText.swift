/// A text as pixels, and where they go.
public struct PaintedText: Hashable, Sendable {
  /// Columns of the bitmap, 0 when nothing is to be seen; even, except where an odd picture cuts it.
  public let width: Int
  /// Rows of the bitmap, 0 when nothing is to be seen; even, except where an odd picture cuts it.
  public let height: Int
  /// The column of the output picture at which the bitmap's left edge goes; even.
  public let originX: Int
  /// The row of the output picture at which the bitmap's top edge goes; even.
  public let originY: Int
  /// Red, green, blue, alpha, one byte each, premultiplied; rows from the top without padding.
  public let pixels: [UInt8]
  /// The layout that was painted.
  public let measurement: TextMeasurement
}
