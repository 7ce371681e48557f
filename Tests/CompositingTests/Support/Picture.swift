import Foundation
import LibAV
import TestSupport

/// A 4:2:0 picture as plain bytes, whoever made it.
struct Picture: Equatable {
  let width: Int
  let height: Int
  /// Luma and both chromas, lines without padding.
  let planes: [[UInt8]]

  /// Takes the bytes of a picture of the renderer.
  init(_ buffer: PictureBuffer) {
    width = buffer.width
    height = buffer.height
    planes = (0..<3).map { plane in
      let size = buffer.format.planeSize(plane, width: buffer.width, height: buffer.height)
      let bytes = buffer.plane(plane)
      return (0..<size.height).flatMap { row in
        bytes[row * buffer.stride(plane)..<row * buffer.stride(plane) + size.widthBytes]
      }
    }
  }

  /// Takes the bytes of `yuv420p`; both sides even.
  init(bytes: some RandomAccessCollection<UInt8>, width: Int, height: Int) {
    self.width = width
    self.height = height
    let (luma, chroma) = (width * height, width * height / 4)
    planes = [
      Array(bytes.prefix(luma)), Array(bytes.dropFirst(luma).prefix(chroma)),
      Array(bytes.dropFirst(luma + chroma).prefix(chroma)),
    ]
  }

  /// The pictures that the `ffmpeg` command gives.
  ///
  /// - Parameter arguments: Inputs and filters.
  static func made(_ arguments: [String], width: Int, height: Int) throws -> [Picture] {
    let bytes = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error"] + arguments
        + ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"])
    let size = width * height * 3 / 2
    return stride(from: 0, to: bytes.count / size * size, by: size).map {
      Picture(bytes: bytes[$0..<$0 + size], width: width, height: height)
    }
  }

  /// The luma of a pixel.
  func luma(_ x: Int, _ y: Int) -> Int { Int(planes[0][y * width + x]) }

  /// A pixel's luma and the chroma it shares with three others.
  func signal(_ x: Int, _ y: Int) -> [Int] {
    let place = y / 2 * (width / 2) + x / 2
    return [luma(x, y), Int(planes[1][place]), Int(planes[2][place])]
  }

  /// The bytes of all planes.
  var bytes: [UInt8] { planes.flatMap { $0 } }

  /// The largest difference of any sample of a plane.
  func largestDifference(from other: Picture, plane: Int = 0) -> Int {
    zip(planes[plane], other.planes[plane]).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
  }

  /// The mean of the differences of a plane's samples.
  func meanDifference(from other: Picture, plane: Int = 0) -> Double {
    let sum = zip(planes[plane], other.planes[plane]).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(planes[plane].count)
  }
}

/// The moments of what is brighter than black: area, centre and the way it points.
struct Moments {
  /// In pixels of full white.
  let area: Double
  /// In pixels from the left edge.
  let x: Double
  /// In pixels from the top edge.
  let y: Double
  /// Degrees clockwise of its long side from the horizontal, −90 to 90.
  let angle: Double

  /// Measures the white of a picture on black.
  init(of picture: Picture) {
    var (sum, sumX, sumY) = (0.0, 0.0, 0.0)
    var (sumXX, sumYY, sumXY) = (0.0, 0.0, 0.0)
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let weight = Double(picture.luma(column, row) - 16) / 219
        guard weight > 0 else { continue }
        let (px, py) = (Double(column) + 0.5, Double(row) + 0.5)
        sum += weight
        sumX += weight * px
        sumY += weight * py
        sumXX += weight * px * px
        sumYY += weight * py * py
        sumXY += weight * px * py
      }
    }
    area = sum
    (x, y) = (sumX / sum, sumY / sum)
    let spread = (xx: sumXX / sum - x * x, yy: sumYY / sum - y * y, xy: sumXY / sum - x * y)
    angle = atan2(2 * spread.xy, spread.xx - spread.yy) / 2 * 180 / .pi
  }
}

/// The BT.709 signal of limited range of a colour, by ITU-R BT.709-6.
func signal(_ red: Double, _ green: Double, _ blue: Double) -> [Double] {
  let luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return [
    16 + 219 * luma / 255, 128 + 224 * (blue - luma) / 1.8556 / 255,
    128 + 224 * (red - luma) / 1.5748 / 255,
  ]
}
