import DraftModel
import Foundation
import LibAV

/// A clip made from text: a landscape in the light of a passing day, its shapes and colours by the prompt.
///
/// The same prompt gives the same clip.
struct GeneratedClip: Sendable {
  let prompt: String
  let length: Milliseconds
  /// The height in pixels; the picture is 16:9.
  let shortSide: Int

  /// Pictures a second.
  private static let rate = 30
  /// How many shapes stand side by side in a row, and how many rows there are.
  private static let shapes = 24
  private static let rows = 3

  private var height: Int { max(2, shortSide / 2 * 2) }
  private var width: Int { height * 16 / 9 / 2 * 2 }

  /// Writes the clip as an MP4 without sound.
  func write(to path: String) throws {
    var settings = VideoEncoderSettings(
      width: width, height: height, rate: LibAV.Ratio(Int32(Self.rate), 1))
    settings.quality = 24
    settings.gopLength = Self.rate
    let encoder = try VideoEncoder(settings: settings)
    var muxer = try Muxer(
      path: path, video: VideoStreamParameters(of: encoder), audio: nil,
      metadata: [(key: "title", value: prompt)])
    let frames = max(1, (length.rawValue * Int64(Self.rate) + 500) / 1000)
    let picture = try PictureBuffer(format: .yuv420p, width: width, height: height)
    let rows = (0..<Self.rows).map { heights($0) }
    let isCity = Phrase(prompt).has(
      "city", "urban", "street", "skyline", "town", "城市", "都市", "街")
    for index in 0..<frames {
      try Task.checkCancellation()
      paint(picture, rows, day: Double(index) / Double(frames), isCity: isCity)
      for packet in try encoder.encode(picture, at: index) { try muxer.write(packet, to: .video) }
    }
    for packet in try encoder.finish() { try muxer.write(packet, to: .video) }
    try muxer.finish()
  }

  // MARK: Painting

  private func draw(_ name: String) -> UInt64 { StableDraw.draw("\(prompt) \(name)") }

  /// A number from 0 to 1 by a name.
  private func share(_ name: String) -> Double { Double(draw(name) % 1000) / 1000 }

  /// - Parameter day: How much of the clip has passed, 0 to 1: from morning through noon into the night.
  private func paint(_ picture: PictureBuffer, _ rows: [[Double]], day: Double, isCity: Bool) {
    let light = max(0, sin((day * 0.9 + 0.08) * .pi))
    paintSky(picture, light: light)
    for (row, heights) in rows.enumerated() {
      paintRow(picture, row, heights: heights, day: day, light: light, isCity: isCity)
    }
  }

  private func paintSky(_ picture: PictureBuffer, light: Double) {
    // Near the horizon it's bright and, when the light goes, warm.
    let tint = share("tint") * 24
    picture.withPlane(0) { bytes, stride in
      for y in 0..<height {
        let fall = Double(y) / Double(height)
        let luma = 28 + light * 110 + fall * (30 + 40 * light)
        for x in 0..<width { bytes[y * stride + x] = UInt8(clamping: Int(luma)) }
      }
    }
    for (plane, near, far) in [(1, 112 - tint, 158.0), (2, 150 + tint, 112.0)] {
      picture.withPlane(plane) { bytes, stride in
        for y in 0..<height / 2 {
          let fall = Double(y) / Double(height / 2)
          let warmth = fall * (1 - light * 0.7)
          let chroma = far + (near - far) * warmth
          for x in 0..<width / 2 { bytes[y * stride + x] = UInt8(clamping: Int(chroma)) }
        }
      }
    }
  }

  /// How high the shapes of a row are, as shares of the picture, each with the one after it.
  private func heights(_ row: Int) -> [Double] {
    (0...Self.shapes * 2).map { share("row \(row) shape \($0)") * 0.34 + 0.1 }
  }

  private func paintRow(
    _ picture: PictureBuffer, _ row: Int, heights: [Double], day: Double, light: Double,
    isCity: Bool
  ) {
    let depth = Double(row + 1) / Double(Self.rows)
    let luma = UInt8(clamping: Int(20 + light * 60 * (1 - depth * 0.6)))
    // The nearer rows pass faster.
    let shift = Int(day * Double(width) * 0.15 * depth)
    let span = max(4, width * 5 / 4 / Self.shapes)
    picture.withPlane(0) { bytes, stride in
      for x in 0..<width {
        let place = x + shift
        let number = place / span
        let within = Double(place % span) / Double(span)
        let tall = heights[number]
        let next = heights[number + 1]
        let rise = isCity ? tall : tall + (next - tall) * (1 - cos(within * .pi)) / 2
        let top = Int(Double(height) * (1 - rise * (1.25 - depth * 0.5)))
        for y in max(0, top)..<height {
          let isLit =
            isCity && within > 0.1 && within < 0.9
            && isWindowLit(row, number, x: place, y: y - top, light)
          bytes[y * stride + x] = isLit ? 205 : luma
        }
      }
    }
  }

  /// Whether a point of a building is a window with its light on; more of them are, the darker it is.
  private func isWindowLit(_ row: Int, _ building: Int, x: Int, y: Int, _ light: Double) -> Bool {
    let cell = max(4, height / 60)
    guard x % cell > cell / 3, y % cell > cell / 2, y > cell else { return false }
    let mixed = UInt64(building &* 7919 &+ row &* 104_729 &+ (x / cell) &* 31 &+ (y / cell) &* 17)
    let draw = (mixed &* 0x9E37_79B9_7F4A_7C15) >> 40
    return Double(draw % 100) < (1 - light) * 45
  }
}
