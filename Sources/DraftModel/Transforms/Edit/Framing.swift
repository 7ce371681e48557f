/// How pictures and titles go from one canvas to another.
struct Framing {
  let old: Timeline.CanvasSize
  let new: Timeline.CanvasSize
  /// The point of the pictures to keep in sight.
  let focus: CanvasPoint

  /// What a text size is multiplied by to stay as large by the canvas's short side; sizes are counted by its
  /// height.
  var textFactor: Double { old.heightByShortSide / new.heightByShortSide }

  /// The centre, as fractions of the new canvas, that brings the focus of a covering picture nearest to the
  /// middle while no edge is bare.
  ///
  /// - Parameter aspect: Width by height of the source as it is shown.
  func centre(ofAspect aspect: Double, scale: Double) -> (x: Double, y: Double) {
    let canvas = new.aspect
    // The size of the covering picture by the canvas's, at least 1 each way.
    let width = max(1, aspect / canvas) * scale
    let height = max(1, canvas / aspect) * scale
    return (Self.centre(focus.x, size: width), Self.centre(focus.y, size: height))
  }

  /// The factor on the scale of a contained picture that keeps its size by the canvas's short side.
  func containedFactor(ofAspect aspect: Double) -> Double {
    old.containedHeight(ofAspect: aspect) / new.containedHeight(ofAspect: aspect)
  }

  private static func centre(_ focus: Double, size: Double) -> Double {
    guard size > 1 else { return 0.5 }
    let wanted = 0.5 - (focus - 0.5) * size
    return min(max(wanted, 1 - size / 2), size / 2)
  }
}

extension Timeline.CanvasSize {
  /// Width by height.
  var aspect: Double { Double(width) / Double(height) }

  fileprivate var heightByShortSide: Double { Double(height) / Double(min(width, height)) }

  /// The height of the largest picture of a shape that fits, by the canvas's short side.
  fileprivate func containedHeight(ofAspect other: Double) -> Double {
    heightByShortSide * min(1, aspect / other)
  }
}
