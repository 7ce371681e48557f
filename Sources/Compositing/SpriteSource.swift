import DraftModel
import LibAV
import RenderPlanning

/// Turns decoded pictures into what is painted: cropped, scaled, upright, in the output's signal.
final class SpriteSource {
  private let scaler: PictureScaler
  private let quality: PictureScaler.Quality

  init(quality: PictureScaler.Quality) throws(FFmpegError) {
    scaler = try PictureScaler()
    self.quality = quality
  }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() { scaler.beginRound() }

  /// How many scalers were prepared so far.
  var preparations: Int { scaler.preparations }

  /// An opaque picture of exactly this size, both sides even.
  ///
  /// - Parameter crop: Sides of the picture as decoded (``PictureShape/decodedCrop(_:)``).
  func picture(
    of frame: VideoFrame, width: Int, height: Int, crop: Timeline.Crop, shape: PictureShape
  ) throws(FFmpegError) -> PictureBuffer {
    try scaled(frame, .yuv420p, width, height, crop, shape)
  }

  /// Scales an upright picture straight into a buffer.
  func draw(
    _ frame: VideoFrame, crop: Timeline.Crop, into buffer: PictureBuffer
  ) throws(FFmpegError) {
    try scaler.scale(frame, to: buffer, crop: Self.rect(crop, in: frame), quality: quality)
  }

  /// A sprite of exactly this size.
  ///
  /// Pictures with opacity are premultiplied before they are scaled: the colour of clear pixels means
  /// nothing and must not bleed into their neighbours.
  func sprite(
    of frame: VideoFrame, width: Int, height: Int, crop: Timeline.Crop, shape: PictureShape,
    hasAlpha: Bool
  ) throws(FFmpegError) -> Sprite {
    guard hasAlpha else {
      return Sprite(opaque: try scaled(frame, .yuv444p, width, height, crop, shape))
    }
    let full = try PictureBuffer(format: .rgba, width: frame.width, height: frame.height)
    try scaler.scale(frame, to: full, quality: quality)
    Self.premultiply(full)
    let cropped = try Self.cropped(full, by: Self.rect(crop, in: frame))
    let (wide, high) = shape.swapsSides ? (height, width) : (width, height)
    let small = try PictureBuffer(format: .rgba, width: wide, height: high)
    try scaler.scale(cropped, to: small, quality: quality)
    let upright = try shape.applied(to: small)
    return Sprite(
      premultipliedRGBA: UnsafeBufferPointer(upright.plane(0)), width: width, height: height,
      rowBytes: upright.stride(0))
  }

  /// An opaque picture made larger, carefully: at many times its size, less would show its pixels.
  func enlarged(
    _ picture: PictureBuffer, width: Int, height: Int
  ) throws(FFmpegError) -> PictureBuffer {
    let buffer = try PictureBuffer(format: .yuv420p, width: width, height: height)
    try scaler.scale(picture, to: buffer, quality: .good)
    return buffer
  }

  private func scaled(
    _ frame: VideoFrame, _ format: PictureFormat, _ width: Int, _ height: Int,
    _ crop: Timeline.Crop, _ shape: PictureShape
  ) throws(FFmpegError) -> PictureBuffer {
    let (wide, high) = shape.swapsSides ? (height, width) : (width, height)
    let buffer = try PictureBuffer(format: format, width: wide, height: high)
    try draw(frame, crop: crop, into: buffer)
    return try shape.applied(to: buffer)
  }

  private static func rect(_ crop: Timeline.Crop, in frame: VideoFrame) -> PictureRect? {
    guard !crop.isNone else { return nil }
    let (wide, high) = (Double(frame.width), Double(frame.height))
    let left = Int((crop.left * wide).rounded())
    let top = Int((crop.top * high).rounded())
    let right = max(left + 1, Int(((1 - crop.right) * wide).rounded()))
    let bottom = max(top + 1, Int(((1 - crop.bottom) * high).rounded()))
    return PictureRect(x: left, y: top, width: right - left, height: bottom - top)
  }

  private static func cropped(
    _ picture: PictureBuffer, by rect: PictureRect?
  ) throws(FFmpegError) -> PictureBuffer {
    guard let rect else { return picture }
    let left = min(max(rect.x, 0), picture.width - 1)
    let top = min(max(rect.y, 0), picture.height - 1)
    let part = try PictureBuffer(
      format: .rgba, width: min(rect.width, picture.width - left),
      height: min(rect.height, picture.height - top))
    guard let from = picture.plane(0).baseAddress, let to = part.plane(0).baseAddress else {
      return part
    }
    for row in 0..<part.height {
      (to + row * part.stride(0)).update(
        from: from + (top + row) * picture.stride(0) + left * 4, count: part.width * 4)
    }
    return part
  }

  private static func premultiply(_ picture: PictureBuffer) {
    guard let base = picture.plane(0).baseAddress else { return }
    for row in 0..<picture.height {
      let line = base + row * picture.stride(0)
      for column in 0..<picture.width {
        let alpha = UInt32(line[column * 4 + 3])
        for channel in 0..<3 {
          let value = UInt32(line[column * 4 + channel]) &* alpha
          line[column * 4 + channel] = UInt8(truncatingIfNeeded: Blending.over255(value))
        }
      }
    }
  }
}
