/// Whole pixels of the output picture: columns `minX..<maxX` of rows `minY..<maxY`.
struct PixelRectangle: Hashable {
  var minX: Int
  var minY: Int
  var maxX: Int
  var maxY: Int

  static let empty = PixelRectangle(minX: 0, minY: 0, maxX: 0, maxY: 0)

  var width: Int { maxX - minX }
  var height: Int { maxY - minY }
  var isEmpty: Bool { minX >= maxX || minY >= maxY }

  /// All of its area as a rectangle.
  var area: Rectangle {
    Rectangle(minX: Double(minX), minY: Double(minY), maxX: Double(maxX), maxY: Double(maxY))
  }

  init(minX: Int, minY: Int, maxX: Int, maxY: Int) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The pixels that `rectangle` touches within `bounds`; bounded first, so that the conversion to
  /// integers can't overflow.
  init(touching rectangle: Rectangle, within bounds: PixelRectangle) {
    let visible = rectangle.intersection(bounds.area)
    guard !visible.isEmpty else {
      self = .empty
      return
    }
    self.init(
      minX: Int(visible.minX.rounded(.down)), minY: Int(visible.minY.rounded(.down)),
      maxX: Int(visible.maxX.rounded(.up)), maxY: Int(visible.maxY.rounded(.up)))
  }

  func grown(by margin: Int) -> PixelRectangle {
    PixelRectangle(
      minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }

  func moved(dx: Int, dy: Int) -> PixelRectangle {
    PixelRectangle(minX: minX + dx, minY: minY + dy, maxX: maxX + dx, maxY: maxY + dy)
  }

  /// Grown outwards to even coordinates, the grid of 4:2:0 chroma, but not past `bounds`.
  func even(within bounds: PixelRectangle) -> PixelRectangle {
    guard !isEmpty else { return .empty }
    return PixelRectangle(
      minX: max(bounds.minX, minX & ~1), minY: max(bounds.minY, minY & ~1),
      maxX: min(bounds.maxX, (maxX + 1) & ~1), maxY: min(bounds.maxY, (maxY + 1) & ~1))
  }
}
