import DraftModel
import Foundation
import LibAV
import RenderPlanning
import TextPainting

/// Paints one layer at one frame onto a canvas.
final class LayerPainter {
  let plan: RenderPlan
  private let kept: any KeptMedia
  let frames: FramePool
  let sprites: SpriteSource
  private let titles: TitlePainter
  let pictures: PictureCache
  private(set) var places = LayerPlaces()
  /// Files that failed to decode, and why: each is tried once.
  private(set) var failures: [ContentHash: String] = [:]
  private let slates: SlatePainter
  private var reducedSizes: [ContentHash: (width: Int, height: Int)?] = [:]
  /// A canvas for a picture and its backdrop that fade as one, made when first needed.
  private var group: Canvas?

  init(
    plan: RenderPlan, kept: any KeptMedia, threads: Int, readers: Int, memory: LayerMemory
  ) throws(CompositingError) {
    self.plan = plan
    slates = SlatePainter(output: (plan.format.width, plan.format.height), memory: memory)
    pictures = PictureCache(memory: memory)
    self.kept = kept
    var options = VideoReadOptions()
    options.threads = threads
    options.loopFilter = plan.format.quality == .draft ? .nowhere : .everywhere
    frames = FramePool(options: options, kept: kept, memory: memory, readers: readers)
    do throws(FFmpegError) {
      sprites = try SpriteSource(quality: plan.format.quality == .draft ? .fast : .good)
    } catch {
      throw .ffmpeg(error)
    }
    titles = TitlePainter(
      canvas: plan.canvas, width: plan.format.width, height: plan.format.height,
      memory: memory)
  }

  var output: (width: Int, height: Int) { (plan.format.width, plan.format.height) }

  /// Takes note of the stack that is painted from now on.
  func show(_ stack: [StackElement]) { places.show(stack) }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() {
    frames.beginRound()
    pictures.beginRound()
    sprites.beginRound()
    titles.beginRound()
    slates.beginRound()
  }

  /// Whether something was dropped that the stack still needs, since the last call.
  func resetOverfull() -> Bool {
    // Each of them is reset.
    let all = [
      frames.resetOverfull(), pictures.resetOverfull(), titles.resetOverfull(),
      slates.resetOverfull(),
    ]
    return all.contains(true)
  }

  /// The work done so far.
  var work: CompositingWork {
    var work = CompositingWork()
    frames.add(to: &work)
    work.scaledPictures = pictures.made
    work.preparedScalers = sprites.preparations
    work.paintedTitles = titles.paintings
    return work
  }

  /// The number of a layer's segment.
  func place(of layer: Layer) -> Int { places.number(of: layer) }

  /// Paints a layer as it looks at `frame`.
  func paint(_ layer: Layer, at frame: FrameIndex, onto canvas: Canvas) throws(CompositingError) {
    let state = layer.state(at: frame, rate: plan.format.rate)
    guard state.opacity > 0 else { return }
    switch layer.content {
    case .text(let use): try paintTitle(use, layer, state, onto: canvas)
    case .slate(let slate): try paint(slate, layer, state, onto: canvas)
    case .video(let hash, let map):
      let time = map.time(atFrame: frame - layer.first, rate: plan.format.rate)
      try paintMedia(hash, layer, state, onto: canvas) { item throws(FFmpegError) in
        SourcePicture(try picture(of: item, at: time, for: layer))
      }
    case .still(let hash):
      try paintMedia(hash, layer, state, onto: canvas) { item throws(FFmpegError) in
        SourcePicture(still: { () throws(FFmpegError) in
          try self.picture(of: item, at: .zero, for: layer)
        })
      }
    }
  }

  private func reducedSize(of item: MediaItem) -> (width: Int, height: Int)? {
    if let known = reducedSizes[item.hash] { return known }
    let found = kept.reducedSize(of: item)
    reducedSizes[item.hash] = .some(found)
    return found
  }

  /// Whether a layer loses nothing that is seen when it is drawn from its file's reduced pictures: a draft in
  /// which it is nowhere drawn larger than they are.
  func takesReduced(_ item: MediaItem, for layer: Layer) -> Bool {
    guard plan.format.quality == .draft, let facts = item.picture, !facts.hasAlpha,
      let reduced = reducedSize(of: item)
    else { return false }
    var state = layer.state(at: layer.first, rate: plan.format.rate)
    state.scale = layer.largestScale
    let geometry = Geometry(
      fitting: facts.displaySize, placement: layer.placement, state: state, output: output)
    let crop = layer.placement.crop
    let turned = facts.quarterTurns % 2 != 0
    let wide = Double(turned ? reduced.height : reduced.width) * (1 - crop.left - crop.right)
    let high = Double(turned ? reduced.width : reduced.height) * (1 - crop.top - crop.bottom)
    // A pixel or two from rounding to whole and even sides is no loss.
    return geometry.width <= wide + 2 && geometry.height <= high + 2
  }

  private func paintTitle(
    _ use: Timeline.TextUse, _ layer: Layer, _ state: LayerState, onto canvas: Canvas
  ) throws(CompositingError) {
    do throws(TextPaintingError) {
      let effects = PictureEffects(layer.effects, shortSide: min(output.width, output.height))
      guard let placed = try titles.title(use, state, effects, place: place(of: layer)) else {
        return
      }
      canvas.paint(placed.sprite, x: placed.x, y: placed.y, opacity: state.opacity)
    } catch {
      throw .text(error)
    }
  }

  private func paintMedia(
    _ hash: ContentHash, _ layer: Layer, _ state: LayerState, onto canvas: Canvas,
    _ source: (MediaItem) throws(FFmpegError) -> SourcePicture
  ) throws(CompositingError) {
    guard let item = plan.media[hash], let facts = item.picture else {
      throw .unlistedMedia(hash)
    }
    if failures[hash] == nil {
      do throws(FFmpegError) {
        return try paint(try source(item), facts, hash, layer, state, onto: canvas)
      } catch {
        failures[hash] = error.reason.description
      }
    }
    if case .color(let color) = layer.placement.backdrop {
      canvas.cover(with: color, opacity: state.opacity)
    }
    let slate = Layer.Slate(label: Self.name(of: item), reason: failures[hash] ?? "")
    try paint(slate, layer, state, onto: canvas)
  }

  private static func name(of item: MediaItem) -> String {
    String(item.path.split(separator: "/").last ?? "")
  }

  /// Paints a decoded picture, and before it what fills the canvas behind it.
  private func paint(
    _ source: SourcePicture, _ facts: MediaItem.PictureFacts, _ hash: ContentHash, _ layer: Layer,
    _ state: LayerState, onto canvas: Canvas
  ) throws(FFmpegError) {
    // A still has one size; a video's can change within the file.
    let facts = source.decoded.map { facts.fitted(to: $0) } ?? facts
    guard let backdrop = layer.placement.backdrop else {
      return try paintPicture(source, facts, hash, layer, state, onto: canvas)
    }
    guard state.opacity < 1, backdrop.isOpaque(behind: facts) else {
      try paint(backdrop, behind: source, facts, hash, layer, state, onto: canvas)
      return try paintPicture(source, facts, hash, layer, state, onto: canvas)
    }
    // They fade as one: else the backdrop would show through its picture on the way.
    if group == nil { group = try Canvas(width: output.width, height: output.height) }
    guard let group else { return }
    var whole = state
    whole.opacity = 1
    try paint(source, facts, hash, layer, whole, onto: group)
    canvas.paint(group.buffer, x: 0, y: 0, opacity: state.opacity)
  }

  /// Paints a decoded picture by the cheapest way that is exact: as a whole canvas, on the even grid,
  /// on any pixel, or between pixels.
  private func paintPicture(
    _ source: SourcePicture, _ facts: MediaItem.PictureFacts, _ hash: ContentHash, _ layer: Layer,
    _ state: LayerState, onto canvas: Canvas
  ) throws(FFmpegError) {
    let place = place(of: layer)
    var geometry = Geometry(
      fitting: facts.displaySize, placement: layer.placement, state: state, output: output)
    geometry.rotation += facts.tilt(under: layer.placement.flip)
    let shortSide = min(output.width, output.height)
    let own = PictureShape(of: facts, flip: nil)
    var key = PictureCache.Key(
      media: hash, frame: source.identity, width: 0, height: 0,
      crop: own.decodedCrop(layer.placement.crop),
      shape: PictureShape(of: facts, flip: layer.placement.flip),
      effects: PictureEffects(layer.effects, shortSide: shortSide))
    let rect = geometry.pixelRect
    let isHuge = rect.width > output.width * 3 || rect.height > output.height * 3
    if geometry.isUpright, layer.moves == false, !isHuge {
      (key.width, key.height) = (rect.width, rect.height)
      let isEven = (rect.x | rect.y | rect.width | rect.height) & 1 == 0
      if isEven, !facts.hasAlpha {
        if rect == (0, 0, output.width, output.height), state.opacity == 1, !canvas.hasAlpha,
          key.shape == .upright, key.effects.isEmpty, !facts.isStill
        {
          return try sprites.draw(try source.frame(), crop: key.crop, into: canvas.buffer)
        }
        let picture = try opaque(source, key, place)
        return canvas.paint(picture, x: rect.x, y: rect.y, opacity: state.opacity)
      }
      let sprite = try sprite(source, key, place, hasAlpha: facts.hasAlpha)
      return canvas.paint(sprite, x: rect.x, y: rect.y, opacity: state.opacity)
    }
    (key.width, key.height) = Self.warpSize(
      of: geometry, layer, state, facts, output: output)
    key.effects = PictureEffects(
      layer.effects, shortSide: shortSide,
      scale: (
        Double(key.width) / max(geometry.width, 1), Double(key.height) / max(geometry.height, 1)
      ))
    let sprite = try sprite(source, key, place, hasAlpha: facts.hasAlpha)
    guard let drawn = Warp.draw(sprite, by: geometry, on: output) else { return }
    canvas.paint(drawn.sprite, x: drawn.x, y: drawn.y, opacity: state.opacity)
  }

  /// The size a picture is scaled to before it is warped.
  ///
  /// What it reaches at its largest, no larger than the source or a few outputs, or half of that, a quarter and so
  /// on where it is shown smaller: a moving still is scaled a few times in all, and the warp, which looks
  /// at four pixels, never skips any.
  private static func warpSize(
    of geometry: Geometry, _ layer: Layer, _ state: LayerState, _ facts: MediaItem.PictureFacts,
    output: (width: Int, height: Int)
  ) -> (Int, Int) {
    let growth = state.scale > 0 ? layer.largestScale / state.scale : 1
    let halvings = max(0, log2(growth).rounded(.down))
    let display = facts.displaySize
    let crop = layer.placement.crop
    let limitX = min(display.width * (1 - crop.left - crop.right), Double(output.width * 4))
    let limitY = min(display.height * (1 - crop.top - crop.bottom), Double(output.height * 4))
    let width = min(geometry.width * growth, limitX)
    let height = min(geometry.height * growth, limitY)
    let share = 1 / exp2(halvings)
    return (max(Int((width * share).rounded()), 1), max(Int((height * share).rounded()), 1))
  }

  func opaque(
    _ source: SourcePicture, _ key: PictureCache.Key, _ place: Int
  ) throws(FFmpegError) -> PictureBuffer {
    let made = try pictures.value(for: key, isOpaque: true, place: place) {
      () throws(FFmpegError) in
      let picture = try sprites.picture(
        of: source.frame(), width: key.width, height: key.height, crop: key.crop, shape: key.shape)
      if let planes = SignalPlanes(picture) { key.effects.apply(to: planes) }
      return .opaque(picture)
    }
    if case .opaque(let picture) = made { return picture }
    return try PictureBuffer(format: .yuv420p, width: key.width, height: key.height)
  }

  func sprite(
    _ source: SourcePicture, _ key: PictureCache.Key, _ place: Int, hasAlpha: Bool
  ) throws(FFmpegError) -> Sprite {
    let made = try pictures.value(for: key, isOpaque: false, place: place) {
      () throws(FFmpegError) in
      let sprite = try sprites.sprite(
        of: source.frame(), width: key.width, height: key.height, crop: key.crop, shape: key.shape,
        hasAlpha: hasAlpha)
      key.effects.apply(to: SignalPlanes(sprite, isOpaque: !hasAlpha))
      return .sprite(sprite)
    }
    if case .sprite(let sprite) = made { return sprite }
    return Sprite(width: key.width, height: key.height)
  }

  /// A slate fills the place the picture would have: the fitted canvas, as nothing is known of its size.
  private func paint(
    _ slate: Layer.Slate, _ layer: Layer, _ state: LayerState, onto canvas: Canvas
  ) throws(CompositingError) {
    let size = (width: Double(plan.canvas.width), height: Double(plan.canvas.height))
    var placement = layer.placement
    placement.crop = Timeline.Crop()
    let geometry = Geometry(fitting: size, placement: placement, state: state, output: output)
    do throws(TextPaintingError) {
      for part in try slates.parts(
        of: slate, at: geometry, by: titles, place: place(of: layer))
      {
        canvas.paint(part.sprite, x: part.x, y: part.y, opacity: state.opacity)
      }
    } catch {
      throw .text(error)
    }
  }
}
