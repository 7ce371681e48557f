/// Fills lines of one sprite with bilinear samples along straight lines through another.
///
/// Places in the source are in 16.16: whole pixels, counted from the middle of the first, and the way to the
/// next. Most of a line lies where all four neighbours are inside the source; that stretch is found by arithmetic and
/// sampled without a branch. Around the source everything is clear.
struct SpriteSampler {
  let source: Sprite
  let target: Sprite
  /// Steps in the source per pixel of the target to the right.
  let stepU: Int64
  let stepV: Int64

  /// Fills a line of the target.
  ///
  /// - Parameters:
  ///   - u: Where in the source the first pixel lies, across.
  ///   - v: The same, down.
  ///   - scratch: Room for a line of the source.
  func draw(
    _ row: Int, from u: Int64, _ v: Int64, with scratch: UnsafeMutableBufferPointer<UInt16>
  ) {
    let inside = columns(from: u, by: stepU, below: source.width - 1)
      .clamped(to: columns(from: v, by: stepV, below: source.height - 1))
    drawEdge(row, 0..<inside.lowerBound, from: u, v)
    if stepV == 0 {
      drawUpright(row, inside, from: u, v, with: scratch)
    } else {
      drawTurned(row, inside, from: u, v)
    }
    drawEdge(row, inside.upperBound..<target.width, from: u, v)
  }

  /// Planes that differ from pixel to pixel; the opacity of an opaque source does not.
  private var planeCount: Int { source.isOpaque ? 3 : 4 }

  /// The columns at which `start + column · step` lies in `0..<limit` whole pixels.
  ///
  /// Both ends are 0 where there are none.
  private func columns(from start: Int64, by step: Int64, below limit: Int) -> Range<Int> {
    let limit = Int64(limit) << 16
    let count = Int64(target.width)
    guard limit > 0 else { return 0..<0 }
    guard step != 0 else { return start >= 0 && start < limit ? 0..<target.width : 0..<0 }
    // Walk in the direction in which places rise.
    let last = start &+ (count - 1) &* step
    let (low, rise) = step > 0 ? (start, step) : (last, -step)
    let first = low >= 0 ? 0 : min((-low + rise - 1) / rise, count)
    let end = low >= limit ? 0 : min((limit - low + rise - 1) / rise, count)
    guard first < end else { return 0..<0 }
    return step > 0 ? Int(first)..<Int(end) : Int(count - end)..<Int(count - first)
  }

  /// Columns whose neighbours may lie outside the source, which is clear there.
  private func drawEdge(_ row: Int, _ columns: Range<Int>, from start: Int64, _ down: Int64) {
    let (wide, high, stride) = (source.width, source.height, source.stride)
    for column in columns {
      let (u, v) = (start &+ Int64(column) &* stepU, down &+ Int64(column) &* stepV)
      let (x, y) = (Int(u >> 16), Int(v >> 16))
      guard x >= -1, y >= -1, x < wide, y < high else { continue }
      let (fx, fy) = (Self.share(u), Self.share(v))
      // Neighbours outside lose their weight; their place is a safe one.
      let (left, right) = (x >= 0, x + 1 < wide)
      let (above, below) = (y >= 0, y + 1 < high)
      let w00 = left && above ? (256 &- fx) &* (256 &- fy) : 0
      let w10 = right && above ? fx &* (256 &- fy) : 0
      let w01 = left && below ? (256 &- fx) &* fy : 0
      let w11 = right && below ? fx &* fy : 0
      let (x0, x1) = (max(x, 0), min(x + 1, wide - 1))
      let (y0, y1) = (max(y, 0) * stride, min(y + 1, high - 1) * stride)
      for plane in 0..<4 {
        let from = source.plane(plane)
        let sum =
          UInt32(from[y0 + x0]) &* w00 &+ UInt32(from[y0 + x1]) &* w10
          &+ UInt32(from[y1 + x0]) &* w01 &+ UInt32(from[y1 + x1]) &* w11
        target.plane(plane)[row * target.stride + column] = Self.byte(sum)
      }
    }
  }

  /// A stretch along a line of the source: two of its lines become one, then neighbours on it are mixed.
  private func drawUpright(
    _ row: Int, _ columns: Range<Int>, from start: Int64, _ down: Int64,
    with scratch: UnsafeMutableBufferPointer<UInt16>
  ) {
    guard !columns.isEmpty, let line = scratch.baseAddress else { return }
    let ends = [columns.lowerBound, columns.upperBound - 1].map {
      Int((start &+ Int64($0) &* stepU) >> 16)
    }
    let (first, last) = (min(ends[0], ends[1]), max(ends[0], ends[1]) + 1)
    let y = Int(down >> 16) * source.stride
    let fy = UInt16(truncatingIfNeeded: Self.share(down))
    for plane in 0..<planeCount {
      let above = source.plane(plane) + y
      let below = above + source.stride
      for x in first...last {
        line[x] = UInt16(above[x]) &* (256 &- fy) &+ UInt16(below[x]) &* fy
      }
      let to = target.plane(plane) + row * target.stride
      var u = start &+ Int64(columns.lowerBound) &* stepU
      for column in columns {
        let x = Int(truncatingIfNeeded: u >> 16)
        let fx = Self.share(u)
        to[column] = Self.byte(UInt32(line[x]) &* (256 &- fx) &+ UInt32(line[x &+ 1]) &* fx)
        u &+= stepU
      }
    }
    if source.isOpaque { fillOpacity(row, columns) }
  }

  /// A stretch across lines of the source; the weights of its neighbours are the same in all planes.
  private func drawTurned(_ row: Int, _ columns: Range<Int>, from start: Int64, _ down: Int64) {
    let stride = source.stride
    let (y0, u0, v0, a0) = (source.luma, source.u, source.v, source.alpha)
    let line = row * target.stride
    let (y1, u1, v1, a1) = (
      target.luma + line, target.u + line, target.v + line, target.alpha + line
    )
    let isOpaque = source.isOpaque
    var u = start &+ Int64(columns.lowerBound) &* stepU
    var v = down &+ Int64(columns.lowerBound) &* stepV
    for column in columns {
      let (fx, fy) = (Self.share(u), Self.share(v))
      let at =
        Int(truncatingIfNeeded: v >> 16) &* stride &+ Int(truncatingIfNeeded: u >> 16)
      let below = at &+ stride
      let w11 = fx &* fy
      let (w10, w01) = (fx &* 256 &- w11, fy &* 256 &- w11)
      let w00 = 65_536 &- w10 &- w01 &- w11
      @inline(__always)
      func sample(_ from: UnsafePointer<UInt8>) -> UInt8 {
        Self.byte(
          UInt32(from[at]) &* w00 &+ UInt32(from[at &+ 1]) &* w10
            &+ UInt32(from[below]) &* w01 &+ UInt32(from[below &+ 1]) &* w11)
      }
      y1[column] = sample(y0)
      u1[column] = sample(u0)
      v1[column] = sample(v0)
      if !isOpaque { a1[column] = sample(a0) }
      u &+= stepU
      v &+= stepV
    }
    if isOpaque { fillOpacity(row, columns) }
  }

  private func fillOpacity(_ row: Int, _ columns: Range<Int>) {
    (target.alpha + row * target.stride + columns.lowerBound)
      .update(repeating: 255, count: columns.count)
  }

  /// The way to the next pixel, in 256ths.
  @inline(__always)
  private static func share(_ place: Int64) -> UInt32 {
    UInt32(truncatingIfNeeded: (place & 0xFFFF) >> 8)
  }

  /// The value of weights that add up to 65,536, rounded.
  @inline(__always)
  private static func byte(_ sum: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: (sum &+ 32_768) >> 16)
  }
}
