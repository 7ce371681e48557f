public import DraftModel

extension RenderPlan {
  /// Plans a render: decides everything, touches nothing.
  ///
  /// - Parameters:
  ///   - timeline: What the draft means.
  ///   - catalog: What its sources stand for.
  ///   - fonts: What its texts are drawn with (``FontCatalog/requests(of:media:)``).
  ///   - request: What is wanted.
  ///   - findings: What reading the draft found, for the fidelity report.
  public init(
    _ timeline: Timeline, media catalog: MediaCatalog, fonts: FontCatalog = FontCatalog(),
    request: RenderRequest = RenderRequest(), findings: [Finding] = []
  ) {
    let (canvas, reduced) =
      timeline.canvas.map { ($0, nil) } ?? Self.canvas(of: timeline, in: catalog)
    let format = request.format(canvas: canvas, rate: timeline.frameRate)
    let whole = TimeSpan(start: .zero, length: timeline.duration)
    let wanted = request.span.flatMap { whole.intersection($0) } ?? whole
    let first = format.rate.frame(nearest: wanted.start)
    let end = max(format.rate.frame(nearest: wanted.end), first)
    var layers = LayerPlanner(
      timeline: timeline, catalog: catalog, format: format, canvas: canvas)
    let tracks = layers.lanes()
    var sounds = SoundPlanner(timeline: timeline, catalog: catalog)
    let fidelity = FidelityPlanner(timeline: timeline, catalog: catalog, fonts: fonts)
      .report(findings, adding: layers.departures + [reduced].compactMap { $0 })
    let clips = sounds.clips()
    self.init(
      title: timeline.title, canvas: canvas, background: timeline.background, format: format,
      firstFrame: first, endFrame: end,
      intervals: Self.intervals(from: tracks, first: first, end: end),
      sound: SoundPlan(
        firstSample: format.rate.sample(of: first), endSample: format.rate.sample(of: end),
        clips: clips),
      media: layers.media.merging(sounds.media) { mine, _ in mine }, fonts: fonts,
      fidelity: request.span == nil ? fidelity : fidelity.within(wanted))
  }

  /// The canvas of a draft that declares none: the first video's size, else Full HD (format section 5).
  ///
  /// A size beyond a canvas's range keeps its shape, and comes with the entry that reports it.
  private static func canvas(
    of timeline: Timeline, in catalog: MediaCatalog
  ) -> (size: Timeline.CanvasSize, reduced: FidelityReport.Entry?) {
    for track in timeline.tracks where track.kind == .video {
      for segment in track.segments {
        guard case .media(let use) = segment.content,
          case .available(let item) = catalog[use.source], let picture = item.picture
        else { continue }
        let size = picture.displaySize
        let canvas = Timeline.CanvasSize(width: size.width, height: size.height)
        let longest = Double(Timeline.CanvasSize.longestSide)
        guard max(size.width, size.height) > longest else { return (canvas, nil) }
        let words =
          "the canvas has the shape of \"\(use.source)\" and \(canvas.width) by \(canvas.height) "
          + "pixels, because no side of a canvas has more than \(Timeline.CanvasSize.longestSide)"
        return (
          canvas,
          FidelityReport.Entry(
            grade: .approximated, span: TimeSpan(start: .zero, length: timeline.duration),
            message: words, pointer: segment.pointer)
        )
      }
    }
    return (.fullHD, nil)
  }

  /// Cuts the frame axis wherever any lane changes.
  private static func intervals(
    from lanes: [[LaneCell]], first: FrameIndex, end: FrameIndex
  ) -> [Interval] {
    guard first < end else { return [] }
    var cuts: Set<FrameIndex> = [first, end]
    for cell in lanes.joined() {
      for edge in [cell.first, cell.end] where first < edge && edge < end { cuts.insert(edge) }
    }
    var cursors = [Int](repeating: 0, count: lanes.count)
    let edges = cuts.sorted()
    return zip(edges, edges.dropFirst()).map { start, stop in
      var stack: [StackElement] = []
      for (index, lane) in lanes.enumerated() {
        while cursors[index] < lane.count, lane[cursors[index]].end <= start { cursors[index] += 1 }
        guard cursors[index] < lane.count, lane[cursors[index]].first <= start else { continue }
        let cell = lane[cursors[index]]
        // What an opaque picture covers for good need not be decoded.
        if cell.coversCanvas { stack.removeAll() }
        stack.append(cell.element)
      }
      return Interval(first: start, end: stop, stack: stack)
    }
  }
}

/// A stretch of one track over which the same thing is painted.
struct LaneCell: Hashable, Sendable {
  var first: FrameIndex
  var end: FrameIndex
  var element: StackElement
  /// Whether it hides everything below it at every frame.
  var coversCanvas: Bool
}
