import DraftModel
import TextPainting

/// A layer's effects on a picture of it (format section 2, *Meanings*), in order.
///
/// Equal values make equal pictures of equal pictures.
struct PictureEffects: Hashable {
  private let effects: [Timeline.Effect]
  /// The picture's pixels, across and down, that 1% of the canvas's short side comes to.
  ///
  /// 0 where nothing is blurred: then the picture does not depend on it.
  private let percentX: Double
  private let percentY: Double

  /// - Parameters:
  ///   - shortSide: The canvas's short side in pixels of the output.
  ///   - scale: The picture's pixels per pixel of the output, across and down.
  init(
    _ effects: [Timeline.Effect], shortSide: Int, scale: (x: Double, y: Double) = (1, 1)
  ) {
    // An amount that leaves things as they are is no effect; a temperature of 0 is one, of 6500 K.
    self.effects = effects.filter { effect in
      switch effect.kind {
      case .contrast, .saturation: effect.amount != 1
      case .brightness, .blur, .grayscale, .vignette: effect.amount != 0
      case .temperature: true
      }
    }
    let blurs = self.effects.contains { $0.kind == .blur }
    percentX = blurs ? Double(shortSide) / 100 * scale.x : 0
    percentY = blurs ? Double(shortSide) / 100 * scale.y : 0
  }

  /// Whether a picture stays as it is.
  var isEmpty: Bool { effects.isEmpty }

  /// How far beyond a picture of its own outline, such as a title, its blurs can be seen, in pixels.
  var reach: Int {
    effects.reduce(0) { reach, effect in
      guard effect.kind == .blur else { return reach }
      return reach + GaussianBlur.reach(sigma: effect.amount * max(percentX, percentY))
    }
  }

  /// Changes a picture.
  ///
  /// - Parameter edges: What a blur takes to lie beyond its edges.
  func apply(to planes: SignalPlanes, edges: GaussianBlur.Edges = .held) {
    for effect in effects {
      let amount = effect.amount
      switch effect.kind {
      case .brightness:
        SignalCurve.equalizer(brightness: amount).apply(to: planes.luma, under: planes.alpha)
      case .contrast:
        SignalCurve.equalizer(contrast: amount).apply(to: planes.luma, under: planes.alpha)
      case .saturation: apply(.equalizer(contrast: amount), toChromaOf: planes)
      case .grayscale: apply(.grayscale(amount), toChromaOf: planes)
      case .temperature: ColorTemperature(amount: amount).apply(to: planes)
      case .vignette: Vignette(amount: amount).apply(to: planes)
      case .blur:
        blur(planes, sigma: (amount * percentX, amount * percentY), edges: edges)
      }
    }
  }

  private func apply(_ curve: SignalCurve, toChromaOf planes: SignalPlanes) {
    curve.apply(to: planes.u, under: planes.alpha)
    curve.apply(to: planes.v, under: planes.alpha)
  }

  private func blur(
    _ planes: SignalPlanes, sigma: (x: Double, y: Double), edges: GaussianBlur.Edges
  ) {
    let fineness = 1 / Double(1 << planes.chromaShift)
    blur(planes.luma, sigma, edges)
    for chroma in [planes.u, planes.v] {
      blur(chroma, (sigma.x * fineness, sigma.y * fineness), edges)
    }
    if let alpha = planes.alpha { blur(alpha, sigma, edges) }
  }

  private func blur(
    _ plane: SignalPlanes.Plane, _ sigma: (x: Double, y: Double), _ edges: GaussianBlur.Edges
  ) {
    let bytes = UnsafeMutableBufferPointer(
      start: plane.bytes, count: plane.stride * (plane.height - 1) + plane.width)
    if sigma.x > 0 {
      GaussianBlur(sigma: sigma.x).blurRows(
        of: bytes, width: plane.width, height: plane.height, stride: plane.stride, edges: edges)
    }
    if sigma.y > 0 {
      GaussianBlur(sigma: sigma.y).blurColumns(
        of: bytes, width: plane.width, height: plane.height, stride: plane.stride, edges: edges)
    }
  }
}
