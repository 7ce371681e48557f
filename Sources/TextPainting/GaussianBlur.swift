/// A Gaussian blur made of three box blurs along the rows and three along the columns.
///
/// Three boxes come within 3% of a Gaussian's height and take the same time whatever its width.
/// Boxes of whole pixels have only certain variances, so each has a fractional pixel at both ends
/// ("extended box filter": Gwosdek, Grewenig, Bruhn, Weickert, "Theoretical foundations of
/// Gaussian convolution by extended box filtering", 2011), and the variance is exactly sigma².
/// Sums are of integers, so no rounding error piles up along a row.
package struct GaussianBlur {
  /// What lies beyond the edges of a picture.
  package enum Edges: Hashable, Sendable {
    /// Nothing: what is blurred thins out towards them.
    case clear
    /// The outermost pixels, on and on: what is full stays full.
    case held
  }

  /// The pixels on either side of a box's centre that it takes whole.
  private let radius: Int
  /// The weights of whole pixels and of the two end pixels, in 1/2²⁴; all add up to one.
  private let whole: Int
  private let end: Int

  /// The most that `sigma` counts: beyond it the widest picture is one flat colour.
  private static let sigmaLimit = 16_384.0

  /// How far beyond its source a blur of `sigma` pixels can be seen, in pixels.
  package static func reach(sigma: Double) -> Int {
    sigma > 0 ? 3 * (GaussianBlur(sigma: sigma).radius + 1) : 0
  }

  /// Prepares a blur.
  ///
  /// - Parameter sigma: The standard deviation in pixels, above 0.
  package init(sigma: Double) {
    let counted = min(sigma, Self.sigmaLimit)
    let boxVariance = counted * counted / 3
    let radius = Int((((12 * boxVariance + 1).squareRoot() - 1) / 2).rounded(.down))
    let r = Double(radius)
    // The share of the end pixels at which the box's variance is the one wanted (section 2.2).
    let share =
      (2 * r + 1) * (r * (r + 1) - 3 * boxVariance) / (6 * (boxVariance - (r + 1) * (r + 1)))
    self.radius = radius
    end = Int((share / (2 * r + 1 + 2 * share) * 16_777_216).rounded())
    whole = (16_777_216 - 2 * end) / (2 * radius + 1)
  }

  /// Blurs bytes in place, along rows and columns.
  func apply(
    to bytes: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, stride: Int
  ) {
    unsafe blurRows(of: bytes, width: width, height: height, stride: stride, edges: .clear)
    unsafe blurColumns(of: bytes, width: width, height: height, stride: stride, edges: .clear)
  }

  /// Blurs bytes in place, along rows only.
  package func blurRows(
    of bytes: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, stride: Int, edges: Edges
  ) {
    unsafe withLanes(for: width) { lanes in
      for y in 0..<height {
        let row = unsafe UnsafeMutableBufferPointer(rebasing: bytes[(y * stride)...])
        unsafe blurLine(row, count: width, step: 1, edges: edges, lanes: lanes)
      }
    }
  }

  /// Blurs bytes in place, along columns only.
  package func blurColumns(
    of bytes: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, stride: Int, edges: Edges
  ) {
    unsafe withLanes(for: height) { lanes in
      for x in 0..<width {
        let column = unsafe UnsafeMutableBufferPointer(rebasing: bytes[x...])
        unsafe blurLine(column, count: height, step: stride, edges: edges, lanes: lanes)
      }
    }
  }

  /// Calls `body` with room for two padded lines of work.
  private func withLanes(for count: Int, _ body: (UnsafeMutableBufferPointer<Int>) -> Void) {
    var lanes = [Int](repeating: 0, count: 2 * (count + 2 * (radius + 1)))
    unsafe lanes.withUnsafeMutableBufferPointer { unsafe body($0) }
  }

  /// Blurs `count` bytes that lie `step` apart, with `lanes` for two padded lines of work.
  private func blurLine(
    _ line: UnsafeMutableBufferPointer<UInt8>, count: Int, step: Int, edges: Edges,
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
      if edges == .held {
        unsafe from[..<pad].update(repeating: from[pad])
        unsafe from[(pad + count)...].update(repeating: from[pad + count - 1])
      }
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
