import CPango

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a block of text goes: from block coordinates to pixels of the output picture.
///
/// Block coordinates are reference units with the origin at the block's centre; y grows downwards
/// in both. A point p lands on anchor + scale · R(rotation) · p.
struct Placement {
  let anchorX: Double
  let anchorY: Double
  let scale: Double
  private let cosine: Double
  private let sine: Double

  init(anchorX: Double, anchorY: Double, scale: Double, rotationDegrees: Double) {
    self.anchorX = anchorX
    self.anchorY = anchorY
    self.scale = scale
    let turn = rotationDegrees.truncatingRemainder(dividingBy: 360)
    // Quarter turns are exact, so that they leave straight edges straight.
    switch turn {
    case 0: (cosine, sine) = (1, 0)
    case 90, -270: (cosine, sine) = (0, 1)
    case 180, -180: (cosine, sine) = (-1, 0)
    case 270, -90: (cosine, sine) = (0, -1)
    default:
      let radians = turn * .pi / 180
      (cosine, sine) = (cos(radians), sin(radians))
    }
  }

  /// The smallest upright rectangle of pixels around `rectangle` of the block.
  func picture(_ rectangle: Rectangle) -> Rectangle {
    guard !rectangle.isEmpty else { return .empty }
    return upright(rectangle, cosine: cosine * scale, sine: sine * scale)
      .moved(dx: anchorX, dy: anchorY)
  }

  /// The smallest upright rectangle of the block around `rectangle` of the picture.
  func block(_ rectangle: Rectangle) -> Rectangle {
    upright(
      rectangle.moved(dx: -anchorX, dy: -anchorY), cosine: cosine / scale, sine: -sine / scale)
  }

  /// The same for Cairo, drawing onto a surface whose first pixel is `origin` of the picture.
  func matrix(origin: PixelRectangle, dx: Double, dy: Double) -> cairo_matrix_t {
    let (a, b) = (cosine * scale, sine * scale)
    return cairo_matrix_t(
      xx: a, yx: b, xy: -b, yy: a,
      x0: anchorX - Double(origin.minX) + a * dx - b * dy,
      y0: anchorY - Double(origin.minY) + b * dx + a * dy)
  }

  private func upright(_ from: Rectangle, cosine: Double, sine: Double) -> Rectangle {
    let corners = [
      (from.minX, from.minY), (from.maxX, from.minY), (from.minX, from.maxY),
      (from.maxX, from.maxY),
    ]
    var bounds = Rectangle(
      minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    for (x, y) in corners {
      let (u, v) = (cosine * x - sine * y, sine * x + cosine * y)
      bounds.minX = min(bounds.minX, u)
      bounds.maxX = max(bounds.maxX, u)
      bounds.minY = min(bounds.minY, v)
      bounds.maxY = max(bounds.maxY, v)
    }
    return bounds
  }
}
