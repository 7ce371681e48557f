/// A point in a picture, as fractions of its width and height from the top left.
public struct CanvasPoint: Hashable, Sendable {
  /// Across, 0 to 1.
  public let x: Double
  /// Down, 0 to 1.
  public let y: Double

  /// Makes a point; nothing outside the picture.
  public init?(x: Double, y: Double) {
    guard (0...1).contains(x), (0...1).contains(y) else { return nil }
    self.x = x
    self.y = y
  }

  /// The middle.
  public static let centre = CanvasPoint(middle: 0.5)

  private init(middle: Double) {
    x = middle
    y = middle
  }
}
