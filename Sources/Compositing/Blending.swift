import LibAV

/// The inner loops of painting: source-over in the encoded signal (format section 5).
///
/// All pointers are to 8-bit planes; a premultiplied plane p with opacity a goes over d as
/// `p·o + d·(1 − a·o)`. Chroma is in the same form with its offset of 128 inside, which the formula carries.
/// Loops are written without branches on the pixel so that they become vector code.
enum Blending {
  /// Division by 255, rounded, exact for 0 through 65,535.
  @inline(__always)
  static func over255(_ value: UInt32) -> UInt32 { (value &+ 128 &+ ((value &+ 128) >> 8)) >> 8 }

  /// Whether every pixel of an opacity line is opaque.
  @inline(__always)
  static func isOpaque(_ alpha: UnsafePointer<UInt8>, count: Int) -> Bool {
    var all: UInt8 = 255
    for index in 0..<count { all &= alpha[index] }
    return all == 255
  }

  /// Mixes an opaque line into another: `d + (s − d)·o/256`.
  @inline(__always)
  static func mix(
    _ source: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int,
    opacity: Int32
  ) {
    for index in 0..<count {
      let below = Int32(target[index])
      let change = (Int32(source[index]) &- below) &* opacity &+ 128
      target[index] = UInt8(truncatingIfNeeded: below &+ (change >> 8))
    }
  }

  /// Lays a premultiplied line over another by its opacity line.
  @inline(__always)
  static func over(
    _ source: UnsafePointer<UInt8>, _ alpha: UnsafePointer<UInt8>,
    onto target: UnsafeMutablePointer<UInt8>, count: Int, opacity: UInt32
  ) {
    for index in 0..<count {
      let clear = 65_280 &- UInt32(alpha[index]) &* opacity
      let value = UInt32(source[index]) &* opacity &* 255 &+ UInt32(target[index]) &* clear
      target[index] = UInt8(truncatingIfNeeded: min((value &+ 32_640) / 65_280, 255))
    }
  }

  /// The same for one chroma sample, which four pixels of the source share.
  ///
  /// Pixels outside the source count as clear, so that an odd edge covers its chroma by half.
  @inline(__always)
  static func chroma(
    _ sum: UInt32, _ alphaSum: UInt32, onto target: UInt8, opacity: UInt32
  ) -> UInt8 {
    let clear = 261_120 &- alphaSum &* opacity
    let value = sum &* opacity &* 255 &+ UInt32(target) &* clear
    return UInt8(truncatingIfNeeded: min((value &+ 130_560) / 261_120, 255))
  }
}
