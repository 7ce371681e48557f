public import DraftModel
public import LibAV
public import RenderPlanning

/// Makes the pictures of a plan, one at a time.
///
/// One per worker; it keeps its decoders, scalers and painted titles from frame to frame, so that going
/// forward costs what changes.
public final class Compositor {
  private let plan: RenderPlan
  private let painter: LayerPainter
  private let canvas: Canvas
  /// Canvases for the halves of a transition, made when one is first needed.
  private var halves: [Bool: (from: Canvas, to: Canvas, crossed: Canvas)] = [:]
  private var shown: Shown?

  /// What the canvas holds: equal values look the same.
  private struct Shown: Equatable {
    let interval: FrameIndex
    let states: [LayerState]
    let sources: [UInt64?]
  }

  /// Prepares to make pictures of `plan`.
  ///
  /// - Parameters:
  ///   - kept: What is kept beside the plan's files to spare decoding them.
  ///   - threads: Threads that decode each file, from 1.
  /// - Throws: ``CompositingError`` where memory runs out.
  public init(
    plan: RenderPlan, kept: any KeptMedia = NoKeptMedia(), threads: Int = 1
  ) throws(CompositingError) {
    self.plan = plan
    painter = try LayerPainter(plan: plan, kept: kept, threads: threads)
    do throws(FFmpegError) {
      canvas = try Canvas(width: plan.format.width, height: plan.format.height)
    } catch {
      throw .ffmpeg(error)
    }
  }

  /// The picture at `frame`, valid until the next call: 4:2:0, BT.709, limited range.
  ///
  /// - Throws: ``CompositingError/noSuchFrame(_:)`` outside the plan, or what kept it from being made.
  public func picture(at frame: FrameIndex) throws(CompositingError) -> PictureBuffer {
    guard let interval = plan.interval(at: frame) else { throw .noSuchFrame(frame) }
    let now = content(of: interval, at: frame)
    if let now, now == shown { return canvas.buffer }
    canvas.fill(plan.background)
    for (index, element) in interval.stack.enumerated() {
      switch element {
      case .layer(let layer): try painter.paint(layer, at: frame, onto: canvas)
      case .transition(let change):
        try paint(change, at: frame, isLowest: index == 0)
      }
    }
    shown = now
    return canvas.buffer
  }

  /// What the canvas is to hold; nothing while a transition runs, whose every frame differs.
  private func content(of interval: RenderPlan.Interval, at frame: FrameIndex) -> Shown? {
    var states: [LayerState] = []
    var sources: [UInt64?] = []
    for element in interval.stack {
      guard case .layer(let layer) = element else { return nil }
      states.append(layer.state(at: frame, rate: plan.format.rate))
      sources.append(painter.sourceIdentity(of: layer, at: frame))
    }
    return Shown(interval: interval.first, states: states, sources: sources)
  }

  /// A change between the lowest pictures is drawn on whole canvases; one above others on clear ones, so
  /// that what lies below does not slide or dip with it.
  private func paint(
    _ change: TransitionLayer, at frame: FrameIndex, isLowest: Bool
  ) throws(CompositingError) {
    let (from, to, crossed) = try canvases(areClear: !isLowest)
    func paint(_ layer: Layer, onto half: Canvas) throws(CompositingError) {
      if isLowest { half.fill(plan.background) } else { half.clear() }
      try painter.paint(layer, at: frame, onto: half)
    }
    if let earlier = change.earlierChange(at: frame) {
      // Both other canvases are free until what it comes from is made.
      try paint(earlier.from, onto: to)
      try paint(earlier.to, onto: crossed)
      Crossing.draw(
        earlier.kind, from: to, to: crossed, progress: earlier.progress(at: frame), into: from)
    } else {
      try paint(change.from, onto: from)
    }
    try paint(change.to, onto: to)
    Crossing.draw(
      change.kind, from: from, to: to, progress: change.progress(at: frame), into: crossed)
    if isLowest { canvas.copy(from: crossed) } else { canvas.paint(crossed) }
  }

  private func canvases(
    areClear: Bool
  ) throws(CompositingError) -> (from: Canvas, to: Canvas, crossed: Canvas) {
    if let made = halves[areClear] { return made }
    do throws(FFmpegError) {
      func make() throws(FFmpegError) -> Canvas {
        try Canvas(width: plan.format.width, height: plan.format.height, hasAlpha: areClear)
      }
      let made = (from: try make(), to: try make(), crossed: try make())
      halves[areClear] = made
      return made
    } catch {
      throw .ffmpeg(error)
    }
  }
}
