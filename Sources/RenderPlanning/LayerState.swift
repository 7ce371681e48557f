public import DraftModel

/// A layer's look at one frame, everything that moves evaluated.
public struct LayerState: Hashable, Sendable {
  /// 0 is clear, 1 opaque; fades, animation and keyframes multiplied in.
  public var opacity: Double
  /// The centre across, as a fraction of the canvas's width.
  public var x: Double
  /// The centre down, as a fraction of the canvas's height.
  public var y: Double
  /// The factor on the fitted size.
  public var scale: Double
  /// Degrees clockwise.
  public var rotation: Double
  /// How many characters of a title are shown; nothing for all.
  public var visibleCharacters: Int?
}

extension Layer {
  /// The length over which a title's own animation comes and goes, in seconds.
  private static let animationSeconds = 0.4
  /// How far below its place a rising title starts, as a fraction of the canvas's height.
  private static let rise = 0.06
  /// Letters a second of the typewriter; it always ends within the first three fifths of its title.
  private static let lettersPerSecond = 20.0

  /// The look at `frame`.
  ///
  /// Times run from the layer's first frame on the output's grid, `(n − n0) / rate`, so that the state
  /// depends on nothing but the distance.
  public func state(at frame: FrameIndex, rate: FrameRate) -> LayerState {
    let period = rate.ratio.inverse?.doubleValue ?? 0
    let seconds = Double(frame - first) * period
    let length = Double(end - first) * period
    var state = LayerState(
      opacity: placement.opacity, x: placement.x, y: placement.y, scale: placement.scale,
      rotation: placement.rotation, visibleCharacters: nil)
    if let kenBurns { move(&state, along: kenBurns, share: length > 0 ? seconds / length : 0) }
    apply(keyframes, to: &state, at: seconds * 1000)
    state.opacity *= fade(at: seconds, length: length)
    if case .text(let use) = content { animate(&state, use, at: seconds, length: length) }
    return state
  }

  /// Whether the look is the same at every frame.
  public var isSteady: Bool {
    guard keyframes.isEmpty, kenBurns == nil, placement.fadeIn == .zero, placement.fadeOut == .zero
    else { return false }
    if case .text(let use) = content { return use.animation == .none }
    return true
  }

  private func move(_ state: inout LayerState, along path: Timeline.KenBurns, share: Double) {
    let u = min(max(share, 0), 1)
    state.x = path.from.x + (path.to.x - path.from.x) * u
    state.y = path.from.y + (path.to.y - path.from.y) * u
    state.scale = path.from.scale + (path.to.scale - path.from.scale) * u
  }

  private func apply(
    _ keyframes: [Timeline.Keyframe], to state: inout LayerState, at milliseconds: Double
  ) {
    guard !keyframes.isEmpty else { return }
    state.x = keyframes.value(of: \.x, at: milliseconds) ?? state.x
    state.y = keyframes.value(of: \.y, at: milliseconds) ?? state.y
    state.scale = keyframes.value(of: \.scale, at: milliseconds) ?? state.scale
    state.rotation = keyframes.value(of: \.rotation, at: milliseconds) ?? state.rotation
    state.opacity = keyframes.value(of: \.opacity, at: milliseconds) ?? state.opacity
  }

  /// The linear fades at both ends (format section 2, *Meanings*).
  private func fade(at seconds: Double, length: Double) -> Double {
    var factor = 1.0
    let fadeIn = Double(placement.fadeIn.rawValue) / 1000
    let fadeOut = Double(placement.fadeOut.rawValue) / 1000
    if fadeIn > 0 { factor *= min(max(seconds / fadeIn, 0), 1) }
    if fadeOut > 0 { factor *= min(max((length - seconds) / fadeOut, 0), 1) }
    return factor
  }

  private func animate(
    _ state: inout LayerState, _ use: Timeline.TextUse, at seconds: Double, length: Double
  ) {
    let span = min(Layer.animationSeconds, length / 2)
    guard span > 0 else { return }
    let coming = min(max(seconds / span, 0), 1)
    let going = min(max((length - seconds) / span, 0), 1)
    switch use.animation {
    case .none: break
    case .fade: state.opacity *= min(coming, going)
    case .slideUp:
      state.opacity *= min(coming, going)
      state.y += Layer.rise * (1 - Timeline.Ease.easeOut.progress(coming))
    case .typewriter:
      let letters = use.text.count
      let speed = max(Layer.lettersPerSecond, Double(letters) / (length * 0.6))
      // The half letter keeps a frame that falls on a letter's own instant from rounding either way.
      state.visibleCharacters = min(letters, Int(seconds * speed + 0.5))
    }
  }
}

extension [Timeline.Keyframe] {
  /// The value of one property at a time from the segment's start, or nothing where none sets it.
  ///
  /// Before the first and after the last keyframe that sets it the nearest value holds; between two, the
  /// earlier one's ease rules (format section 2, *Meanings*).
  package func value(
    of property: KeyPath<Timeline.Keyframe, Double?>, at milliseconds: Double
  ) -> Double? {
    var before: (at: Double, value: Double, ease: Timeline.Ease)?
    for keyframe in self {
      guard let value = keyframe[keyPath: property] else { continue }
      let at = Double(keyframe.at.rawValue)
      if at <= milliseconds {
        before = (at, value, keyframe.ease)
        continue
      }
      guard let before else { return value }
      let u = (milliseconds - before.at) / (at - before.at)
      return before.value + (value - before.value) * before.ease.progress(u)
    }
    return before?.value
  }
}
