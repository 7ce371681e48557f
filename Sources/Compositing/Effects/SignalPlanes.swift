import LibAV

/// The planes of a picture that effects change in place: the encoded BT.709 signal of limited range.
struct SignalPlanes {
  /// One plane.
  struct Plane {
    let bytes: UnsafeMutablePointer<UInt8>
    let stride: Int
    let width: Int
    let height: Int
  }

  let luma: Plane
  let u: Plane
  let v: Plane
  /// The opacity by which the others are multiplied, as fine as they are; nothing where all is opaque.
  let alpha: Plane?
  /// How often the sides of chroma are halved.
  let chromaShift: Int
  /// What holds the bytes.
  private let owner: AnyObject

  /// The planes of a 4:2:0 picture; nothing of one in another form.
  init?(_ picture: PictureBuffer) {
    guard picture.format == .yuv420p, let luma = picture.plane(0).baseAddress,
      let u = picture.plane(1).baseAddress, let v = picture.plane(2).baseAddress
    else { return nil }
    let (width, height) = (picture.width, picture.height)
    let (wide, high) = ((width + 1) / 2, (height + 1) / 2)
    self.luma = Plane(bytes: luma, stride: picture.stride(0), width: width, height: height)
    self.u = Plane(bytes: u, stride: picture.stride(1), width: wide, height: high)
    self.v = Plane(bytes: v, stride: picture.stride(2), width: wide, height: high)
    alpha = nil
    chromaShift = 1
    owner = picture
  }

  /// The planes of a sprite.
  ///
  /// - Parameter isOpaque: Its opacity is full everywhere, and need not be looked at.
  init(_ sprite: Sprite, isOpaque: Bool) {
    func plane(_ bytes: UnsafeMutablePointer<UInt8>) -> Plane {
      Plane(bytes: bytes, stride: sprite.stride, width: sprite.width, height: sprite.height)
    }
    luma = plane(sprite.luma)
    u = plane(sprite.u)
    v = plane(sprite.v)
    alpha = isOpaque ? nil : plane(sprite.alpha)
    chromaShift = 0
    owner = sprite
  }

  /// Brings a value back to what it was before it was multiplied by an opacity; 0 where that is clear.
  @inline(__always)
  static func straight(_ value: UInt8, _ opacity: UInt8) -> UInt8 {
    guard opacity > 0 else { return 0 }
    let whole = (UInt32(value) &* 255 &+ UInt32(opacity) / 2) / UInt32(opacity)
    return UInt8(truncatingIfNeeded: min(whole, 255))
  }

  /// Multiplies a value by an opacity.
  @inline(__always)
  static func premultiplied(_ value: UInt8, _ opacity: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: Blending.over255(UInt32(value) &* UInt32(opacity)))
  }
}
