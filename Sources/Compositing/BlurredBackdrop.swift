import DraftModel
import RenderPlanning

/// What fills the canvas behind a contained picture with the background `blur`: the same picture, covering
/// the canvas and blurred, wherever the picture itself is moved.
///
/// It is made small, because nothing fine is left of it: 90 pixels along the short side, whatever the output's
/// size, so that a preview is the export made small.
struct BlurredBackdrop {
  /// The blur's sigma in percent of the canvas's short side.
  private static let sigmaPercent = 4.0
  /// The short side, in pixels, in which it is blurred.
  private static let shortSide = 90

  /// The size in which it is blurred; both sides are even.
  let width: Int
  let height: Int
  /// The part of the picture that covers the canvas.
  let crop: Timeline.Crop
  /// The layer's own effects, then the blur.
  let effects: PictureEffects

  init(
    of picture: MediaItem.PictureFacts, in layer: Layer, output: (width: Int, height: Int)
  ) {
    let side = min(output.width, output.height)
    let factor = Double(min(side, Self.shortSide)) / Double(side)
    width = max(Int((Double(output.width) * factor / 2).rounded()) * 2, 2)
    height = max(Int((Double(output.height) * factor / 2).rounded()) * 2, 2)
    crop = Self.crop(of: picture.displaySize, layer.placement.crop, covering: output)
    let blur = Timeline.Effect(kind: .blur, amount: Self.sigmaPercent)
    effects = PictureEffects(layer.effects + [blur], shortSide: min(width, height))
  }

  /// Cuts off in the middle of what is left of a picture so that it has the output's aspect.
  private static func crop(
    of size: (width: Double, height: Double), _ crop: Timeline.Crop,
    covering output: (width: Int, height: Int)
  ) -> Timeline.Crop {
    let (shareX, shareY) = (1 - crop.left - crop.right, 1 - crop.top - crop.bottom)
    let aspect = size.width * shareX / (size.height * shareY)
    let wanted = Double(output.width) / Double(output.height)
    var cut = crop
    if aspect > wanted {
      let excess = shareX * (1 - wanted / aspect) / 2
      cut.left += excess
      cut.right += excess
    } else {
      let excess = shareY * (1 - aspect / wanted) / 2
      cut.top += excess
      cut.bottom += excess
    }
    return cut
  }
}
