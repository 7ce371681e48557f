import DraftModel
import LibAV

/// Draws one canvas turning into another, as FFmpeg's `xfade` filter does by the same name.
///
/// Formulas after the filter's documentation: with p running from 1 down to 0, `fade` is `a·p + b·(1−p)`;
/// wipes and slides move an edge or the pictures by p of a side; `fadeblack` and `fadewhite` pass
/// through a colour; `zoomin` enlarges the first picture while it fades.
enum Crossing {
  /// One plane of three canvases, and what the colour passed through is there.
  private struct Planes {
    let from: UnsafeMutablePointer<UInt8>
    let to: UnsafeMutablePointer<UInt8>
    let target: UnsafeMutablePointer<UInt8>
    let stride: Int
    let width: Int
    let height: Int
    let through: Float
    /// How opaque both canvases are; nothing where they are so all over.
    let coverage: Coverage?
  }

  /// The opacity of two canvases at the samples of one of their planes.
  private struct Coverage {
    let from: UnsafeMutablePointer<UInt8>
    let to: UnsafeMutablePointer<UInt8>
    let stride: Int
    /// Whether a sample stands for four pixels.
    let isShared: Bool

    /// Both opacities, 0 to 1.
    func of(row: Int, column: Int) -> (Float, Float) {
      guard isShared else {
        let at = row * stride + column
        return (Float(from[at]) / 255, Float(to[at]) / 255)
      }
      var sums: (Int, Int) = (0, 0)
      let first = row * 2 * stride + column * 2
      for at in [first, first + stride] {
        sums.0 += Int(from[at]) + Int(from[at + 1])
        sums.1 += Int(to[at]) + Int(to[at + 1])
      }
      return (Float(sums.0) / 1020, Float(sums.1) / 1020)
    }
  }

  /// Draws the change at a progress from 0, all `from`, to 1, all `to`.
  ///
  /// All canvases have one form and size.
  static func draw(
    _ kind: Timeline.TransitionKind, from: Canvas, to: Canvas, progress: Double, into target: Canvas
  ) {
    // In the filter's own precision: edges fall on the same pixels.
    let p = 1 - Float(progress)
    let signal = Signal(kind == .dipWhite ? .white : .black)
    let through = [signal.y, signal.u, signal.v, 255].map { Float($0) }
    let format = target.buffer.format
    for index in 0..<format.planeCount {
      let size = format.planeSize(index, width: target.width, height: target.height)
      guard let a = from.buffer.plane(index).baseAddress,
        let b = to.buffer.plane(index).baseAddress,
        let out = target.buffer.plane(index).baseAddress
      else { continue }
      let planes = Planes(
        from: a, to: b, target: out, stride: target.buffer.stride(index), width: size.widthBytes,
        height: size.height, through: through[index],
        coverage: coverage(from, to, isShared: index == 1 || index == 2))
      switch kind {
      case .crossfade: fade(planes, share: p)
      case .dipBlack, .dipWhite: dip(planes, p)
      case .wipeLeft, .wipeRight, .wipeUp, .wipeDown: wipe(planes, kind, p)
      case .slideLeft, .slideRight: slideAcross(planes, toLeft: kind == .slideLeft, p)
      case .slideUp, .slideDown: slideDown(planes, upwards: kind == .slideUp, p)
      case .zoom: zoom(planes, p)
      }
    }
  }

  private static func coverage(_ from: Canvas, _ to: Canvas, isShared: Bool) -> Coverage? {
    guard from.hasAlpha, to.hasAlpha, let a = from.buffer.plane(3).baseAddress,
      let b = to.buffer.plane(3).baseAddress
    else { return nil }
    return Coverage(from: a, to: b, stride: from.buffer.stride(3), isShared: isShared)
  }

  private static func fade(_ planes: Planes, share: Float) {
    let weight = Int32((share * 65_536).rounded())
    for row in 0..<planes.height {
      let start = row * planes.stride
      for column in start..<start + planes.width {
        let b = Int32(planes.to[column])
        let change = (Int32(planes.from[column]) &- b) &* weight &+ 32_768
        planes.target[column] = UInt8(truncatingIfNeeded: b &+ (change >> 16))
      }
    }
  }

  /// The filter's own phase: a fifth of the way belongs to each end.
  ///
  /// What is passed through is the colour where there is a picture: on clear canvases it covers as much as they.
  private static func dip(_ planes: Planes, _ p: Float) {
    let first = smoothstep(0.8, 1, p)
    let second = smoothstep(0.2, 1, p)
    let weightA = first * p
    let weightB = (1 - second) * (1 - p)
    let throughA = planes.through * (1 - first) * p
    let throughB = planes.through * second * (1 - p)
    for row in 0..<planes.height {
      let start = row * planes.stride
      for column in 0..<planes.width {
        let (coverA, coverB) = planes.coverage?.of(row: row, column: column) ?? (1, 1)
        let value =
          Float(planes.from[start + column]) * weightA + Float(planes.to[start + column]) * weightB
          + coverA * throughA + coverB * throughB
        planes.target[start + column] = UInt8(min(max(value, 0), 255))
      }
    }
  }

  private static func wipe(_ planes: Planes, _ kind: Timeline.TransitionKind, _ p: Float) {
    let isAcross = kind == .wipeLeft || kind == .wipeRight
    let side = Float(isAcross ? planes.width : planes.height)
    let takesSecondBeyond = kind == .wipeLeft || kind == .wipeUp
    let edge = Int(side * (takesSecondBeyond ? p : 1 - p))
    for row in 0..<planes.height {
      let start = row * planes.stride
      for column in 0..<planes.width {
        let isBeyond = (isAcross ? column : row) > edge
        let source = isBeyond == takesSecondBeyond ? planes.to : planes.from
        planes.target[start + column] = source[start + column]
      }
    }
  }

  private static func slideAcross(_ planes: Planes, toLeft: Bool, _ p: Float) {
    let shift = Int(toLeft ? -p * Float(planes.width) : p * Float(planes.width))
    for row in 0..<planes.height {
      let start = row * planes.stride
      for column in 0..<planes.width {
        let place = shift + column
        let wrapped = ((place % planes.width) + planes.width) % planes.width
        let source = place >= 0 && place < planes.width ? planes.to : planes.from
        planes.target[start + column] = source[start + wrapped]
      }
    }
  }

  private static func slideDown(_ planes: Planes, upwards: Bool, _ p: Float) {
    let shift = Int(upwards ? -p * Float(planes.height) : p * Float(planes.height))
    for row in 0..<planes.height {
      let place = shift + row
      let wrapped = ((place % planes.height) + planes.height) % planes.height
      let source = place >= 0 && place < planes.height ? planes.to : planes.from
      (planes.target + row * planes.stride).update(
        from: source + wrapped * planes.stride, count: planes.width)
    }
  }

  private static func zoom(_ planes: Planes, _ p: Float) {
    let factor = smoothstep(0.5, 1, p)
    let share = smoothstep(0, 0.5, p)
    let columns = (0..<planes.width).map { column in
      let u = factor * (Float(column) / Float(planes.width) - 0.5) + 0.5
      return min(Int((u * Float(planes.width - 1)).rounded(.up)), planes.width - 1)
    }
    for row in 0..<planes.height {
      let v = factor * (Float(row) / Float(planes.height) - 0.5) + 0.5
      let line = min(Int((v * Float(planes.height - 1)).rounded(.up)), planes.height - 1)
      for column in 0..<planes.width {
        let a = Float(planes.from[line * planes.stride + columns[column]])
        let b = Float(planes.to[row * planes.stride + column])
        planes.target[row * planes.stride + column] = UInt8(a * share + b * (1 - share))
      }
    }
  }

  private static func smoothstep(_ low: Float, _ high: Float, _ value: Float) -> Float {
    let t = min(max((value - low) / (high - low), 0), 1)
    return t * t * (3 - 2 * t)
  }
}
