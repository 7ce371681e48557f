extension RenderRequest.Size {
  /// The shortest and the longest side that can be asked for, in pixels.
  private static let sides = 16...8192

  /// The size that people write as `360p` (short side), `640x360` (exact) or `canvas` (the draft's own).
  ///
  /// Nothing for other text, and for sides below 16 or above 8192 pixels.
  public init?(spelling: String) {
    if spelling == "canvas" {
      self = .canvas
      return
    }
    if spelling.hasSuffix("p") {
      guard let side = Self.side(spelling.dropLast()) else { return nil }
      self = .shortSide(side)
      return
    }
    let sides = spelling.split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2, let width = Self.side(sides[0]), let height = Self.side(sides[1])
    else { return nil }
    self = .exact(width: width, height: height)
  }

  /// The spelling, which ``init(spelling:)`` reads back.
  public var spelling: String {
    switch self {
    case .canvas: "canvas"
    case .shortSide(let side): "\(side)p"
    case .exact(let width, let height): "\(width)x\(height)"
    }
  }

  private static func side(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let side = Int(text) else { return nil }
    return sides.contains(side) ? side : nil
  }
}
