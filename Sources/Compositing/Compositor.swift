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
  /// The interval whose stack is painted now, by its first frame.
  private var interval: FrameIndex?
  /// The frame whose pictures are being decoded ahead.
  private var read: FrameIndex?
  /// Whether the last picture needed more than is kept.
  private var isCrowded = false
  private let memory: LayerMemory
  /// Canvases for a batch, made when first needed.
  private var batch: [Canvas] = []

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
  ///   - readers: How many files are decoded at once, from 1: with two or more, those of the next picture are while a
  ///     picture is composed.
  ///   - memory: What is kept from picture to picture, at most.
  /// - Throws: ``CompositingError`` where memory runs out.
  public init(
    plan: RenderPlan, kept: any KeptMedia = NoKeptMedia(), threads: Int = 1,
    readers: Int = 1, memory: LayerMemory = LayerMemory()
  ) throws(CompositingError) {
    self.plan = plan
    self.memory = memory
    painter = try LayerPainter(
      plan: plan, kept: kept, threads: threads, readers: readers, memory: memory)
    do throws(FFmpegError) {
      canvas = try Canvas(width: plan.format.width, height: plan.format.height)
    } catch {
      throw .ffmpeg(error)
    }
  }

  /// The work done so far.
  public var work: CompositingWork { painter.work }

  /// The picture at `frame`, valid until the next call: 4:2:0, BT.709, limited range.
  ///
  /// - Throws: ``CompositingError/noSuchFrame(_:)`` outside the plan, or what kept it from being made.
  public func picture(at frame: FrameIndex) throws(CompositingError) -> PictureBuffer {
    try picture(at: frame, followedBy: nil)
  }

  /// The picture at `frame`.
  ///
  /// - Parameter next: The frame that will be asked for next, if that is known.
  private func picture(
    at frame: FrameIndex, followedBy next: FrameIndex?
  ) throws(CompositingError) -> PictureBuffer {
    let interval = try begin(at: frame)
    if read != frame { startReading(interval, at: frame) }
    painter.finishReading()
    read = nil
    if let next, next < interval.end { startReading(interval, at: next) }
    var now: Shown?
    if shown?.interval == interval.first {
      now = content(of: interval, at: frame)
      if let now, now == shown { return canvas.buffer }
    }
    painter.beginRound()
    canvas.fill(plan.background)
    for (index, element) in interval.stack.enumerated() {
      try paint(element, at: frame, isLowest: index == 0, onto: canvas)
    }
    isCrowded = painter.resetOverfull()
    // Where not everything can be kept, asking once more what is shown would be half of the work.
    shown = isCrowded ? nil : now ?? content(of: interval, at: frame)
    return canvas.buffer
  }

  /// Makes the pictures of frames in a row, each valid until `body` returns.
  ///
  /// They are what ``picture(at:)`` gives. If the stack needs more than is kept, they are made in batches, layer by
  /// layer: whatever has to be opened again is opened once for a batch.
  ///
  /// - Throws: ``CompositingError`` as ``picture(at:)``, and whatever `body` throws.
  public func pictures(
    from first: FrameIndex, count: Int64, _ body: (PictureBuffer) throws -> Void
  ) throws {
    var done: Int64 = 0
    while done < count {
      let frame = first + done
      let interval = try begin(at: frame)
      guard isCrowded, interval.stack.count > 1 else {
        let next = done + 1 < count ? frame + 1 : nil
        try body(picture(at: frame, followedBy: next))
        done += 1
        continue
      }
      let length = min(count - done, interval.end - frame, batchLength)
      try paint(interval, from: frame, count: Int(length))
      for canvas in batch.prefix(Int(length)) { try body(canvas.buffer) }
      done += length
    }
    if !isCrowded { batch = [] }
  }

  /// Begins to decode what a frame shows, instead of what was being decoded.
  private func startReading(_ interval: RenderPlan.Interval, at frame: FrameIndex) {
    // What has been read for the picture that is being made has to stay.
    if read != nil { painter.finishReading() }
    painter.read(interval.stack, at: frame)
    read = frame
  }

  /// The interval at a frame, whose stack is painted from here on.
  private func begin(at frame: FrameIndex) throws(CompositingError) -> RenderPlan.Interval {
    guard let interval = plan.interval(at: frame) else { throw .noSuchFrame(frame) }
    if self.interval != interval.first {
      self.interval = interval.first
      painter.show(interval.stack)
    }
    return interval
  }

  /// Pictures in a batch: as many as their memory allows, but enough to be worth what is opened for them.
  private var batchLength: Int64 {
    let bytes = max(plan.format.width * plan.format.height * 3 / 2, 1)
    return Int64(max(memory.batch / bytes, 8))
  }

  /// Paints a batch, each element of the stack onto all of its pictures before the next.
  private func paint(
    _ interval: RenderPlan.Interval, from first: FrameIndex, count: Int
  ) throws(CompositingError) {
    do throws(FFmpegError) {
      while batch.count < count {
        batch.append(try Canvas(width: plan.format.width, height: plan.format.height))
      }
    } catch {
      throw .ffmpeg(error)
    }
    shown = nil
    painter.finishReading()
    read = nil
    painter.beginRound()
    for canvas in batch.prefix(count) { canvas.fill(plan.background) }
    for (index, element) in interval.stack.enumerated() {
      for (offset, canvas) in batch.prefix(count).enumerated() {
        try paint(element, at: first + Int64(offset), isLowest: index == 0, onto: canvas)
      }
    }
    isCrowded = painter.resetOverfull()
  }

  private func paint(
    _ element: StackElement, at frame: FrameIndex, isLowest: Bool, onto canvas: Canvas
  ) throws(CompositingError) {
    switch element {
    case .layer(let layer): try painter.paint(layer, at: frame, onto: canvas)
    case .transition(let change): try paint(change, at: frame, isLowest: isLowest, onto: canvas)
    }
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
    _ change: TransitionLayer, at frame: FrameIndex, isLowest: Bool, onto canvas: Canvas
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
