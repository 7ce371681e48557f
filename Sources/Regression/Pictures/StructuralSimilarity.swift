public import LibAV

/// How alike two pictures are to the eye, by the structural similarity index.
///
/// By Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural
/// similarity", IEEE Transactions on Image Processing 13 (2004), over windows of 8x8 pixels of equal weight, 4
/// pixels apart, with the constants of FFmpeg's `ssim` filter, whose `All` ``whole`` is.
public struct StructuralSimilarity: Hashable, Sendable {
  /// The mean over all windows, luma and both chroma planes by their size; 1 for equal pictures, 0 and below for
  /// unlike ones.
  public let whole: Double
  /// The mean over the windows of the least similar part: a square of 36 pixels of the plane in which it shows
  /// most.
  public let leastPart: Double

  /// Compares two pictures; nothing where they are not of one size and form, or not luma and chroma.
  public init?(_ left: PictureBuffer, _ right: PictureBuffer) {
    guard left.format == right.format, left.width == right.width, left.height == right.height,
      left.format.isYUV
    else { return nil }
    var sum = 0.0
    var weight = 0
    var least = 1.0
    for plane in 0..<min(left.format.planeCount, 3) {
      let size = left.format.planeSize(plane, width: left.width, height: left.height)
      let windows = WindowGrid(left, right, plane: plane, size)
      sum += windows.mean * Double(size.widthBytes * size.height)
      weight += size.widthBytes * size.height
      least = min(least, windows.leastPart)
    }
    whole = sum / Double(weight)
    leastPart = least
  }

  /// Whether the pictures pass for the same.
  public func meets(_ threshold: SimilarityThreshold) -> Bool {
    whole >= threshold.whole && leastPart >= threshold.part
  }
}

/// The similarity in every window of a plane.
private struct WindowGrid {
  private var values: [Double] = []
  private let columns: Int
  private let rows: Int

  /// The constants C1 and C2 of the paper for 8 bits, scaled as the sums over a window's 64 pixels are.
  private static let c1 = Double(Int(0.01 * 0.01 * 255 * 255 * 64 + 0.5))
  private static let c2 = Double(Int(0.03 * 0.03 * 255 * 255 * 64 * 63 + 0.5))
  /// The windows on a side of a part.
  private static let partSide = 8

  /// Sums over a block of 4x4 pixels; a window is four of them.
  private struct Sums {
    var left = 0
    var right = 0
    var squares = 0
    var products = 0

    static func + (a: Sums, b: Sums) -> Sums {
      Sums(
        left: a.left + b.left, right: a.right + b.right, squares: a.squares + b.squares,
        products: a.products + b.products)
    }
  }

  init(
    _ left: PictureBuffer, _ right: PictureBuffer, plane: Int,
    _ size: (widthBytes: Int, height: Int)
  ) {
    let (across, down) = (size.widthBytes / 4, size.height / 4)
    (columns, rows) = (max(across - 1, 0), max(down - 1, 0))
    guard columns > 0, rows > 0 else { return }
    values.reserveCapacity(columns * rows)
    left.withPlane(plane) { a, strideA in
      right.withPlane(plane) { b, strideB in
        func blocks(_ row: Int) -> [Sums] {
          (0..<across).map { column in
            var sums = Sums()
            for y in row * 4..<row * 4 + 4 {
              for x in column * 4..<column * 4 + 4 {
                let (p, q) = (Int(a[y * strideA + x]), Int(b[y * strideB + x]))
                sums.left += p
                sums.right += q
                sums.squares += p * p + q * q
                sums.products += p * q
              }
            }
            return sums
          }
        }
        var above = blocks(0)
        for row in 1..<down {
          let below = blocks(row)
          for column in 0..<columns {
            values.append(
              Self.similarity(
                above[column] + above[column + 1] + below[column] + below[column + 1]))
          }
          above = below
        }
      }
    }
  }

  private static func similarity(_ sums: Sums) -> Double {
    let (s1, s2) = (Double(sums.left), Double(sums.right))
    let variances = Double(sums.squares) * 64 - s1 * s1 - s2 * s2
    let covariance = Double(sums.products) * 64 - s1 * s2
    return (2 * s1 * s2 + c1) * (2 * covariance + c2)
      / ((s1 * s1 + s2 * s2 + c1) * (variances + c2))
  }

  /// The mean of all; 1 for a plane too small for a window.
  var mean: Double { values.isEmpty ? 1 : values.reduce(0, +) / Double(values.count) }

  /// The least mean of a part; parts at the edges are as large as the others.
  var leastPart: Double {
    guard !values.isEmpty else { return 1 }
    var least = 1.0
    for top in Self.starts(rows) {
      for left in Self.starts(columns) {
        var sum = 0.0
        var count = 0
        for row in top..<min(top + Self.partSide, rows) {
          for column in left..<min(left + Self.partSide, columns) {
            sum += values[row * columns + column]
            count += 1
          }
        }
        least = min(least, sum / Double(count))
      }
    }
    return least
  }

  /// Where parts begin along a side: half a part from each other, so that what is small is whole in one of them.
  private static func starts(_ count: Int) -> [Int] {
    let last = max(count - partSide, 0)
    return Array(stride(from: 0, to: last, by: partSide / 2)) + [last]
  }
}
