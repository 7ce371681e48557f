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
    let sampler = SpriteSampler(
      source: source, target: target,
      stepU: Int64((cosine * scaleX * 65_536).rounded()),
      stepV: Int64((-sine * scaleY * 65_536).rounded()))
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: source.width) { line in
      for row in 0..<target.height {
        let dy = Double(top + row) + 0.5 - geometry.centreY
        let dx = Double(left) + 0.5 - geometry.centreX
        let u = (dx * cosine + dy * sine) * scaleX + Double(source.width) / 2 - 0.5
        let v = (-dx * sine + dy * cosine) * scaleY + Double(source.height) / 2 - 0.5
        sampler.draw(
          row, from: Int64((u * 65_536).rounded()), Int64((v * 65_536).rounded()), with: line)
      }
    }
    return Result(sprite: target, x: left, y: top)
  }
}
