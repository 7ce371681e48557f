import DraftModel

/// Turns tracks into lanes: for every track, what is painted over which frames.
struct LayerPlanner {
  let timeline: Timeline
  let catalog: MediaCatalog
  let format: OutputFormat
  let canvas: Timeline.CanvasSize
  /// The files that the layers name.
  private(set) var media: [ContentHash: MediaItem] = [:]
  /// What transitions do otherwise than the draft says.
  var departures: [FidelityReport.Entry] = []

  init(
    timeline: Timeline, catalog: MediaCatalog, format: OutputFormat, canvas: Timeline.CanvasSize
  ) {
    self.timeline = timeline
    self.catalog = catalog
    self.format = format
    self.canvas = canvas
  }

  /// One lane a visible track, in painting order; cells in order and apart.
  mutating func lanes() -> [[LaneCell]] {
    timeline.tracks.filter { !$0.isHidden && ($0.kind == .video || $0.kind == .text) }
      .map { lane(for: $0) }
  }

  private mutating func lane(for track: Timeline.Track) -> [LaneCell] {
    var spans: [(first: FrameIndex, end: FrameIndex, layer: Layer)] = []
    // In order of start in milliseconds: two starts within one frame are still one before the other.
    let order = track.segments.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    for segment in order.map(\.element) {
      let first = format.rate.frame(nearest: segment.span.start)
      let end = format.rate.frame(nearest: segment.span.end)
      guard first < end, let layer = layer(for: segment, on: track, first: first, end: end) else {
        continue
      }
      spans.append((first, end, layer))
    }
    let cells = Self.flattened(spans).map { span in
      LaneCell(
        first: span.first, end: span.end, element: .layer(span.layer),
        coversCanvas: coversCanvas(span.layer))
    }
    return withTransitions(cells, on: track)
  }

  private mutating func layer(
    for segment: Timeline.Segment, on track: Timeline.Track, first: FrameIndex, end: FrameIndex
  ) -> Layer? {
    guard let content = content(of: segment, on: track) else { return nil }
    return Layer(
      content: content, first: first, end: end, placement: segment.picture,
      keyframes: segment.keyframes, kenBurns: segment.kenBurns, effects: segment.effects,
      segment: segment.pointer)
  }

  private mutating func content(
    of segment: Timeline.Segment, on track: Timeline.Track
  ) -> Layer.Content? {
    if let slate = Layer.Slate(for: segment, in: catalog) { return .slate(slate) }
    switch segment.content {
    case .text(let use): return use.text.isEmpty ? nil : .text(use)
    case .missing: return nil
    case .media(let use):
      switch catalog[use.source] {
      case .unavailable: return nil
      case .available(let item):
        // Sound on a video track has nothing to paint.
        guard let picture = item.picture else { return nil }
        media[item.hash] = item
        if picture.isStill { return .still(item.hash) }
        return .video(
          item.hash,
          SourceMap(
            inPoint: Ratio(use.inPoint.rawValue, 1000) ?? .zero, speed: use.speed,
            loop: use.pictureLoop(of: item, over: segment.span)))
      }
    }
  }

  /// Where segments overlap, the later start wins (format section 5); of equal starts, the later entry.
  ///
  /// - Parameter spans: In that order.
  private static func flattened(
    _ spans: [(first: FrameIndex, end: FrameIndex, layer: Layer)]
  ) -> [(first: FrameIndex, end: FrameIndex, layer: Layer)] {
    var result: [(first: FrameIndex, end: FrameIndex, layer: Layer)] = []
    // The segments a later one covers for now, each to come back if it lasts longer.
    var waiting: [(end: FrameIndex, layer: Layer)] = []
    for span in spans {
      while let last = result.last, last.end < span.first, let under = waiting.popLast() {
        guard under.end > last.end else { continue }
        result.append((last.end, min(under.end, span.first), under.layer))
        if under.end > span.first { waiting.append(under) }
      }
      if let last = result.last, last.end > span.first {
        waiting.append((last.end, last.layer))
        result[result.count - 1].end = span.first
        if last.first == span.first { result.removeLast() }
      }
      result.append(span)
    }
    while let last = result.last, let under = waiting.popLast() {
      if under.end > last.end { result.append((last.end, under.end, under.layer)) }
    }
    return result
  }

  /// Whether a layer is opaque and fills the canvas at every one of its frames.
  private func coversCanvas(_ layer: Layer) -> Bool {
    // Effects leave an opaque picture opaque.
    guard layer.isSteady, let hash = layer.media, let picture = media[hash]?.picture,
      !picture.hasAlpha, picture.tilt == 0, !picture.changesForm
    else { return false }
    let placement = layer.placement
    guard placement.opacity == 1 else { return false }
    if let backdrop = placement.backdrop, backdrop.isOpaque(behind: picture) { return true }
    guard placement.rotation == 0, placement.x == 0.5, placement.y == 0.5, placement.scale >= 1
    else { return false }
    if placement.fit != .contain { return true }
    let crop = placement.crop
    let size = picture.displaySize
    let aspect =
      size.width * (1 - crop.left - crop.right) / (size.height * (1 - crop.top - crop.bottom))
    let wanted = Double(canvas.width) / Double(canvas.height)
    return abs(aspect / wanted - 1) < 1e-9
  }
}
