import DraftModel
import LibAV

extension Canvas {
  /// Mixes an opaque 4:2:0 picture in, its corner at even `x` and `y`; what reaches outside is cut off.
  ///
  /// - Parameter opacity: 0 to 1.
  func paint(_ picture: PictureBuffer, x: Int, y: Int, opacity: Double) {
    let share = Int32((opacity * 256).rounded())
    guard share > 0 else { return }
    for plane in 0..<3 {
      let shift = plane == 0 ? 0 : 1
      mix(
        picture.plane(plane), picture.stride(plane), plane, x >> shift, y >> shift,
        columns: (picture.width + shift) >> shift, rows: (picture.height + shift) >> shift,
        opacity: share)
    }
    if hasAlpha { raiseAlpha(x: x, y: y, picture.width, picture.height, opacity: share) }
  }

  /// Lays one colour over everything.
  ///
  /// - Parameter opacity: 0 to 1, on top of the colour's own.
  func cover(with color: Color, opacity: Double) {
    let signal = Signal(color)
    let share = Int32((opacity * Double(color.alpha) / 255 * 256).rounded())
    for (plane, value) in [signal.y, signal.u, signal.v, 255].enumerated()
    where plane < buffer.format.planeCount {
      let bytes = buffer.plane(plane)
      for index in bytes.indices {
        let below = Int32(bytes[index])
        bytes[index] = UInt8(
          truncatingIfNeeded: below + (((Int32(value) - below) * share + 128) >> 8))
      }
    }
  }

  private func mix(
    _ source: UnsafeMutableBufferPointer<UInt8>, _ stride: Int, _ plane: Int, _ x: Int, _ y: Int,
    columns: Int, rows: Int, opacity: Int32
  ) {
    let shift = plane == 0 ? 0 : 1
    let (wide, high) = ((width + shift) >> shift, (height + shift) >> shift)
    let left = max(x, 0)
    let count = min(x + columns, wide) - left
    let lines = buffer.stride(plane)
    guard count > 0, let from = source.baseAddress, let to = buffer.plane(plane).baseAddress else {
      return
    }
    for row in max(y, 0)..<max(max(y, 0), min(y + rows, high)) {
      let line = from + (row - y) * stride + (left - x)
      let target = to + row * lines + left
      if opacity >= 256 {
        target.update(from: line, count: count)
      } else {
        Blending.mix(line, into: target, count: count, opacity: opacity)
      }
    }
  }

  private func raiseAlpha(x: Int, y: Int, _ columns: Int, _ rows: Int, opacity: Int32) {
    let lines = buffer.stride(3)
    guard let base = buffer.plane(3).baseAddress else { return }
    let left = max(x, 0)
    let right = max(left, min(x + columns, width))
    for row in max(y, 0)..<max(max(y, 0), min(y + rows, height)) {
      for column in left..<right {
        let below = Int32(base[row * lines + column])
        let risen = below + (((255 - below) * opacity + 128) >> 8)
        base[row * lines + column] = UInt8(truncatingIfNeeded: risen)
      }
    }
  }

  /// Lays a sprite over, its corner at any whole pixel; what reaches outside is cut off.
  ///
  /// - Parameter opacity: 0 to 1, on top of the sprite's own.
  func paint(_ sprite: Sprite, x: Int, y: Int, opacity: Double) {
    let share = UInt32((opacity * 256).rounded())
    let left = max(x, 0)
    let right = min(x + sprite.width, width)
    let top = max(y, 0)
    let bottom = min(y + sprite.height, height)
    guard share > 0, left < right, top < bottom else { return }
    for row in top..<bottom {
      let offset = (row - y) * sprite.stride + (left - x)
      let start = row * buffer.stride(0) + left
      guard let luma = buffer.plane(0).baseAddress else { return }
      if share >= 256, !hasAlpha,
        Blending.isOpaque(sprite.alpha + offset, count: right - left)
      {
        (luma + start).update(from: sprite.luma + offset, count: right - left)
        continue
      }
      Blending.over(
        sprite.luma + offset, sprite.alpha + offset, onto: luma + start, count: right - left,
        opacity: share)
      if hasAlpha, let alpha = buffer.plane(3).baseAddress {
        Blending.over(
          sprite.alpha + offset, sprite.alpha + offset,
          onto: alpha + row * buffer.stride(3) + left, count: right - left, opacity: share)
      }
    }
    paintChroma(
      of: sprite, x: x, y: y, left / 2..<(right + 1) / 2, top / 2..<(bottom + 1) / 2, share)
  }

  private func paintChroma(
    of sprite: Sprite, x: Int, y: Int, _ columns: Range<Int>, _ rows: Range<Int>, _ share: UInt32
  ) {
    guard let u = buffer.plane(1).baseAddress, let v = buffer.plane(2).baseAddress else { return }
    for row in rows {
      let first = row * 2 - y
      let isInside = first >= 0 && first + 1 < sprite.height
      if isInside, share >= 256, covers(sprite, x, columns, row: first) {
        // What covers all is the mean of its four pixels: the same as below, without what lies under it.
        let at = first * sprite.stride + columns.lowerBound * 2 - x
        let place = row * buffer.stride(1) + columns.lowerBound
        for index in 0..<columns.count {
          let left = at &+ index &* 2
          let below = left &+ sprite.stride
          u[place &+ index] = UInt8(truncatingIfNeeded: (sum(sprite.u, left, below) &+ 2) >> 2)
          v[place &+ index] = UInt8(truncatingIfNeeded: (sum(sprite.v, left, below) &+ 2) >> 2)
        }
        continue
      }
      for column in columns {
        let start = column * 2 - x
        var sums: (u: UInt32, v: UInt32, a: UInt32) = (0, 0, 0)
        if isInside, start >= 0, start + 1 < sprite.width {
          let at = first * sprite.stride + start
          let below = at + sprite.stride
          sums.u = sum(sprite.u, at, below)
          sums.v = sum(sprite.v, at, below)
          sums.a = sum(sprite.alpha, at, below)
        } else {
          for dy in 0..<2 where first + dy >= 0 && first + dy < sprite.height {
            for dx in 0..<2 where start + dx >= 0 && start + dx < sprite.width {
              let at = (first + dy) * sprite.stride + start + dx
              sums.u += UInt32(sprite.u[at])
              sums.v += UInt32(sprite.v[at])
              sums.a += UInt32(sprite.alpha[at])
            }
          }
        }
        guard sums.a > 0 else { continue }
        let place = row * buffer.stride(1) + column
        u[place] = Blending.chroma(sums.u, sums.a, onto: u[place], opacity: share)
        v[place] = Blending.chroma(sums.v, sums.a, onto: v[place], opacity: share)
      }
    }
  }

  /// Whether two lines of a sprite from `row` on are opaque under all of these columns of chroma.
  private func covers(_ sprite: Sprite, _ x: Int, _ columns: Range<Int>, row: Int) -> Bool {
    let start = columns.lowerBound * 2 - x
    guard start >= 0, start + columns.count * 2 <= sprite.width else { return false }
    let line = sprite.alpha + row * sprite.stride + start
    return Blending.isOpaque(line, count: columns.count * 2)
      && Blending.isOpaque(line + sprite.stride, count: columns.count * 2)
  }

  @inline(__always)
  private func sum(_ plane: UnsafePointer<UInt8>, _ at: Int, _ below: Int) -> UInt32 {
    UInt32(plane[at]) &+ UInt32(plane[at &+ 1]) &+ UInt32(plane[below])
      &+ UInt32(plane[below &+ 1])
  }

  /// Lays another canvas with an opacity plane over this one.
  func paint(_ other: Canvas) {
    guard other.hasAlpha else { return copy(from: other) }
    guard let alpha = other.buffer.plane(3).baseAddress else { return }
    let alphaStride = other.buffer.stride(3)
    for plane in [0, 3] where plane == 0 || hasAlpha {
      guard let from = other.buffer.plane(plane).baseAddress,
        let to = buffer.plane(plane).baseAddress
      else { continue }
      for row in 0..<height {
        Blending.over(
          from + row * other.buffer.stride(plane), alpha + row * alphaStride,
          onto: to + row * buffer.stride(plane), count: width, opacity: 256)
      }
    }
    for plane in 1...2 {
      guard let from = other.buffer.plane(plane).baseAddress,
        let to = buffer.plane(plane).baseAddress
      else { continue }
      for row in 0..<height / 2 {
        for column in 0..<width / 2 {
          let at = row * 2 * alphaStride + column * 2
          let place = row * other.buffer.stride(plane) + column
          // The colour was divided over four pixels already: times four makes it a sum again.
          to[row * buffer.stride(plane) + column] = Blending.chroma(
            UInt32(from[place]) * 4, sum(alpha, at, at + alphaStride),
            onto: to[row * buffer.stride(plane) + column], opacity: 256)
        }
      }
    }
  }
}
