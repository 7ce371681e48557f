/// A Gaussian blur made of three box blurs along the rows and three along the columns.
///
/// Three boxes come within 3% of a Gaussian's height and take the same time whatever its width.
/// Boxes of whole pixels have only certain variances, so each has a fractional pixel at both ends
/// ("extended box filter": Gwosdek, Grewenig, Bruhn, Weickert, "Theoretical foundations of
/// Gaussian convolution by extended box filtering", 2011), and the variance is exactly sigma².
/// Sums are of integers, so no rounding error piles up along a row.
struct GaussianBlur {
  /// The pixels on either side of a box's centre that it takes whole.
  private let radius: Int
  /// The weights of whole pixels and of the two end pixels, in 1/2²⁴; all add up to one.
  private let whole: Int
  private let end: Int

  /// The most that `sigma` counts: a wider shadow is no longer seen as one, and would need a
  /// bitmap many times the picture.
  static let sigmaLimit = 256.0

  /// How far beyond its source a blur of `sigma` pixels can be seen, in pixels.
  static func reach(sigma: Double) -> Int {
    sigma > 0 ? 3 * (GaussianBlur(sigma: sigma).radius + 1) : 0
  }

  /// - Parameter sigma: The standard deviation in pixels, above 0, counted up to ``sigmaLimit``.
  init(sigma: Double) {
    let boxVariance = min(sigma, Self.sigmaLimit) * min(sigma, Self.sigmaLimit) / 3
    let radius = Int((((12 * boxVariance + 1).squareRoot() - 1) / 2).rounded(.down))
    let r = Double(radius)
    // The share of the end pixels at which the box's variance is the one wanted (section 2.2).
    let share =
      (2 * r + 1) * (r * (r + 1) - 3 * boxVariance) / (6 * (boxVariance - (r + 1) * (r + 1)))
    self.radius = radius
    end = Int((share / (2 * r + 1 + 2 * share) * 16_777_216).rounded())
    whole = (16_777_216 - 2 * end) / (2 * radius + 1)
  }

  /// Blurs bytes in place; beyond the edges all is zero.
  func apply(
    to bytes: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, stride: Int
  ) {
    var lanes = [Int](repeating: 0, count: 2 * (max(width, height) + 2 * (radius + 1)))
    unsafe lanes.withUnsafeMutableBufferPointer { lanes in
      for y in 0..<height {
        let row = unsafe UnsafeMutableBufferPointer(rebasing: bytes[(y * stride)...])
        unsafe blurLine(row, count: width, step: 1, lanes: lanes)
      }
      for x in 0..<width {
        let column = unsafe UnsafeMutableBufferPointer(rebasing: bytes[x...])
        unsafe blurLine(column, count: height, step: stride, lanes: lanes)
      }
    }
  }

  /// Blurs `count` bytes that lie `step` apart, with `lanes` for two padded lines of work.
  private func blurLine(
    _ line: UnsafeMutableBufferPointer<UInt8>, count: Int, step: Int,
    lanes: UnsafeMutableBufferPointer<Int>
  ) {
    let pad = radius + 1
    let length = count + 2 * pad
    var from = unsafe UnsafeMutableBufferPointer(rebasing: lanes[..<length])
    var to = unsafe UnsafeMutableBufferPointer(rebasing: lanes[length..<(2 * length)])
    unsafe from.update(repeating: 0)
    unsafe to.update(repeating: 0)
    var isClear = true
    for index in 0..<count {
      let value = unsafe line[index * step]
      // Eight more bits keep the rounding of six passes out of sight.
      unsafe from[pad + index] = Int(value) << 8
      isClear = isClear && value == 0
    }
    if isClear { return }
    for _ in 0..<3 {
      var sum = 0
      for index in 0..<(2 * radius + 1) { sum += unsafe from[min(1 + index, length - 1)] }
      for index in 0..<count {
        let ends = unsafe from[index] + from[index + 2 * pad]
        unsafe to[pad + index] = (sum * whole + ends * end + 8_388_608) >> 24
        sum += unsafe from[index + 2 * pad] - from[index + 1]
      }
      unsafe swap(&from, &to)
    }
    for index in 0..<count {
      unsafe line[index * step] = UInt8(clamping: (from[pad + index] + 128) >> 8)
    }
  }
}
