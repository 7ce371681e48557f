/// The shape of a plane of luma samples, checked once against the samples it describes.
struct LumaGrid {
  let width: Int
  let height: Int
  let stride: Int

  /// Nil where the samples are fewer than the shape asks for, or the shape is none.
  init?(luma: Span<UInt8>, width: Int, height: Int, stride: Int) {
    guard width > 0, height > 0, stride >= width else { return nil }
    let (whole, overflowed) = stride.multipliedReportingOverflow(by: height - 1)
    guard !overflowed, luma.count >= width, whole <= luma.count - width else { return nil }
    self.width = width
    self.height = height
    self.stride = stride
  }

  /// The mean of the samples in `region`, of one at least; nil where the region leaves the plane.
  func mean(_ luma: Span<UInt8>, of region: PictureRegion) -> Double? {
    guard let columns = Self.pixels(from: region.x, length: region.width, limit: width),
      let rows = Self.pixels(from: region.y, length: region.height, limit: height)
    else { return nil }
    var sum = 0
    for row in rows {
      for column in columns {
        sum += Int(luma[row * stride + column])
      }
    }
    return Double(sum) / Double(rows.count * columns.count)
  }

  /// The pixels whose centres lie in a stretch, or the one at its middle where it is too narrow to hold any.
  private static func pixels(from start: Double, length: Double, limit: Int) -> Range<Int>? {
    let end = start + length
    guard start >= 0, length >= 0, end <= Double(limit) else { return nil }
    let first = Int((start - 0.5).rounded(.up))
    let last = Int((end - 0.5).rounded(.up))
    if first < last { return first..<last }
    let middle = min(Int(start + length / 2), limit - 1)
    return middle..<(middle + 1)
  }
}
