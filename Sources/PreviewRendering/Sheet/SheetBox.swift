/// A rectangle of whole pixels of a sheet.
public struct SheetBox: Hashable, Sendable, Encodable {
  /// Pixels left of it.
  public var x: Int
  /// Pixels above it.
  public var y: Int
  /// Pixels across, 0 or more.
  public var width: Int
  /// Pixels down, 0 or more.
  public var height: Int

  init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(width, 0)
    self.height = max(height, 0)
  }

  /// The first column right of it.
  var maxX: Int { x + width }
  /// The first row below it.
  var maxY: Int { y + height }
  var isEmpty: Bool { width == 0 || height == 0 }

  /// The box without a margin on every side.
  func inset(_ dx: Int, _ dy: Int) -> SheetBox {
    SheetBox(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
  }

  /// What both boxes hold.
  func intersection(_ other: SheetBox) -> SheetBox {
    let (left, top) = (max(x, other.x), max(y, other.y))
    return SheetBox(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }
}
