import SelfClock

/// A picture of the clock's pattern, drawn from its documentation: what a reader must cope with, made exactly.
struct SyntheticPicture {
  let width: Int
  let height: Int
  let stride: Int
  var luma: [UInt8]

  /// Gray everywhere, but for the pattern where `region` says that the clip lies.
  init(
    clip: Int, frame: Int, width: Int, height: Int, padding: Int = 0, region: PictureRegion? = nil
  ) {
    self.width = width
    self.height = height
    stride = width + padding
    luma = [UInt8](repeating: 126, count: stride * height)
    let bits = ClockWord(clip: clip, frame: frame)?.bits ?? 0
    let region = region ?? PictureRegion(x: 0, y: 0, width: Double(width), height: Double(height))
    for y in 0..<height {
      let row = Int(((Double(y) + 0.5 - region.y) / region.height * 12).rounded(.down)) - 1
      guard (0..<4).contains(row) else { continue }
      for x in 0..<width {
        let column = Int(((Double(x) + 0.5 - region.x) / region.width * 24).rounded(.down))
        guard (0..<24).contains(column) else { continue }
        let bit = bits >> UInt64(47 - (row / 2 * 24 + column)) & 1
        luma[y * stride + x] = (bit == 1) == row.isMultiple(of: 2) ? 235 : 16
      }
    }
  }

  func mark(in region: PictureRegion? = nil) -> FrameMark? {
    FrameMark(luma: luma.span, width: width, height: height, stride: stride, region: region)
  }

  /// This picture with `opacity` over another of the same shape.
  func over(_ other: SyntheticPicture, opacity: Double) -> SyntheticPicture {
    var mixed = self
    for index in luma.indices {
      mixed.luma[index] = UInt8(
        (Double(luma[index]) * opacity + Double(other.luma[index]) * (1 - opacity)).rounded())
    }
    return mixed
  }
}
