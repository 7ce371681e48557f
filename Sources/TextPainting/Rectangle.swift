/// A rectangle with edges at any place, in the unit of its context; empty unless it has an area.
struct Rectangle: Hashable {
  var minX: Double
  var minY: Double
  var maxX: Double
  var maxY: Double

  static let empty = Rectangle(minX: 0, minY: 0, maxX: 0, maxY: 0)

  var width: Double { maxX - minX }
  var height: Double { maxY - minY }
  var isEmpty: Bool { !(minX < maxX && minY < maxY) }

  func grown(by margin: Double) -> Rectangle {
    Rectangle(
      minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }

  func moved(dx: Double, dy: Double) -> Rectangle {
    Rectangle(minX: minX + dx, minY: minY + dy, maxX: maxX + dx, maxY: maxY + dy)
  }

  /// The smallest rectangle around both; an empty one adds nothing.
  func union(_ other: Rectangle) -> Rectangle {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return Rectangle(
      minX: min(minX, other.minX), minY: min(minY, other.minY),
      maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
  }

  /// What both cover; empty when they are apart.
  func intersection(_ other: Rectangle) -> Rectangle {
    let common = Rectangle(
      minX: max(minX, other.minX), minY: max(minY, other.minY),
      maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY))
    return common.isEmpty ? .empty : common
  }
}
