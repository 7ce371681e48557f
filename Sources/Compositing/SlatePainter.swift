import DraftModel
import LibAV
import RenderPlanning
import TextPainting

/// Draws the place of something that cannot be shown: dark, with diagonal stripes and words (format section 4).
///
/// Slates stand upright whatever their segment's rotation, so that they can be read. Those drawn last are kept: one that
/// rests below something that moves is painted once.
final class SlatePainter {
  private struct Look: Hashable {
    let slate: Layer.Slate
    let geometry: Geometry
  }

  private static let dark = Signal(Color(red: 26, green: 26, blue: 30))
  private static let light = Signal(Color(red: 44, green: 44, blue: 50))

  private let output: (width: Int, height: Int)
  private var kept: WorkingSet<(look: Look, place: Int, parts: [TitlePainter.Placed])>

  /// Draws for an output of a size in pixels.
  init(output: (width: Int, height: Int), memory: LayerMemory) {
    self.output = output
    kept = WorkingSet(bound: memory.titles, idleBound: memory.idleTitles)
  }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() { kept.beginRound() }

  /// Whether a slate was dropped that is still needed, since the last call.
  func resetOverfull() -> Bool { kept.resetOverfull() }

  /// Stripes and words, to be painted in this order.
  ///
  /// - Parameter place: The number of the layer's segment (``LayerPlaces``).
  func parts(
    of slate: Layer.Slate, at geometry: Geometry, by titles: TitlePainter, place: Int
  ) throws(TextPaintingError) -> [TitlePainter.Placed] {
    let look = Look(slate: slate, geometry: geometry)
    if let found = kept.value(where: { $0.look == look }) { return found.parts }
    let words = try titles.slateWords(
      slate, centreX: geometry.centreX, centreY: geometry.centreY, width: geometry.width)
    let parts = [stripes(over: geometry)].compactMap { $0 } + words
    kept.removeAll { $0.place == place }
    kept.insert((look, place, parts), size: parts.reduce(0) { $0 + $1.sprite.byteCount })
    return parts
  }

  /// Stripes over the part of a place that is on the output; their width follows the output's height.
  private func stripes(over geometry: Geometry) -> TitlePainter.Placed? {
    let rect = geometry.pixelRect
    let (left, top) = (max(rect.x, 0), max(rect.y, 0))
    let right = min(rect.x + rect.width, output.width)
    let bottom = min(rect.y + rect.height, output.height)
    guard left < right, top < bottom else { return nil }
    let sprite = Sprite(width: right - left, height: bottom - top, isOpaque: true)
    let period = max(output.height / 9, 4)
    // They belong to the place, and move with it.
    let phase = (left - rect.x + top - rect.y) % period
    for row in 0..<sprite.height {
      for column in 0..<sprite.width {
        let signal = (column + row + phase) % period < period / 2 ? Self.dark : Self.light
        let at = row * sprite.stride + column
        sprite.luma[at] = signal.y
        sprite.u[at] = signal.u
        sprite.v[at] = signal.v
        sprite.alpha[at] = 255
      }
    }
    return TitlePainter.Placed(sprite: sprite, x: left, y: top)
  }
}
