import DraftModel
import LibAV
import RenderPlanning

extension LayerPainter {
  /// Paints what fills the canvas behind a picture.
  func paint(
    _ backdrop: Timeline.Backdrop, behind source: SourcePicture, _ facts: MediaItem.PictureFacts,
    _ hash: ContentHash, _ layer: Layer, _ state: LayerState, onto canvas: Canvas
  ) throws(FFmpegError) {
    let geometry = Geometry(
      fitting: facts.displaySize, placement: layer.placement, state: state, output: output)
    // Most of what has a backdrop fits the canvas, and hides it.
    if !facts.hasAlpha, state.opacity == 1, geometry.covers(output) { return }
    switch backdrop {
    case .color(let color): canvas.cover(with: color, opacity: state.opacity)
    case .blur:
      let blurred = BlurredBackdrop(of: facts, in: layer, output: output)
      let own = PictureShape(of: facts, flip: nil)
      var key = PictureCache.Key(
        media: hash, frame: source.identity, width: blurred.width, height: blurred.height,
        crop: own.decodedCrop(blurred.crop),
        shape: PictureShape(of: facts, flip: layer.placement.flip), effects: blurred.effects,
        isBackdrop: true)
      let place = place(of: layer)
      if facts.hasAlpha {
        let small = try sprite(source, key, place, hasAlpha: true)
        // Warping clears half a pixel at the edges of what it draws; they go outside.
        let pixel = (
          x: Double(output.width) / Double(small.width),
          y: Double(output.height) / Double(small.height)
        )
        guard
          let drawn = Warp.draw(
            small, by: Geometry(covering: output, margin: pixel), on: output)
        else { return }
        return canvas.paint(drawn.sprite, x: drawn.x, y: drawn.y, opacity: state.opacity)
      }
      let small = try opaque(source, key, place)
      (key.width, key.height) = output
      let large = try pictures.value(for: key, isOpaque: true, place: place) {
        () throws(FFmpegError) in
        .opaque(try sprites.enlarged(small, width: output.width, height: output.height))
      }
      guard case .opaque(let picture) = large else { return }
      canvas.paint(picture, x: 0, y: 0, opacity: state.opacity)
    }
  }
}
