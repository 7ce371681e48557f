import Foundation

/// Light that falls off towards the corners, as FFmpeg's `vignette` filter has it.
///
/// At a distance d from the centre, 1 in the corners, the signal is multiplied by cos⁴(angle·d): the law of
/// a lens. The filter's dither is noise, which would code badly; here values are rounded.
struct Vignette {
  /// Steps of the squared distance, fine enough that none is seen.
  private static let steps = 4096

  /// The factor at each step, in 1/65536.
  private let factors: [Int32]

  /// - Parameter amount: From 0 (none) to 1 (the corners black).
  init(amount: Double) {
    let angle = amount * .pi / 2
    factors = (0...Self.steps).map { step in
      let light = cos(angle * (Double(step) / Double(Self.steps)).squareRoot())
      return Int32((light * light * light * light * 65_536).rounded())
    }
  }

  /// Changes a picture.
  func apply(to planes: SignalPlanes) {
    let (width, height) = (Double(planes.luma.width), Double(planes.luma.height))
    let scale = Float(Double(Self.steps) / ((width * width + height * height) / 4))
    /// The scaled squares of the distances from the middle of a side, at each sample of a plane.
    func squares(_ side: Double, samples: Int, shift: Int) -> [Float] {
      (0..<samples).map { sample in
        let distance = (Double(sample << shift) - side / 2).rounded(.towardZero)
        return Float(distance * distance) * scale
      }
    }
    for (plane, neutral) in [(planes.luma, UInt8(0)), (planes.u, 128), (planes.v, 128)] {
      let shift = neutral == 0 ? 0 : planes.chromaShift
      apply(
        to: plane, under: planes.alpha, neutral: neutral,
        across: squares(width, samples: plane.width, shift: shift),
        down: squares(height, samples: plane.height, shift: shift))
    }
  }

  /// Brings a plane nearer to its neutral value by the steps of its columns and rows, which add up.
  private func apply(
    to plane: SignalPlanes.Plane, under alpha: SignalPlanes.Plane?, neutral: UInt8,
    across: [Float], down: [Float]
  ) {
    factors.withUnsafeBufferPointer { factors in
      for row in 0..<plane.height {
        let line = plane.bytes + row * plane.stride
        let opacities = alpha.map { $0.bytes + row * $0.stride }
        for column in 0..<plane.width {
          let factor = factors[min(Int(across[column] + down[row] + 0.5), Self.steps)]
          let middle = Int32(
            opacities.map { SignalPlanes.premultiplied(neutral, $0[column]) } ?? neutral)
          let change = (Int32(line[column]) &- middle) &* factor &+ 32_768
          line[column] = UInt8(truncatingIfNeeded: middle &+ (change >> 16))
        }
      }
    }
  }
}
