import Foundation

/// Draws a sprite turned, stretched and placed between pixels: what moves and what is rotated.
enum Warp {
  /// The part of an output that a sprite covers when it is placed by a geometry.
  struct Result {
    let sprite: Sprite
    let x: Int
    let y: Int
  }

  /// Samples `source`, stretched to the geometry's size and turned about its centre, onto the output's grid.
  ///
  /// Bilinear, with clear pixels all around, so that edges are smooth. Nothing outside the output is made.
  static func draw(_ source: Sprite, by geometry: Geometry, on output: (width: Int, height: Int))
    -> Result?
  {
    guard source.width > 0, source.height > 0, geometry.width > 0, geometry.height > 0 else {
      return nil
    }
    let angle = geometry.rotation * .pi / 180
    let (sine, cosine) = (sin(angle), cos(angle))
    let reachX = (abs(geometry.width * cosine) + abs(geometry.height * sine)) / 2 + 1
    let reachY = (abs(geometry.width * sine) + abs(geometry.height * cosine)) / 2 + 1
    let left = max(0, Int((geometry.centreX - reachX).rounded(.down)))
    let top = max(0, Int((geometry.centreY - reachY).rounded(.down)))
    let right = min(output.width, Int((geometry.centreX + reachX).rounded(.up)))
    let bottom = min(output.height, Int((geometry.centreY + reachY).rounded(.up)))
    guard left < right, top < bottom else { return nil }
    let target = Sprite(width: right - left, height: bottom - top)
    let scaleX = Double(source.width) / geometry.width
    let scaleY = Double(source.height) / geometry.height
    // Steps in the source per output pixel to the right, in 16.16.
    let stepU = Int64((cosine * scaleX * 65_536).rounded())
    let stepV = Int64((-sine * scaleY * 65_536).rounded())
    for row in 0..<target.height {
      let dy = Double(top + row) + 0.5 - geometry.centreY
      let dx = Double(left) + 0.5 - geometry.centreX
      let u = (dx * cosine + dy * sine) * scaleX + Double(source.width) / 2 - 0.5
      let v = (-dx * sine + dy * cosine) * scaleY + Double(source.height) / 2 - 0.5
      sampleRow(
        source, from: (Int64((u * 65_536).rounded()), Int64((v * 65_536).rounded())),
        step: (stepU, stepV), into: target, row: row)
    }
    return Result(sprite: target, x: left, y: top)
  }

  private static func sampleRow(
    _ source: Sprite, from start: (u: Int64, v: Int64), step: (u: Int64, v: Int64),
    into target: Sprite, row: Int
  ) {
    let (wide, high, stride) = (source.width, source.height, source.stride)
    let planeSize = stride * high
    let targetPlane = target.stride * target.height
    let from = source.luma
    let to = target.luma + row * target.stride
    var (u, v) = start
    for column in 0..<target.width {
      let (x, y) = (Int(u >> 16), Int(v >> 16))
      if x >= -1, y >= -1, x < wide, y < high {
        let fx = Int32(truncatingIfNeeded: (u & 0xFFFF) >> 8)
        let fy = Int32(truncatingIfNeeded: (v & 0xFFFF) >> 8)
        // Neighbours outside the sprite are clear: their weight goes, their place is a safe one.
        let (left, right) = (x >= 0, x + 1 < wide)
        let (above, below) = (y >= 0, y + 1 < high)
        let w00 = left && above ? (256 &- fx) &* (256 &- fy) : 0
        let w10 = right && above ? fx &* (256 &- fy) : 0
        let w01 = left && below ? (256 &- fx) &* fy : 0
        let w11 = right && below ? fx &* fy : 0
        let (x0, x1) = (max(x, 0), min(x + 1, wide - 1))
        let (y0, y1) = (max(y, 0) * stride, min(y + 1, high - 1) * stride)
        for plane in 0..<4 {
          let base = from + plane * planeSize
          let sum =
            Int32(base[y0 + x0]) &* w00 &+ Int32(base[y0 + x1]) &* w10
            &+ Int32(base[y1 + x0]) &* w01 &+ Int32(base[y1 + x1]) &* w11
          to[plane * targetPlane + column] = UInt8(truncatingIfNeeded: (sum &+ 32_768) >> 16)
        }
      }
      u &+= step.u
      v &+= step.v
    }
  }
}
