import DraftModel
import LibAV
import RenderPlanning
import TextPainting

/// Paints titles and slates as sprites, each look once.
final class TitlePainter {
  /// A sprite and where its corner goes.
  struct Placed {
    let sprite: Sprite
    let x: Int
    let y: Int
  }

  private struct Look: Hashable {
    let use: Timeline.TextUse
    let x: Double
    let y: Double
    let scale: Double
    let rotation: Double
    let visibleCharacters: Int?
    let effects: PictureEffects
  }

  /// Made for the first title: the font system takes a while to start.
  private var painter: TextPainter?
  private let canvas: Timeline.CanvasSize
  private let width: Int
  private let height: Int
  private var kept: WorkingSet<(look: Look, place: Int, placed: Placed?)>
  /// How many titles and lines of slates were painted so far.
  private(set) var paintings = 0

  init(canvas: Timeline.CanvasSize, width: Int, height: Int, memory: LayerMemory) {
    self.canvas = canvas
    kept = WorkingSet(bound: memory.titles, idleBound: memory.idleTitles)
    self.width = width
    self.height = height
  }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() { kept.beginRound() }

  /// Whether a title was dropped that is still needed, since the last call.
  func resetOverfull() -> Bool { kept.resetOverfull() }

  /// A title at one frame; `nil` if nothing of it is visible.
  ///
  /// - Parameter place: The number of the layer's segment (``LayerPlaces``).
  func title(
    _ use: Timeline.TextUse, _ state: LayerState, _ effects: PictureEffects, place: Int
  ) throws(TextPaintingError) -> Placed? {
    let look = Look(
      use: use, x: state.x, y: state.y, scale: state.scale, rotation: state.rotation,
      visibleCharacters: state.visibleCharacters, effects: effects)
    if let found = kept.value(where: { $0.look == look }) { return found.placed }
    let placed = try paint(look)
    // A title that moves looks different in each frame, and never again as it did.
    kept.removeAll { $0.place == place }
    kept.insert((look, place, placed), size: placed?.sprite.byteCount ?? 0)
    return placed
  }

  /// Sizes are in pixels of a 1080-high canvas (format section 2), whatever the output's height.
  private var pixelsPerUnit: Double { Double(height) / 1080 }

  private func startedPainter() throws(TextPaintingError) -> TextPainter {
    if let painter { return painter }
    let made = try TextPainter()
    painter = made
    return made
  }

  private func paint(_ look: Look) throws(TextPaintingError) -> Placed? {
    let scale = pixelsPerUnit * look.scale
    guard scale >= 0.001 else { return nil }
    let use = look.use
    paintings += 1
    // Lines wrap at a fraction of the canvas's width, in the same units as the type.
    let wrap = use.maxWidth * 1080 * Double(canvas.width) / Double(canvas.height)
    let painted = try startedPainter().paint(
      use.text, style: TextStyle(use.style), maxWidth: min(max(wrap, 1), 20_000),
      anchor: (look.x * Double(width), look.y * Double(height)), outputSize: (width, height),
      visibleCharacters: look.visibleCharacters,
      scale: min(scale, 16_384 / max(use.style.size, 1), 64),
      rotationDegrees: look.rotation)
    return placed(painted).map { withEffects($0, look.effects) }
  }

  /// A title is blurred beyond its outline, as far as the picture goes.
  private func withEffects(_ title: Placed, _ effects: PictureEffects) -> Placed {
    guard !effects.isEmpty else { return title }
    let reach = effects.reach
    func room(_ space: Int) -> Int { min(reach, max(space, 0)) }
    let (left, top) = (room(title.x), room(title.y))
    let sprite = title.sprite.padded(
      left: left, top: top, right: room(width - title.x - title.sprite.width),
      bottom: room(height - title.y - title.sprite.height))
    effects.apply(to: SignalPlanes(sprite, isOpaque: false), edges: .clear)
    return Placed(sprite: sprite, x: title.x - left, y: title.y - top)
  }

  private func placed(_ painted: PaintedText) -> Placed? {
    guard painted.width > 0, painted.height > 0 else { return nil }
    let sprite = painted.pixels.withUnsafeBufferPointer { pixels in
      Sprite(
        premultipliedRGBA: pixels, width: painted.width, height: painted.height,
        rowBytes: painted.width * 4)
    }
    return Placed(sprite: sprite, x: painted.originX, y: painted.originY)
  }

  /// The words on a slate: the segment's label above the reason, within a width.
  func slateWords(
    _ slate: Layer.Slate, centreX: Double, centreY: Double, width slateWidth: Double
  ) throws(TextPaintingError) -> [Placed] {
    var words: [Placed] = []
    let unit = pixelsPerUnit
    let lines: [(text: String, size: Double, weight: Int, offset: Double, color: RGBA)] = [
      (slate.label, 56, 700, -44, RGBA(red: 235, green: 235, blue: 235)),
      (slate.reason, 38, 400, 36, RGBA(red: 235, green: 180, blue: 90)),
    ]
    for line in lines where !line.text.isEmpty {
      paintings += 1
      let style = TextStyle(size: line.size, color: line.color, weight: line.weight)
      let painted = try startedPainter().paint(
        String(line.text.prefix(200)), style: style,
        maxWidth: min(max(slateWidth / unit * 0.9, 1), 20_000),
        anchor: (centreX, centreY + line.offset * unit), outputSize: (width, height), scale: unit)
      if let placed = placed(painted) { words.append(placed) }
    }
    return words
  }
}

extension TextStyle {
  /// The draft's style in the painter's terms.
  init(_ style: Timeline.TextStyle) {
    self.init(size: style.size)
    fontFamily = style.font
    color = RGBA(style.color)
    weight = style.weight
    isItalic = style.isItalic
    lineHeight = style.lineHeight
    background = style.background.map { RGBA($0) }
    stroke = style.stroke.map { Stroke(color: RGBA($0.color), width: $0.width) }
    shadow = style.shadow.map {
      Shadow(color: RGBA($0.color), dx: $0.dx, dy: $0.dy, blur: $0.blur)
    }
    switch style.alignment {
    case .left: alignment = .left
    case .center: alignment = .center
    case .right: alignment = .right
    }
  }
}

extension RGBA {
  fileprivate init(_ color: Color) {
    self.init(red: color.red, green: color.green, blue: color.blue, alpha: color.alpha)
  }
}
