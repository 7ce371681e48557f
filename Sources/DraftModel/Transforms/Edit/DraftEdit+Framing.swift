import JSONTree

extension DraftEdit {
  /// Keeps a title as large by the canvas's short side as it was.
  mutating func scaleText(
    of segment: Timeline.Segment, _ use: Timeline.TextUse, by factor: Double
  ) throws(TransformError) {
    guard factor != 1 else { return }
    let style = try object(.style, in: try metadata(of: segment.pointer))
    set(.fontSize, in: style, to: max(1, use.style.size * factor))
    if let stroke = use.style.stroke, let object = field(.stroke, in: style)?.node.pointer {
      set(.strokeWidth, in: object, to: stroke.width * factor)
    }
    if let shadow = use.style.shadow, let object = field(.shadow, in: style)?.node.pointer {
      set(.shadowX, in: object, to: shadow.dx * factor)
      set(.shadowY, in: object, to: shadow.dy * factor)
      set(.shadowBlur, in: object, to: shadow.blur * factor)
    }
  }

  /// Fits a picture to a new canvas.
  mutating func reframe(
    _ place: SegmentPlace, _ framing: Framing, sourceSize: Timeline.CanvasSize?,
    by means: Reframe.Means
  ) throws(TransformError) {
    let segment = place.segment
    let picture = segment.picture
    let crop = picture.crop
    let aspect =
      (sourceSize ?? framing.old).aspect * (1 - crop.left - crop.right)
      / (1 - crop.top - crop.bottom)
    guard picture.fit != .fill, picture.rotation == 0 else { return }
    let metadata = try metadata(of: segment.pointer)
    // A picture well inside the canvas is an overlay: it keeps its size, not its edges.
    guard picture.scale >= 0.9 else {
      guard sourceSize != nil, picture.fit == .contain else { return }
      set(.scale, in: metadata, to: picture.scale * framing.containedFactor(ofAspect: aspect))
      return
    }
    switch means {
    case .pad:
      if picture.fit != .contain {
        set(.fit, in: metadata, to: .string(Timeline.Fit.contain.rawValue))
      }
      if picture.backdrop == nil { set(.backdrop, in: metadata, to: .string("blur")) }
    case .crop:
      if picture.fit != .cover {
        set(.fit, in: metadata, to: .string(Timeline.Fit.cover.rawValue))
      }
      let moves = segment.keyframes.contains { $0.x != nil || $0.y != nil || $0.scale != nil }
      guard !moves, segment.kenBurns == nil else {
        say(
          "\(timeline.words(for: place)) keeps its own motion; look whether it still shows the focus"
        )
        return
      }
      let centre = framing.centre(ofAspect: aspect, scale: picture.scale)
      if abs(centre.x - picture.x) >= 0.0001 { set(.centreX, in: metadata, to: centre.x) }
      if abs(centre.y - picture.y) >= 0.0001 { set(.centreY, in: metadata, to: centre.y) }
    }
  }
}
