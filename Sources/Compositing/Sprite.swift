import LibAV

/// A picture of any shape: 4:4:4 in the encoded BT.709 signal, premultiplied by its opacity.
final class Sprite {
  /// Pixels across.
  let width: Int
  /// Pixels down.
  let height: Int
  /// Bytes from one line to the next, the same in all planes.
  let stride: Int
  /// Whether every pixel is opaque, known when it was made.
  let isOpaque: Bool
  private let memory: UnsafeMutablePointer<UInt8>

  /// A clear sprite; whoever makes an opaque one sets its opacity.
  init(width: Int, height: Int, isOpaque: Bool = false) {
    self.isOpaque = isOpaque
    self.width = max(width, 0)
    self.height = max(height, 0)
    stride = (self.width + 15) / 16 * 16
    let size = max(stride * self.height * 4, 1)
    memory = .allocate(capacity: size)
    memory.initialize(repeating: 0, count: size)
  }

  deinit { memory.deallocate() }

  private var planeSize: Int { stride * height }
  /// The luma plane.
  var luma: UnsafeMutablePointer<UInt8> { memory }
  /// The first chroma plane.
  var u: UnsafeMutablePointer<UInt8> { memory + planeSize }
  /// The second chroma plane.
  var v: UnsafeMutablePointer<UInt8> { memory + 2 * planeSize }
  /// The opacity plane.
  var alpha: UnsafeMutablePointer<UInt8> { memory + 3 * planeSize }
  /// A plane by number: luma, both chromas, opacity.
  func plane(_ index: Int) -> UnsafeMutablePointer<UInt8> { memory + index * planeSize }
  /// The memory it holds, in bytes.
  var byteCount: Int { planeSize * 4 }
}

extension Sprite {
  /// Makes a sprite of premultiplied RGBA pixels, rows from the top without padding.
  convenience init(
    premultipliedRGBA pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int, rowBytes: Int
  ) {
    self.init(width: width, height: height)
    guard let base = pixels.baseAddress, pixels.count >= rowBytes * (height - 1) + width * 4 else {
      return
    }
    for row in 0..<height {
      let line = base + row * rowBytes
      let start = row * stride
      for column in 0..<width {
        let red = Int32(line[column * 4])
        let green = Int32(line[column * 4 + 1])
        let blue = Int32(line[column * 4 + 2])
        let opacity = Int32(line[column * 4 + 3])
        let at = start + column
        // BT.709, limited range, in 16 bits; the offsets of 16 and 128 shrink with the opacity.
        luma[at] = Sprite.byte(
          11_966 &* red &+ 40_254 &* green &+ 4_064 &* blue &+ 4_112 &* opacity)
        u[at] = Sprite.byte(
          -6_596 &* red &- 22_189 &* green &+ 28_784 &* blue &+ 32_896 &* opacity)
        v[at] = Sprite.byte(
          28_784 &* red &- 26_145 &* green &- 2_639 &* blue &+ 32_896 &* opacity)
        alpha[at] = UInt8(truncatingIfNeeded: opacity)
      }
    }
  }

  @inline(__always)
  private static func byte(_ value: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: min(max((value &+ 32_768) >> 16, 0), 255))
  }

  /// The same with clear pixels around it.
  func padded(left: Int, top: Int, right: Int, bottom: Int) -> Sprite {
    guard (left, top, right, bottom) != (0, 0, 0, 0) else { return self }
    let padded = Sprite(width: left + width + right, height: top + height + bottom)
    for (source, target) in [
      (luma, padded.luma), (u, padded.u), (v, padded.v), (alpha, padded.alpha),
    ] {
      for row in 0..<height {
        (target + (top + row) * padded.stride + left)
          .update(from: source + row * stride, count: width)
      }
    }
    return padded
  }

  /// Makes an opaque sprite of a 4:4:4 picture.
  convenience init(opaque picture: PictureBuffer) {
    self.init(width: picture.width, height: picture.height, isOpaque: true)
    for index in 0..<3 {
      let target = plane(index)
      guard let source = picture.plane(index).baseAddress else { continue }
      for row in 0..<height {
        (target + row * stride).update(from: source + row * picture.stride(index), count: width)
      }
    }
    alpha.update(repeating: 255, count: stride * height)
  }
}
