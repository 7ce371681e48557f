import TextPainting

/// Reads a painted text by the coordinates of the output picture.
extension PaintedText {
  /// The premultiplied pixel at column `x` of row `y` of the picture; clear outside the bitmap.
  func pixel(_ x: Int, _ y: Int) -> [UInt8] {
    let (column, row) = (x - originX, y - originY)
    guard (0..<width).contains(column), (0..<height).contains(row) else { return [0, 0, 0, 0] }
    let offset = (row * width + column) * 4
    return Array(pixels[offset..<(offset + 4)])
  }

  func alpha(_ x: Int, _ y: Int) -> Int { Int(pixel(x, y)[3]) }

  var rows: Range<Int> { originY..<(originY + height) }
  var columns: Range<Int> { originX..<(originX + width) }

  /// The sum of all alpha, in opaque pixels.
  var coverage: Double {
    stride(from: 3, to: pixels.count, by: 4).reduce(0) { $0 + Double(pixels[$1]) } / 255
  }

  /// Where the alpha balances, in pixels of the picture; a pixel's weight sits at its middle.
  var centreOfMass: (x: Double, y: Double) {
    var (sumX, sumY, sum) = (0.0, 0.0, 0.0)
    for y in rows {
      for x in columns {
        let weight = Double(alpha(x, y))
        sumX += weight * (Double(x) + 0.5)
        sumY += weight * (Double(y) + 0.5)
        sum += weight
      }
    }
    return (sumX / sum, sumY / sum)
  }

  /// The smallest rectangle around all pixels with an alpha of at least `threshold`.
  func ink(threshold: Int = 128) -> (left: Int, top: Int, right: Int, bottom: Int)? {
    var ink: (left: Int, top: Int, right: Int, bottom: Int)?
    for y in rows {
      for x in columns where alpha(x, y) >= threshold {
        let now = ink ?? (x, y, x + 1, y + 1)
        ink = (min(now.left, x), min(now.top, y), max(now.right, x + 1), max(now.bottom, y + 1))
      }
    }
    return ink
  }
}
