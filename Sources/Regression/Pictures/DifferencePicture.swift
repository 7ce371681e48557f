import LibAV

/// Shows where two pictures differ: the first one dark and pale, and what differs lit in magenta on it.
enum DifferencePicture {
  /// Steps of 255 up to which a difference is not seen.
  private static let unseen = 2
  /// How much more a difference is lit than it is large.
  private static let gain = 4
  /// Magenta at its brightest, in BT.709 of limited range.
  private static let light: (y: Int, u: Int, v: Int) = (118, 198, 218)

  /// Makes the picture; both are luma and chroma of full size.
  static func make(_ left: PictureBuffer, _ right: PictureBuffer) throws(FFmpegError)
    -> PictureBuffer
  {
    let shown = try PictureBuffer(format: .yuv444p, width: left.width, height: left.height)
    for y in 0..<left.height {
      for x in 0..<left.width {
        let a = left.pixel(x, y)
        let b = right.pixel(x, y)
        let distance = max(abs(a.y - b.y), abs(a.u - b.u), abs(a.v - b.v))
        let pale = (y: 16 + (a.y - 16) / 3, u: 128 + (a.u - 128) / 3, v: 128 + (a.v - 128) / 3)
        let share = distance <= unseen ? 0 : min(distance * gain, 255)
        shown.plane(0)[y * shown.stride(0) + x] = mix(pale.y, light.y, share)
        shown.plane(1)[y * shown.stride(1) + x] = mix(pale.u, light.u, share)
        shown.plane(2)[y * shown.stride(2) + x] = mix(pale.v, light.v, share)
      }
    }
    return shown
  }

  private static func mix(_ from: Int, _ to: Int, _ share: Int) -> UInt8 {
    UInt8(clamping: (from * (255 - share) + to * share) / 255)
  }
}

extension PictureBuffer {
  fileprivate func pixel(_ x: Int, _ y: Int) -> (y: Int, u: Int, v: Int) {
    (
      Int(plane(0)[y * stride(0) + x]), Int(plane(1)[y * stride(1) + x]),
      Int(plane(2)[y * stride(2) + x])
    )
  }
}
