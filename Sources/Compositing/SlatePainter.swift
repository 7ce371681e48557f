import DraftModel
import LibAV
import RenderPlanning

/// Draws the place of something that cannot be shown: dark, with diagonal stripes (format section 4).
enum SlatePainter {
  private static let dark = Signal(Color(red: 26, green: 26, blue: 30))
  private static let light = Signal(Color(red: 44, green: 44, blue: 50))

  /// Stripes over a rectangle of a given size; their width follows the output's height.
  static func stripes(width: Int, height: Int, outputHeight: Int) -> Sprite {
    let sprite = Sprite(width: width, height: height)
    let period = max(outputHeight / 9, 4)
    for row in 0..<sprite.height {
      for column in 0..<sprite.width {
        let signal = (column + row) % period < period / 2 ? dark : light
        let at = row * sprite.stride + column
        sprite.luma[at] = signal.y
        sprite.u[at] = signal.u
        sprite.v[at] = signal.v
        sprite.alpha[at] = 255
      }
    }
    return sprite
  }
}
