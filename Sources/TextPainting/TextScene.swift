/// Everything that is painted for one text, back to front: box, shadow, letters.
struct TextScene {
  let style: TextStyle
  let placement: Placement
  /// The whole output picture.
  let picture: PixelRectangle
  /// The bytes of the text whose glyphs are drawn.
  let prefixLength: Int

  /// The premultiplied RGBA bytes of the marked pixels, and the part of the picture they fill.
  func paint(
    _ layout: TextLayout
  ) throws(TextPaintingError) -> (pixels: [UInt8], frame: PixelRectangle) {
    let frame = frame(of: layout)
    guard !frame.isEmpty else { return ([], .empty) }
    let surface = try ImageSurface(
      width: frame.width, height: frame.height, content: .colour)

    if let background = style.background {
      surface.setMatrix(placement.matrix(origin: frame, dx: 0, dy: 0))
      surface.setSource(background)
      surface.fill(box(of: layout))
    }
    if let shadow = style.shadow { try paint(shadow, of: layout, on: surface, frame: frame) }
    surface.setMatrix(placement.matrix(origin: frame, dx: 0, dy: 0))
    try letters(fill: style.color, stroke: style.stroke, area: visibleArea)
      .paint(layout, on: surface)
    try surface.check("paint a text")

    let bounds = PixelRectangle(minX: 0, minY: 0, maxX: frame.width, maxY: frame.height)
    // The frame begins at even coordinates, so what is even in it is even in the picture.
    let marked = surface.markedPixels().even(within: bounds)
    guard !marked.isEmpty else { return ([], .empty) }
    return (surface.pixels(of: marked), marked.moved(dx: frame.minX, dy: frame.minY))
  }

  /// Pixels that could be marked: an outer bound, made from extents.
  private func frame(of layout: TextLayout) -> PixelRectangle {
    let strokeWidth = style.stroke?.width ?? 0
    var extent = layout.ink(in: visibleArea, reach: strokeWidth)
    if let shadow = style.shadow {
      let reach = Double(GaussianBlur.reach(sigma: sigma(of: shadow))) / placement.scale
      let area = visibleArea.moved(dx: -shadow.dx, dy: -shadow.dy).grown(by: reach)
      let ink = layout.ink(in: area, reach: strokeWidth)
      if !ink.isEmpty {
        extent = extent.union(ink.moved(dx: shadow.dx, dy: shadow.dy).grown(by: reach))
      }
    }
    if style.background != nil { extent = extent.union(box(of: layout)) }
    guard !extent.isEmpty else { return .empty }
    // Antialiasing and Pango's rounded extents can add a pixel.
    let pixels = placement.picture(extent).grown(by: 2)
    return PixelRectangle(touching: pixels, within: picture).even(within: picture)
  }

  /// Letters and outline as coverage, blurred, then painted in the shadow's colour.
  ///
  /// The coverage reaches as far beyond the frame as the blur does, so that what is outside the
  /// picture still darkens its edge.
  private func paint(
    _ shadow: TextStyle.Shadow, of layout: TextLayout,
    on surface: borrowing ImageSurface, frame: PixelRectangle
  ) throws(TextPaintingError) {
    let sigma = sigma(of: shadow)
    let reach = GaussianBlur.reach(sigma: sigma)
    let around = frame.grown(by: reach)
    let mask = try ImageSurface(
      width: around.width, height: around.height, content: .coverage)
    mask.setMatrix(placement.matrix(origin: around, dx: shadow.dx, dy: shadow.dy))
    let area = visibleArea.moved(dx: -shadow.dx, dy: -shadow.dy)
      .grown(by: Double(reach) / placement.scale)
    let stroke = style.stroke.map { TextStyle.Stroke(color: .black, width: $0.width) }
    try letters(fill: .black, stroke: stroke, area: area).paint(layout, on: mask)
    mask.blur(sigma: sigma)
    surface.setSource(shadow.color)
    surface.paint(through: mask, x: -reach, y: -reach)
  }

  private func letters(
    fill: RGBA, stroke: TextStyle.Stroke?, area: Rectangle
  ) -> Letters {
    Letters(fill: fill, stroke: stroke, area: area, prefixLength: prefixLength)
  }

  /// The part of the block that is in the picture, with a margin for antialiasing.
  private var visibleArea: Rectangle {
    placement.block(picture.area).grown(by: 2 / placement.scale)
  }

  /// The box behind the block, cut to what can be seen: Cairo's coordinates end at 2²³ pixels.
  private func box(of layout: TextLayout) -> Rectangle {
    layout.block.grown(by: style.boxPadding).intersection(visibleArea)
  }

  /// The most that a shadow is blurred, in pixels: a wider one is no longer seen as one, and would
  /// need a bitmap many times the picture.
  private static let widestBlur = 256.0

  private func sigma(of shadow: TextStyle.Shadow) -> Double {
    min(shadow.blur * placement.scale, Self.widestBlur)
  }
}
