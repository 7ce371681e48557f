/// The number that a frame of a self-clocking clip carries in its picture.
///
/// The pattern is four rows of 24 cells across the whole width, each row a twelfth of the height, the first a twelfth
/// below the top edge. Rows 1 and 3 hold the 48 bits of ``ClockWord``, white for 1 and black for 0; the row
/// below each holds the complement. A bit is read as "upper brighter than lower", so neither fades, opacity nor
/// levels disturb it, and how much brighter tells how strongly the picture shows.
package struct FrameMark: Hashable, Sendable {
  static let columns = 24
  static let lines = 2
  /// The height of a row, and the distance of the first from the top, in heights of the frame.
  static let rowHeight = 1.0 / 12
  static let top = 1.0 / 12
  /// Black to white in limited-range luma (ITU-R BT.709): 235 - 16.
  static let fullContrast = 219.0
  /// Below this contrast, eight steps of luma, coding noise could have made a bit.
  static let leastConfidence = 8 / fullContrast

  /// Which clip is shown, 0 to 255.
  package let clip: Int
  /// Which of its frames, from 0, in the order of presentation.
  package let frame: Int
  /// The contrast of the weakest bit, as a share of that at generation: about the opacity of the clip, 1 at most.
  package let confidence: Double

  /// Reads the mark of a picture; nil where there is none or it cannot be trusted.
  ///
  /// - Parameters:
  ///   - luma: The luma of the picture, row after row, limited range.
  ///   - stride: The distance from one row to the next, in bytes, at least `width`.
  ///   - region: Where the clip's frame lies; the whole picture when nil.
  package init?(
    luma: Span<UInt8>, width: Int, height: Int, stride: Int, region: PictureRegion? = nil
  ) {
    guard let plane = LumaGrid(luma: luma, width: width, height: height, stride: stride)
    else { return nil }
    let region =
      region
      ?? PictureRegion(x: 0, y: 0, width: Double(width), height: Double(height))
    var bits: UInt64 = 0
    var weakest = 1.0
    for index in 0..<ClockWord.bitCount {
      let (line, column) = index.quotientAndRemainder(dividingBy: Self.columns)
      guard
        let upper = plane.mean(luma, of: Self.heart(ofRow: 2 * line, column: column, in: region)),
        let lower = plane.mean(
          luma, of: Self.heart(ofRow: 2 * line + 1, column: column, in: region))
      else { return nil }
      let contrast = (upper - lower) / Self.fullContrast
      weakest = min(weakest, abs(contrast))
      bits = bits << 1 | (contrast > 0 ? 1 : 0)
    }
    guard weakest >= Self.leastConfidence, let numbers = ClockWord(bits: bits).numbers
    else { return nil }
    (clip, frame) = numbers
    confidence = weakest
  }

  /// The middle half of a cell in both directions: its edges are smeared by scaling and coding.
  private static func heart(ofRow row: Int, column: Int, in region: PictureRegion) -> PictureRegion
  {
    let cellWidth = region.width / Double(columns)
    let cellHeight = region.height * rowHeight
    return PictureRegion(
      x: region.x + (Double(column) + 0.25) * cellWidth,
      y: region.y + region.height * top + (Double(row) + 0.25) * cellHeight,
      width: cellWidth / 2, height: cellHeight / 2)
  }
}
