import DraftModel
import LibAV
import RenderPlanning

extension LayerPainter {
  /// The identity of the source picture a layer shows at `frame`; `nil` if it has no clock or cannot be seen.
  func sourceIdentity(of layer: Layer, at frame: FrameIndex) -> UInt64? {
    request(for: layer, at: frame).flatMap { try? frames.frame($0, among: places).identity }
  }

  /// The picture of a layer's source on screen at `time`.
  func picture(
    of item: MediaItem, at time: DraftModel.Ratio, for layer: Layer
  ) throws(FFmpegError) -> VideoFrame {
    try frames.frame(request(for: item, at: time, of: layer), among: places)
  }

  /// What is asked of the file of a layer at `frame`; `nil` if the layer has no clock or cannot be seen.
  private func request(for layer: Layer, at frame: FrameIndex) -> FramePool.Request? {
    guard case .video(let hash, let map) = layer.content, let item = plan.media[hash],
      failures[hash] == nil, layer.state(at: frame, rate: plan.format.rate).opacity > 0
    else { return nil }
    let time = map.time(atFrame: frame - layer.first, rate: plan.format.rate)
    return request(for: item, at: time, of: layer)
  }

  private func request(
    for item: MediaItem, at time: DraftModel.Ratio, of layer: Layer
  ) -> FramePool.Request {
    let step = plan.format.rate.ratio.inverse.flatMap {
      $0.multiplied(by: layer.sourceMap?.speed ?? .zero)
    }
    return FramePool.Request(
      item: item, place: place(of: layer), time: MediaTime(time),
      step: MediaTime(step ?? .zero), takesReduced: takesReduced(item, for: layer))
  }

  /// Begins to decode what a stack shows at `frame`, to be painted after ``finishReading()``.
  func read(_ stack: [StackElement], at frame: FrameIndex) {
    let requests = stack.flatMap { $0.layers(paintedAt: frame) }
      .compactMap { request(for: $0, at: frame) }
      .filter { $0.item.picture != nil }
    frames.read(requests, among: places)
  }

  /// Waits for what is being decoded.
  func finishReading() { frames.finishReading() }
}

extension StackElement {
  /// The layers that a picture is made of, of which a transition has two or three at a time.
  fileprivate func layers(paintedAt frame: FrameIndex) -> [Layer] {
    guard case .transition(let change) = self else { return layers }
    guard let earlier = change.earlierChange(at: frame) else { return [change.from, change.to] }
    return [earlier.from, earlier.to, change.to]
  }
}

extension MediaTime {
  /// A source time in LibAV's terms.
  init(_ ratio: DraftModel.Ratio) {
    self =
      MediaTime(numerator: ratio.numerator, denominator: ratio.denominator) ?? .zero
  }
}
