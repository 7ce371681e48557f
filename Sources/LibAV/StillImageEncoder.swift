internal import CFFmpeg

/// Turns a picture into the bytes of an image file.
public enum StillImageEncoder {
  /// A form of image file.
  public enum Format: Hashable, Sendable {
    /// Lossless, with opacity where the picture has it.
    case png
    /// Lossy, `quality` from 1 (worst) through 100.
    case jpeg(quality: Int)
    /// Lossy, `quality` from 1 (worst) through 100; with opacity where the picture has it.
    case webp(quality: Int)
  }

  /// The bytes of an image file of `picture`; YUV is taken for BT.709 of limited range.
  public static func encode(_ picture: PictureBuffer, as format: Format) throws(FFmpegError)
    -> [UInt8]
  {
    let recipe = Recipe(format, hasAlpha: picture.format.hasAlpha)
    let source = try Frame()
    picture.describe(in: source)
    let target = try Frame()
    unsafe target.native.pointee.format = recipe.pixelFormat.rawValue
    unsafe target.native.pointee.width = CInt(picture.width)
    unsafe target.native.pointee.height = CInt(picture.height)
    unsafe target.native.pointee.color_range =
      recipe.color.isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
    unsafe target.native.pointee.quality = recipe.jpegScale * FF_QP2LAMBDA
    try unsafe checked(av_frame_get_buffer(target.native, 0), "av_frame_get_buffer")
    try unsafe PictureScaler().scale(
      source.native, .standard, to: target.native, recipe.color, quality: .good)

    let encoder = try unsafe EncoderContext(recipe.encoder, options: recipe.options) { context in
      unsafe context.pointee.width = CInt(picture.width)
      unsafe context.pointee.height = CInt(picture.height)
      unsafe context.pointee.pix_fmt = recipe.pixelFormat
      unsafe context.pointee.time_base = AVRational(num: 1, den: 25)
      unsafe context.pointee.color_range = unsafe target.native.pointee.color_range
      if recipe.jpegScale > 0 {
        unsafe context.pointee.flags |= AV_CODEC_FLAG_QSCALE
        unsafe context.pointee.global_quality = recipe.jpegScale * FF_QP2LAMBDA
      }
    }
    unsafe target.native.pointee.pts = 0
    let packets = try unsafe encoder.encode(target.native) + encoder.encode(nil)
    guard let image = packets.first else {
      throw FFmpegError(.nothingDecodes, operation: "avcodec_receive_packet")
    }
    return image.bytes
  }
}

/// How a form of image file is made.
private struct Recipe {
  let encoder: String
  let pixelFormat: AVPixelFormat
  let color: SignalColor
  var options: [(String, String)] = []
  /// MPEG's quantiser scale, from 2 (best) through 31; 0 where there is none.
  var jpegScale: Int32 = 0

  init(_ format: StillImageEncoder.Format, hasAlpha: Bool) {
    switch format {
    case .png:
      encoder = "png"
      pixelFormat = hasAlpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24
      color = .standard
    case .jpeg(let quality):
      encoder = "mjpeg"
      pixelFormat = AV_PIX_FMT_YUVJ444P
      color = .jpeg
      let steps = Int32(100 - min(max(quality, 1), 100))
      jpegScale = 2 + steps * 29 / 99
    case .webp(let quality):
      encoder = "libwebp"
      pixelFormat = hasAlpha ? AV_PIX_FMT_YUVA420P : AV_PIX_FMT_YUV420P
      // The WebP container has no colour description; its decoders take BT.601 of limited range.
      color = SignalColor(matrix: SWS_CS_ITU601, isFullRange: false)
      options = [("quality", String(min(max(quality, 1), 100)))]
    }
  }
}
