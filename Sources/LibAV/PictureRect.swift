/// A rectangle of whole pixels inside a picture, from its top left corner.
public struct PictureRect: Hashable, Sendable {
  /// Pixels left of it.
  public let x: Int
  /// Pixels above it.
  public let y: Int
  /// Its width in pixels.
  public let width: Int
  /// Its height in pixels.
  public let height: Int

  /// A rectangle as given; it is fitted into a picture where it is used.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The part inside a picture, at least one pixel of it, with its corner on the chroma grid.
  ///
  /// The corner moves left and up to a multiple of two to the power of the given logarithms,
  /// because chroma has no samples between.
  func fitted(width: Int, height: Int, chromaLog2Width: Int, chromaLog2Height: Int) -> PictureRect {
    let left = (min(max(0, x), width - 1) >> chromaLog2Width) << chromaLog2Width
    let top = (min(max(0, y), height - 1) >> chromaLog2Height) << chromaLog2Height
    let right = min(max(left + 1, x.addingReportingOverflow(self.width).partialValue), width)
    let bottom = min(max(top + 1, y.addingReportingOverflow(self.height).partialValue), height)
    return PictureRect(x: left, y: top, width: right - left, height: bottom - top)
  }
}
