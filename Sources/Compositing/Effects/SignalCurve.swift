/// A new value for each value of a plane: what every effect on luma or chroma alone comes to.
struct SignalCurve {
  private let values: [UInt8]

  private init(_ value: (Int) -> Int) {
    values = (0...255).map { UInt8(clamping: value($0)) }
  }

  /// What FFmpeg's `eq` does to luma by its `brightness`, −1 to 1, and `contrast`, 0 to 2, and to chroma
  /// by its `saturation` in the place of contrast.
  ///
  /// After the filter: whole numbers of 1/4096 of the signal's steps, cut off and not rounded.
  static func equalizer(contrast: Double = 1, brightness: Double = 0) -> SignalCurve {
    // The filter keeps its settings in single precision.
    let (contrast, brightness) = (Double(Float(contrast)), Double(Float(brightness)))
    // As it was: the filter lets such planes pass.
    if contrast == 1, brightness == 0 { return SignalCurve { $0 } }
    let factor = Int(contrast * 4096)
    let offset = Int(100 * brightness + 100) * 511 / 200 - 128 - factor / 32
    return SignalCurve { ($0 * factor) >> 12 + offset }
  }

  /// Chroma a part of the way to none, 0 to 1.
  static func grayscale(_ share: Double) -> SignalCurve {
    SignalCurve { 128 + Int((Double($0 - 128) * (1 - share)).rounded()) }
  }

  /// Changes a plane.
  ///
  /// - Parameter alpha: The opacity that the plane is multiplied by, if it is.
  func apply(to plane: SignalPlanes.Plane, under alpha: SignalPlanes.Plane?) {
    values.withUnsafeBufferPointer { values in
      for row in 0..<plane.height {
        let line = plane.bytes + row * plane.stride
        guard let alpha else {
          for column in 0..<plane.width { line[column] = values[Int(line[column])] }
          continue
        }
        let opacities = alpha.bytes + row * alpha.stride
        for column in 0..<plane.width {
          let opacity = opacities[column]
          let value = values[Int(SignalPlanes.straight(line[column], opacity))]
          line[column] = SignalPlanes.premultiplied(value, opacity)
        }
      }
    }
  }
}
