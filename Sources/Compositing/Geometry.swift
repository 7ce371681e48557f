import DraftModel
import RenderPlanning

/// Where a picture goes on the output, in output pixels (format section 5, *Fitted size*).
struct Geometry: Hashable {
  /// The centre, in pixels from the left and the top edge.
  var centreX: Double
  var centreY: Double
  /// The size before rotation.
  var width: Double
  var height: Double
  /// Degrees clockwise.
  var rotation: Double

  /// Fits a picture of a display size on the output.
  ///
  /// - Parameters:
  ///   - size: The picture in square pixels, upright, before cropping.
  ///   - output: The output's size in pixels.
  init(
    fitting size: (width: Double, height: Double), placement: Timeline.Placement,
    state: LayerState, output: (width: Int, height: Int)
  ) {
    let crop = placement.crop
    let wide = max(size.width * (1 - crop.left - crop.right), 1e-6)
    let high = max(size.height * (1 - crop.top - crop.bottom), 1e-6)
    let (outWide, outHigh) = (Double(output.width), Double(output.height))
    let fitted: (Double, Double)
    switch placement.fit {
    case .fill: fitted = (outWide, outHigh)
    case .contain:
      let factor = min(outWide / wide, outHigh / high)
      fitted = (wide * factor, high * factor)
    case .cover:
      let factor = max(outWide / wide, outHigh / high)
      fitted = (wide * factor, high * factor)
    }
    width = fitted.0 * state.scale
    height = fitted.1 * state.scale
    centreX = state.x * outWide
    centreY = state.y * outHigh
    rotation = state.rotation.truncatingRemainder(dividingBy: 360)
  }

  /// Upright, over the whole output and some pixels beyond each edge.
  init(covering output: (width: Int, height: Int), margin: (x: Double, y: Double)) {
    centreX = Double(output.width) / 2
    centreY = Double(output.height) / 2
    width = Double(output.width) + 2 * margin.x
    height = Double(output.height) + 2 * margin.y
    rotation = 0
  }

  /// Whether an upright picture leaves nothing of the output free.
  func covers(_ output: (width: Int, height: Int)) -> Bool {
    let rect = pixelRect
    return isUpright && rect.x <= 0 && rect.y <= 0 && rect.x + rect.width >= output.width
      && rect.y + rect.height >= output.height
  }

  /// Whether the picture stands upright.
  var isUpright: Bool { rotation == 0 }

  /// The whole pixels an upright picture covers: its edges, each at the nearest pixel.
  var pixelRect: (x: Int, y: Int, width: Int, height: Int) {
    let left = Int((centreX - width / 2).rounded())
    let top = Int((centreY - height / 2).rounded())
    let right = Int((centreX + width / 2).rounded())
    let bottom = Int((centreY + height / 2).rounded())
    return (left, top, max(right - left, 1), max(bottom - top, 1))
  }
}
